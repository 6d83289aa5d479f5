import { describe, expect, it, vi } from 'vitest';
import { createTestProxy, ENDPOINT, LIKE, MESSAGE_ID, stampOf } from '../../test/test-proxy.ts';

const PAGE = 'https://chat.example.com';
const EVIL = 'https://evil.example';
const trustedOrigins = [PAGE, 'https://staging.example.com:8443'];

function preflight(origin: string | null, headers: Record<string, string> = {}): Request {
  return new Request('https://api.example.com/feedback', {
    method: 'OPTIONS',
    headers: { ...(origin !== null && { origin }), 'access-control-request-method': 'POST', ...headers },
  });
}

function post(origin: string, headers: Record<string, string> = {}): Request {
  const body = JSON.stringify({ message: { messageId: MESSAGE_ID }, feedback: LIKE, stamp: stampOf(1) });
  const common = { origin, 'sec-fetch-site': 'cross-site', 'content-type': 'application/json' };
  return new Request(ENDPOINT, { method: 'POST', headers: { ...common, ...headers }, body });
}

function get(origin: string | null, messageId = MESSAGE_ID): Request {
  const url = `${ENDPOINT}?messageId=${messageId}`;
  return new Request(url, { headers: { ...(origin !== null && { origin }) } });
}

/** The CORS headers of a response. */
function corsOf({ headers }: Response): Record<string, string> {
  return Object.fromEntries([...headers].filter(([name]) => name.startsWith('access-control')));
}

const VARY = 'Origin, Cookie, Authorization';

describe('a preflight', () => {
  it('from a trusted origin gets a response without a call to the host or the store', async () => {
    const identify = vi.fn(() => 'user-1');
    const { proxy, store, events } = createTestProxy({ trustedOrigins, identify });
    const get = vi.spyOn(store, 'get');
    const headers = { 'access-control-request-headers': 'content-type,x-tenant' };
    const response = await proxy.fetch(preflight(PAGE, headers));
    expect([response.status, await response.text()]).toEqual([204, '']);
    expect(corsOf(response)).toEqual({
      'access-control-allow-origin': PAGE,
      'access-control-allow-credentials': 'true',
      'access-control-allow-methods': 'GET, POST',
      'access-control-allow-headers': 'content-type,x-tenant',
      'access-control-max-age': '7200',
    });
    expect(response.headers.get('vary')).toBe(
      'Origin, Access-Control-Request-Method, Access-Control-Request-Headers',
    );
    expect([identify.mock.calls, get.mock.calls, events]).toEqual([[], [], []]);
  });

  it('from any other origin is refused without CORS headers', async () => {
    const { proxy } = createTestProxy({ trustedOrigins });
    for (const origin of [
      EVIL,
      'null',
      '*',
      `${PAGE}.evil.example`,
      `${PAGE}:443`,
      'http://chat.example.com',
    ]) {
      const response = await proxy.fetch(preflight(origin));
      expect([response.status, corsOf(response)]).toEqual([403, {}]);
      expect(await response.json()).toMatchObject({ code: 'cross_origin' });
    }
  });

  it('is refused without an origin, and when no origin is trusted', async () => {
    const none = await createTestProxy().proxy.fetch(preflight(PAGE));
    expect([none.status, corsOf(none)]).toEqual([403, {}]);
    const missing = await createTestProxy({ trustedOrigins }).proxy.fetch(preflight(null));
    expect([missing.status, corsOf(missing)]).toEqual([403, {}]);
  });

  it('does not repeat a header list that is none', async () => {
    const { proxy } = createTestProxy({ trustedOrigins });
    const headers = { 'access-control-request-headers': 'x-a; y=<script>' };
    const response = await proxy.fetch(preflight(PAGE, headers));
    expect(corsOf(response)).not.toHaveProperty('access-control-allow-headers');
  });

  it('reaches the handler that Next.js expects', async () => {
    const { proxy } = createTestProxy({ trustedOrigins });
    const { OPTIONS } = proxy;
    expect((await OPTIONS(preflight(PAGE))).status).toBe(204);
  });
});

describe('a request from a trusted origin', () => {
  it('may read the response, its Retry-After and the headers of the kit, with credentials', async () => {
    const { proxy, delivered } = createTestProxy({ trustedOrigins });
    for (const response of [await proxy.fetch(post(PAGE)), await proxy.fetch(get(PAGE))]) {
      expect(response.status).toBe(200);
      expect(corsOf(response)).toEqual({
        'access-control-allow-origin': PAGE,
        'access-control-allow-credentials': 'true',
        'access-control-expose-headers': expect.stringContaining('Retry-After'),
      });
      expect(response.headers.get('vary')).toBe(VARY);
    }
    expect(delivered()).toHaveLength(1);
  });

  it('may read problems, too', async () => {
    const limiter = { consume: async () => Promise.reject({ msBeforeNext: 3_000 }) };
    const responses = [
      await createTestProxy({ trustedOrigins, identify: () => null }).proxy.fetch(post(PAGE)),
      await createTestProxy({ trustedOrigins, limiter }).proxy.fetch(post(PAGE)),
      await createTestProxy({ trustedOrigins }).proxy.fetch(post(PAGE, { 'content-type': 'text/plain' })),
    ];
    expect(responses.map(({ status }) => status)).toEqual([401, 429, 415]);
    for (const response of responses) {
      expect(corsOf(response)).toMatchObject({ 'access-control-allow-origin': PAGE });
    }
  });
});

describe('a request from any other origin', () => {
  it('gets no CORS headers, whatever the response is', async () => {
    const { proxy, upstream } = createTestProxy({ trustedOrigins });
    for (const response of [
      await proxy.fetch(post(EVIL)),
      await proxy.fetch(get(EVIL)),
      await proxy.fetch(get('null')),
    ]) {
      expect(corsOf(response)).toEqual({});
      expect(response.headers.get('vary')).toBe(VARY);
    }
    expect(upstream.calls).toEqual([]);
  });

  it('varies by origin, so that no cache gives it the response of a trusted page', async () => {
    const { proxy } = createTestProxy({ trustedOrigins });
    const response = await proxy.fetch(get(null));
    expect([corsOf(response), response.headers.get('vary')]).toEqual([{}, VARY]);
  });
});
