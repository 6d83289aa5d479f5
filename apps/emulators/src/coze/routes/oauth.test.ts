import { importPKCS8, SignJWT } from 'jose';
import { beforeAll, describe, expect, it } from 'vitest';
import { cozeCaller } from '../../testing/coze-caller.ts';
import { answered, sharedEmulators } from '../../testing/test-emulators.ts';

const emulators = sharedEmulators({ now: () => NOON });
const NOON = Date.UTC(2026, 4, 17, 12);
const APP = '310000000001';
let key: { keyId: string; publicKey: string; privateKey: string };
let jti = 0;
beforeAll(async () => {
  key = (await emulators.control(`/coze/oauth-apps/${APP}/keys`, {})).body;
});

const seconds = NOON / 1000;
const claimsOf = (changes: object = {}) => {
  jti += 1;
  const common = { iss: APP, aud: 'api.coze.cn', iat: seconds, exp: seconds + 600, jti: `once-${jti}` };
  return { ...common, session_name: 'alice', ...changes };
};
const signed = async (changes: object = {}, header: object = {}) =>
  new SignJWT(claimsOf(changes))
    .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid: key.keyId, ...header })
    .sign(await importPKCS8(key.privateKey, 'RS256'));

const GRANT = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
const exchange = (jwt: string, body: object = {}, baseUrl = emulators.cozeBaseUrl, account = '') =>
  answered(
    fetch(`${baseUrl}/api/permission/oauth2${account}/token`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${jwt}` },
      body: JSON.stringify({ grant_type: GRANT, ...body }),
    }),
  );
const callerOf = async (sessionName: string | undefined) =>
  cozeCaller(emulators, {
    token: (await exchange(await signed({ session_name: sessionName }))).access_token,
  });

describe('the exchange of a JWT', () => {
  it('returns a token whose expires_in is a time, 15 minutes from now', async () => {
    const access_token = expect.stringMatching(/^czs_/);
    const expires_in = seconds + 900;
    expect(await exchange(await signed())).toEqual({ httpStatus: 200, access_token, expires_in });
  });

  it.each([1, 86_399])('accepts duration_seconds of %i', async (duration) => {
    const answer = await exchange(await signed(), { duration_seconds: duration });
    expect(answer.expires_in).toBe(seconds + duration);
  });

  it.each([0, 86_400, 1.5, '900'])('refuses duration_seconds of %j', async (duration) => {
    expect(await exchange(await signed(), { duration_seconds: duration })).toMatchObject({
      httpStatus: 400,
      error_code: 'invalid_request',
      error_message: 'invalid request: duration_seconds',
    });
  });

  it('makes the session_name the identity', async () => {
    const [alice, bob] = [await callerOf('alice'), await callerOf('bob')];
    const answer = await alice.createAnswer();
    expect((await answered(bob.rate(answer))).code).toBe(4002);
    expect((await answered(alice.rate(answer))).code).toBe(0);
    expect((await emulators.state()).coze.feedbacks).toMatchObject([{ sessionName: 'alice' }]);
  });

  it('without a session_name identifies the account', async () => {
    const answer = await (await callerOf(undefined)).createAnswer();
    const personal = await cozeCaller(emulators, { token: 'pat_emulated_cn' });
    expect((await answered(personal.rate(answer))).code).toBe(0);
  });

  it('works at the path of an organisation too, and for the host of the request', async () => {
    const jwt = await signed({ aud: new URL(emulators.url).host });
    expect((await exchange(jwt, {}, emulators.cozeBaseUrl, '/account/42')).httpStatus).toBe(200);
  });
});

describe('a JWT that is refused', () => {
  const refused = { httpStatus: 401, error_code: 'invalid_client', error_message: expect.any(String) };

  it('was used before', async () => {
    const jwt = await signed();
    expect((await exchange(jwt)).httpStatus).toBe(200);
    expect(await exchange(jwt)).toEqual(refused);
  });

  it.each([
    ['has another issuer', { iss: '310000000002' }],
    ['is for another site', { aud: 'api.coze.com' }],
    ['has expired', { iat: seconds - 700, exp: seconds - 1 }],
    ['begins later', { iat: seconds + 5 }],
    ['has no jti', { jti: undefined }],
    ['has no exp', { exp: undefined }],
    ['has no iat', { iat: undefined }],
  ])('%s', async (_name, changes) => {
    expect(await exchange(await signed(changes))).toEqual(refused);
  });

  it('names an unknown key', async () => {
    expect(await exchange(await signed({}, { kid: 'unknown' }))).toEqual(refused);
  });

  it('was signed with another key', async () => {
    const { body: other } = await emulators.control(`/coze/oauth-apps/${APP}/keys`, {});
    expect(await exchange(await signed({}, { kid: other.keyId }))).toEqual(refused);
  });

  it('was changed after it was signed', async () => {
    const [header, , signature] = (await signed()).split('.');
    const claims = Buffer.from(JSON.stringify(claimsOf({ session_name: 'bob' }))).toString('base64url');
    expect(await exchange([header, claims, signature].join('.'))).toEqual(refused);
  });

  it('was signed with the public key as a shared secret', async () => {
    const jwt = await new SignJWT(claimsOf())
      .setProtectedHeader({ alg: 'HS256', typ: 'JWT', kid: key.keyId })
      .sign(new TextEncoder().encode(key.publicKey));
    expect(await exchange(jwt)).toEqual(refused);
  });

  it.each(['', 'a.b.c', 'nonsense'])('is not a JWT: %j', async (jwt) => {
    expect(await exchange(jwt)).toEqual(refused);
  });

  it('is one of the other region', async () => {
    const jwt = await signed({ aud: 'api.coze.com' });
    expect(await exchange(jwt, {}, emulators.cozeComBaseUrl)).toEqual(refused);
  });
});

it('refuses any other grant', async () => {
  const answer = await exchange(await signed(), { grant_type: 'client_credentials' });
  expect(answer).toMatchObject({ httpStatus: 400, error_code: 'unsupported_grant_type' });
});

it('refuses a disabled app', async () => {
  await emulators.control(`/coze/oauth-apps/${APP}`, { active: false }, 'PATCH');
  expect(await exchange(await signed())).toMatchObject({ httpStatus: 403, error_code: 'access_deny' });
});
