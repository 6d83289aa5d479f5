import { describe, expect, it } from 'vitest';
import { createScriptedUpstream, type Reply } from '../../../test/scripted-upstream.ts';
import { TokenRefusedError, TokenUnavailableError } from '../token-errors.ts';
import { createMoveworksTokens, type MoveworksTokensOptions } from './moveworks-tokens.ts';

const FLAT = { access_token: 'mwt_1', expires_in: 3600, token_type: 'Bearer' };

function tokens(replies: Reply[], options: Partial<MoveworksTokensOptions> = {}) {
  const upstream = createScriptedUpstream(() => Response.json(FLAT));
  upstream.next(...replies);
  const getToken = createMoveworksTokens({
    tokenUrl: 'https://api.moveworks.ai/oauth/v1/token',
    clientId: 'client',
    clientSecret: 'a secret & more',
    fetch: upstream.fetch,
    ...options,
  });
  return { getToken, upstream };
}

describe('createMoveworksTokens', () => {
  it('sends a form, as in the guide', async () => {
    const { getToken, upstream } = tokens([]);
    expect(await getToken({ userId: 'ada' })).toBe('mwt_1');
    const [call] = upstream.calls;
    expect([call?.url, call?.method, call?.headers.get('content-type'), call?.body]).toEqual([
      'https://api.moveworks.ai/oauth/v1/token',
      'POST',
      'application/x-www-form-urlencoded',
      'grant_type=client_credentials&client_id=client&client_secret=a+secret+%26+more',
    ]);
  });

  it('sends JSON, as in the API reference, with the host’s own fields', async () => {
    const fields = async ({ userId }: { userId: string }) => ({ user: userId, grant_type: 'mine' });
    const { getToken, upstream } = tokens([], { encoding: 'json', fields });
    await getToken({ userId: 'ada' });
    expect(JSON.parse(upstream.calls[0]?.body ?? '')).toEqual({
      grant_type: 'mine',
      client_id: 'client',
      client_secret: 'a secret & more',
      user: 'ada',
    });
  });

  it.each([
    ['at the top', FLAT],
    ['in data', { data: { ...FLAT } }],
  ])('finds the token %s and keeps it until it expires', async (_, response) => {
    let time = 0;
    const { getToken, upstream } = tokens([() => Response.json(response)], { now: () => time });
    await getToken({ userId: 'ada' });
    time = 3_569_999;
    await getToken({ userId: 'ada' });
    expect(upstream.calls).toHaveLength(1);
    time = 3_570_000;
    await getToken({ userId: 'ada' });
    expect(upstream.calls).toHaveLength(2);
  });

  it.each<[string, Partial<MoveworksTokensOptions>, string]>([
    ['a missing URL', { tokenUrl: '' }, 'its tokenUrl is not a URL'],
    [
      'plain http',
      { tokenUrl: 'http://moveworks.example' },
      'its tokenUrl uses http:, so credentials would travel',
    ],
    ['a missing client id', { clientId: '' }, 'its clientId is empty'],
    ['a missing client secret', { clientSecret: '' }, 'its clientSecret is empty'],
    ['a client secret with a line break', { clientSecret: 'hidden\n' }, 'its clientSecret contains'],
  ])('refuses %s, by its own name and that of the option', (_, options, problem) => {
    const make = () => tokens([], options);
    expect(make).toThrow(TypeError);
    expect(make).toThrow(`createMoveworksTokens cannot work: ${problem}`);
    expect(make).not.toThrow(/hidden/);
  });

  it.each<[string, Reply]>([
    ['503', () => new Response('', { status: 503 })],
    ['429', () => new Response('', { status: 429 })],
    [
      'no connection',
      () => {
        throw new TypeError('fetch failed');
      },
    ],
  ])('treats %s as a transient error', async (_, reply) => {
    const { getToken } = tokens([reply]);
    await expect(getToken({ userId: 'ada' })).rejects.toBeInstanceOf(TokenUnavailableError);
    expect(await getToken({ userId: 'ada' })).toBe('mwt_1');
  });

  it.each<[string, Reply]>([
    ['401', () => new Response('{"error":{"message":"canary"}}', { status: 401 })],
    ['a web page', () => new Response('<h1>canary</h1>')],
    ['a redirect', () => new Response('', { status: 302, headers: { location: 'https://evil.example' } })],
    ['no token', () => Response.json({ expires_in: 1, canary: 'canary' })],
    ['a token that is a number', () => Response.json({ access_token: 7, expires_in: 1 })],
    ['no expiry', () => Response.json({ access_token: 'canary' })],
  ])('treats %s as an error for the operator, without quoting it', async (_, reply) => {
    const { getToken } = tokens([reply]);
    const error = await Promise.resolve(getToken({ userId: 'ada' })).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(TokenRefusedError);
    expect(String(error)).not.toMatch(/canary|secret/);
  });

  it('explains a refusal with the endpoint’s code, words and trace id, but no secret', async () => {
    const refusal = (message: string) => () =>
      Response.json(
        { error: { code: 'UNAUTHORIZED', message } },
        { status: 401, headers: { 'x-moveworks-root-uuid': 'trace-1' } },
      );
    const { getToken } = tokens([refusal('Unknown client.'), refusal('Unknown: a secret & more')]);
    await expect(getToken({ userId: 'ada' })).rejects.toMatchObject({
      message: expect.stringContaining('(401 UNAUTHORIZED)'),
      ...{ endpointMessage: 'Unknown client.', traceId: 'trace-1' },
    });
    await expect(getToken({ userId: 'ada' })).rejects.toMatchObject({ endpointMessage: null });
  });
});
