import { describe, expect, it } from 'vitest';
import { checkOrigin, parseTrustedOrigins } from './request.ts';

const TRUSTED = parseTrustedOrigins([
  'https://chat.example.com',
  'https://staging.example.com:8443',
  'http://localhost:3000',
  'capacitor://localhost',
]);

const OWN = 'https://chat.example.com';
const EVIL = 'https://evil.example';

function passes(
  method: string,
  site: string | null,
  origin: string | null,
  more: Record<string, string> = {},
) {
  const headers = new Headers(more);
  if (site !== null) headers.set('sec-fetch-site', site);
  if (origin !== null) headers.set('origin', origin);
  try {
    checkOrigin(new Request('https://chat.example.com/api', { method, headers }), TRUSTED);
    return true;
  } catch (error) {
    expect(error).toMatchObject({ code: 'cross_origin', status: 403 });
    return false;
  }
}

type Row = readonly [site: string | null, origin: string | null, passes: boolean];

/** Header values of a POST, and whether it passes. */
const POSTS: readonly Row[] = [
  // Browsers with Sec-Fetch-Site.
  ['same-origin', null, true],
  ['same-origin', OWN, true],
  ['same-origin', EVIL, true],
  ['same-origin', 'null', true],
  ['none', null, true],
  ['none', EVIL, true],
  ['cross-site', null, false],
  ['cross-site', OWN, true],
  ['cross-site', EVIL, false],
  ['cross-site', 'null', false],
  ['cross-site', 'https://staging.example.com:8443', true],
  ['cross-site', 'capacitor://localhost', true],
  ['same-site', null, false],
  ['same-site', OWN, true],
  ['same-site', 'https://other.example.com', false],
  ['same-site', 'null', false],
  // Values that no browser sends do not pass.
  ['', null, false],
  ['', EVIL, false],
  ['Same-Origin', null, false],
  ['SAME-ORIGIN', EVIL, false],
  ['same-origin, cross-site', null, false],
  ['same-origin, same-origin', EVIL, false],
  ['cross-site, same-origin', null, false],
  ['same-originx', null, false],
  ['nonexistent', null, false],
  ['none;', EVIL, false],
  ['null', null, false],
  // Old browsers that only send Origin.
  [null, OWN, true],
  [null, 'https://staging.example.com:8443', true],
  [null, 'http://localhost:3000', true],
  [null, 'capacitor://localhost', true],
  [null, EVIL, false],
  [null, 'null', false],
  [null, '', false],
  [null, 'http://chat.example.com', false],
  [null, 'https://chat.example.com:443', false],
  [null, 'https://chat.example.com:8443', false],
  [null, 'https://chat.example.com/', false],
  [null, 'https://chat.example.com/path', false],
  [null, 'https://chat.example.com?x', false],
  [null, 'https://CHAT.example.com', false],
  [null, 'https://chat.example.com.', false],
  [null, 'https://chat.example.com.evil.example', false],
  [null, 'https://evilchat.example.com', false],
  [null, 'https://sub.chat.example.com', false],
  [null, 'https://example.com', false],
  [null, 'https://user@chat.example.com', false],
  [null, 'https://chat.example.com@evil.example', false],
  [null, 'https://chat.example.com, https://evil.example', false],
  [null, 'https://evil.example, https://chat.example.com', false],
  [null, 'https://staging.example.com', false],
  [null, 'https://staging.example.com:8444', false],
  [null, 'http://localhost', false],
  [null, 'http://localhost:3001', false],
  [null, 'http://127.0.0.1:3000', false],
  [null, 'capacitor://localhost:3000', false],
  [null, 'file://', false],
  [null, 'chrome-extension://abcdef', false],
  [null, 'chat.example.com', false],
  [null, 'javascript:alert(1)', false],
  [null, 'https://', false],
  // No browser omits both headers.
  [null, null, true],
];

describe('checkOrigin', () => {
  it('is tested with at least sixty rows', () => {
    expect(POSTS.length).toBeGreaterThanOrEqual(60);
  });

  it.each(POSTS)('a POST with Sec-Fetch-Site %j and Origin %j passes: %j', (site, origin, expected) => {
    expect(passes('POST', site, origin)).toBe(expected);
  });

  it.each(['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])('guards %s', (method) => {
    expect(passes(method, 'cross-site', EVIL)).toBe(false);
    expect(passes(method, null, EVIL)).toBe(false);
  });

  it.each(['GET', 'HEAD'])('allows %s, which changes nothing', (method) => {
    expect(passes(method, 'cross-site', EVIL)).toBe(true);
    expect(passes(method, null, EVIL)).toBe(true);
    expect(passes(method, 'same-site', null)).toBe(true);
  });

  it('never trusts Host or forwarding headers', () => {
    const host = { host: 'evil.example', 'x-forwarded-host': 'evil.example', forwarded: 'host=evil.example' };
    expect(passes('POST', null, EVIL, host)).toBe(false);
    expect(passes('POST', 'cross-site', EVIL, { ...host, referer: `${OWN}/` })).toBe(false);
  });
});

describe('parseTrustedOrigins', () => {
  it.each([
    ['https://chat.example.com/', 'has a path'],
    ['https://chat.example.com/app', 'has a path'],
    ['https://chat.example.com?x', 'has a path, a query'],
    ['https://chat.example.com#x', 'a fragment'],
    ['https://chat.example.com:443', 'browsers send "https://chat.example.com"'],
    ['http://localhost:80', 'browsers send "http://localhost"'],
    ['https://Chat.Example.com', 'browsers send "https://chat.example.com"'],
    ['https://bücher.example', 'browsers send "https://xn--bcher-kva.example"'],
    ['Capacitor://localhost', 'browsers send "capacitor://localhost"'],
    ['https://user@chat.example.com', 'is not an origin'],
    ['chat.example.com', 'is not an origin'],
    ['https://', 'is not an origin'],
    ['https://chat.example.com ', 'is not an origin'],
    ['https://*.example.com', 'a wildcard'],
    ['', 'is not an origin'],
    ['null', 'sandboxed'],
    ['*', 'a wildcard'],
    [undefined as unknown as string, 'is not a string'],
  ])('refuses %j: %s', (origin, problem) => {
    const parse = () => parseTrustedOrigins([OWN, origin]);
    expect(parse).toThrow(TypeError);
    expect(parse).toThrow(problem);
    expect(parse).toThrow('Pass scheme, host');
  });
});
