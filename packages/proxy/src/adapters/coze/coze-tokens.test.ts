import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { decodeProtectedHeader, jwtVerify } from 'jose';
import { describe, expect, it } from 'vitest';
import { TokenRefusedError, TokenUnavailableError } from '../token-errors.ts';
import { type CozeTokensOptions, createCozeTokens } from './coze-tokens.ts';

const NOW = Date.UTC(2026, 10, 21, 12);
const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const PKCS8 = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const PKCS1 = privateKey.export({ type: 'pkcs1', format: 'pem' }).toString();
const OPTIONS = { baseUrl: 'https://api.coze.cn', clientId: '31', keyId: 'k1', privateKey: PKCS8 };

/** Gets one token of Ada from a token endpoint that responds so. */
async function getOne(options: Partial<CozeTokensOptions> = {}, respond: () => Response = granted) {
  const requests: { url: string; jwt: string; body: unknown }[] = [];
  const getToken = createCozeTokens({
    ...OPTIONS,
    now: () => NOW,
    async fetch(url, init) {
      const jwt = new Headers(init?.headers).get('authorization')?.slice('Bearer '.length) ?? '';
      requests.push({ url: String(url), jwt, body: JSON.parse(String(init?.body)) });
      return respond();
    },
    ...options,
  });
  return { requests, token: await getToken({ userId: 'ada' }) };
}

const granted = () => Response.json({ access_token: 'czs_1', expires_in: NOW / 1000 + 3600 });

/** What the JWT says, its signature checked. */
async function claimsOf(options: Partial<CozeTokensOptions> = {}) {
  const [request] = (await getOne(options)).requests;
  const key = createPublicKey(privateKey.export({ type: 'pkcs8', format: 'pem' }));
  const { payload } = await jwtVerify(request?.jwt ?? '', key, { currentDate: new Date(NOW) });
  return payload;
}

/** What the operator learns when the endpoint responds so. */
async function failureOf(
  respond: () => Response,
  options: Partial<CozeTokensOptions> = {},
): Promise<Record<string, unknown>> {
  const error = await getOne(options, respond).catch((reason: unknown) => reason);
  if (!(error instanceof TokenRefusedError || error instanceof TokenUnavailableError)) throw error;
  const { name, message, endpointMessage, traceId } = error;
  return { name, message, endpointMessage, traceId };
}

describe('createCozeTokens', () => {
  it('exchanges a JWT of the OAuth app for the token of a user', async () => {
    const { requests, token } = await getOne();
    expect(token).toBe('czs_1');
    const [{ url, jwt, body } = { url: '', jwt: '', body: null }] = requests;
    expect(url).toBe('https://api.coze.cn/api/permission/oauth2/token');
    expect(body).toEqual({
      grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
      duration_seconds: 3600,
    });
    expect(decodeProtectedHeader(jwt)).toEqual({ alg: 'RS256', typ: 'JWT', kid: 'k1' });
    expect(await claimsOf()).toEqual({
      ...{ iss: '31', aud: 'api.coze.cn', session_name: 'ada', jti: expect.any(String) },
      ...{ iat: NOW / 1000, exp: NOW / 1000 + 600 },
    });
  });

  it('takes a key in PKCS#1, the form that older tools write', async () => {
    expect(PKCS1).toContain('BEGIN RSA PRIVATE KEY');
    expect(await claimsOf({ privateKey: PKCS1 })).toMatchObject({ iss: '31' });
  });

  it('leaves an empty session_name out', async () => {
    expect(await claimsOf({ sessionName: () => '' })).not.toHaveProperty('session_name');
  });

  it('names Coze as the audience behind a gateway', async () => {
    const baseUrl = 'https://gateway.example.com/coze';
    expect((await claimsOf({ baseUrl })).aud).toBe('gateway.example.com');
    expect((await claimsOf({ baseUrl, audience: 'api.coze.cn' })).aud).toBe('api.coze.cn');
  });

  it.each<[string, Partial<CozeTokensOptions>, string]>([
    ['a base URL with a version', { baseUrl: 'https://api.coze.cn/v1' }, 'its baseUrl ends with a version'],
    ['plain http', { baseUrl: 'http://api.coze.cn' }, 'its baseUrl uses http:'],
    ['a missing client id', { clientId: '' }, 'its clientId is empty'],
    ['a missing key id', { keyId: '' }, 'its keyId is empty'],
    ['a key id with a line break', { keyId: 'secret\n' }, 'its keyId contains white space'],
    ['a duration that Coze does not accept', { durationSeconds: 60 }, 'its durationSeconds is not'],
  ])('refuses %s, by its own name and that of the option', (_, options, problem) => {
    const make = () => createCozeTokens({ ...OPTIONS, ...options });
    expect(make).toThrow(TypeError);
    expect(make).toThrow(`createCozeTokens cannot work: ${problem}`);
    expect(make).not.toThrow(/secret/);
  });
});

describe('a token failure', () => {
  it('states the endpoint’s code, words and log id', async () => {
    const refused = { error_code: 'access_deny', error_message: 'app: x is currently deactivated' };
    const headers = { 'X-Tt-Logid': 'log-1' };
    expect(await failureOf(() => Response.json(refused, { status: 403, headers }))).toEqual({
      name: 'TokenRefusedError',
      message:
        'The token endpoint of Coze refused to give a token (403 access_deny), so nothing can be sent. Check its URL and the credentials.',
      endpointMessage: 'app: x is currently deactivated',
      traceId: 'log-1',
    });
  });

  it('is one that Coze reports with HTTP 200, too', async () => {
    const failed = () => Response.json({ code: 4100, msg: 'invalid', detail: { logid: 'log-2' } });
    expect(await failureOf(failed)).toMatchObject({
      name: 'TokenRefusedError',
      message: expect.stringContaining('(200 4100)'),
      ...{ endpointMessage: 'invalid', traceId: 'log-2' },
    });
    const older = () => Response.json({ code: 4100, msg: 'invalid', error: { logid: 'log-4' } });
    expect(await failureOf(older)).toMatchObject({
      ...{ message: expect.stringContaining('(200 4100)'), traceId: 'log-4' },
    });
  });

  it('is transient while the endpoint does not work', async () => {
    const headers = { 'X-Tt-Logid': 'log-3' };
    const down = () => new Response('<h1>502</h1>', { status: 502, headers });
    expect(await failureOf(down)).toEqual({
      name: 'TokenUnavailableError',
      message: 'The token endpoint of Coze does not work (502). The proxy will ask again.',
      ...{ endpointMessage: null, traceId: 'log-3' },
    });
  });

  it('repeats neither the user nor the JWT', async () => {
    const quote = (text: string) => () =>
      Response.json({ error_code: 'invalid_client', error_message: text }, { status: 401 });
    expect(await failureOf(quote('no session of ada here'))).toMatchObject({ endpointMessage: null });
    const sentence = { detail: { logid: 'Dear ada, no' } };
    expect(await failureOf(() => Response.json(sentence, { status: 401 }))).toMatchObject({ traceId: null });
    expect(await failureOf(quote('line\nbreak'))).toMatchObject({ endpointMessage: 'line break' });
    const { endpointMessage } = await failureOf(quote('x'.repeat(1_000)));
    expect(endpointMessage).toBe(`${'x'.repeat(199)}…`);
  });

  it.each(['', 'my key', PKCS8.replace(/\n[^\n]+/, '')])(
    'explains a private key that is none: %j',
    async (wrong) => {
      expect(await failureOf(granted, { privateKey: wrong })).toMatchObject({
        name: 'TokenRefusedError',
        message: expect.stringContaining('cannot be read'),
      });
    },
  );
});
