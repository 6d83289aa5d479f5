import { importPKCS8, SignJWT } from 'jose';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { cozeCaller } from '../../testing/coze-caller.ts';
import { freshEmulators } from '../../testing/test-emulators.ts';

const emulators = freshEmulators({ now: () => NOON });
const NOON = Date.UTC(2026, 4, 17, 12);
const APP = '310000000001';
let key: { keyId: string; publicKey: string; privateKey: string };
let jti = 0;
beforeAll(async () => {
  key = (await emulators.control(`/coze/oauth-apps/${APP}/keys`, {})).body;
});
beforeEach(async () => {
  await emulators.control(`/coze/oauth-apps/${APP}/keys`, { publicKey: key.publicKey });
});

const seconds = NOON / 1000;
const claimsOf = (changes: object = {}) => {
  jti += 1;
  const common = { iss: APP, aud: 'api.coze.cn', iat: seconds, exp: seconds + 600, jti: `once-${jti}` };
  return { ...common, session_name: 'alice', ...changes };
};
const signed = async (claims: object, header: object = {}) =>
  new SignJWT({ ...claims })
    .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid: key.keyId, ...header })
    .sign(await importPKCS8(key.privateKey, 'RS256'));

const GRANT = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
async function exchange(jwt: string, body: object = {}, baseUrl = emulators.cozeBaseUrl) {
  const response = await fetch(`${baseUrl}/api/permission/oauth2/token`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${jwt}` },
    body: JSON.stringify({ grant_type: GRANT, ...body }),
  });
  return { status: response.status, ...(await response.json()) };
}

describe('the exchange of a JWT', () => {
  it('gives a token whose expires_in is a point in time, a quarter of an hour from now', async () => {
    const answer = await exchange(await signed(claimsOf()));
    expect(answer).toEqual({
      status: 200,
      access_token: expect.stringMatching(/^czs_/),
      expires_in: seconds + 900,
    });
  });

  it.each([1, 86_399])('takes duration_seconds of %i', async (duration) => {
    const answer = await exchange(await signed(claimsOf()), { duration_seconds: duration });
    expect(answer.expires_in).toBe(seconds + duration);
  });

  it.each([0, 86_400, 1.5, '900'])('refuses duration_seconds of %j', async (duration) => {
    expect(await exchange(await signed(claimsOf()), { duration_seconds: duration })).toMatchObject({
      status: 400,
      error_code: 'invalid_request',
      error_message: 'invalid request: duration_seconds',
    });
  });

  it('makes the session_name the identity', async () => {
    const callerOf = async (sessionName: string) => {
      const { access_token: token } = await exchange(await signed(claimsOf({ session_name: sessionName })));
      return cozeCaller(emulators, { token });
    };
    const [alice, bob] = [await callerOf('alice'), await callerOf('bob')];
    const answer = await alice.createAnswer();
    const like = { feedback_type: 'like' };
    expect((await (await bob.rate(answer, like)).json()).code).toBe(4002);
    expect((await (await alice.rate(answer, like)).json()).code).toBe(0);
    expect((await emulators.state()).coze.feedbacks).toMatchObject([{ sessionName: 'alice' }]);
  });

  it('without a session_name stands for the account', async () => {
    const { access_token: token } = await exchange(await signed(claimsOf({ session_name: undefined })));
    const caller = await cozeCaller(emulators, { token });
    const answer = await caller.createAnswer();
    const personal = await cozeCaller(emulators, { token: 'pat_emulated_cn' });
    expect((await (await personal.rate(answer, { feedback_type: 'like' })).json()).code).toBe(0);
  });

  it('works at the path of an organisation too, and for the host it is reached by', async () => {
    const jwt = await signed(claimsOf({ aud: new URL(emulators.url).host }));
    const response = await fetch(`${emulators.cozeBaseUrl}/api/permission/oauth2/account/42/token`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${jwt}` },
      body: JSON.stringify({ grant_type: GRANT }),
    });
    expect(response.status).toBe(200);
  });
});

describe('a JWT that is refused', () => {
  const refused = { status: 401, error_code: 'invalid_client', error_message: expect.any(String) };

  it('was used before', async () => {
    const jwt = await signed(claimsOf());
    expect((await exchange(jwt)).status).toBe(200);
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
    expect(await exchange(await signed(claimsOf(changes)))).toEqual(refused);
  });

  it('names an unknown key', async () => {
    expect(await exchange(await signed(claimsOf(), { kid: 'unknown' }))).toEqual(refused);
  });

  it('was signed with another key', async () => {
    const other = (await emulators.control(`/coze/oauth-apps/${APP}/keys`, {})).body;
    expect(await exchange(await signed(claimsOf(), { kid: other.keyId }))).toEqual(refused);
  });

  it('was changed after it was signed', async () => {
    const [header, , signature] = (await signed(claimsOf())).split('.');
    const claims = Buffer.from(JSON.stringify(claimsOf({ session_name: 'bob' }))).toString('base64url');
    expect(await exchange([header, claims, signature].join('.'))).toEqual(refused);
  });

  it('was signed with the public key as a shared secret', async () => {
    const jwt = await new SignJWT(claimsOf())
      .setProtectedHeader({ alg: 'HS256', typ: 'JWT', kid: key.keyId })
      .sign(new TextEncoder().encode(key.publicKey));
    expect(await exchange(jwt)).toEqual(refused);
  });

  it('is none', async () => {
    for (const jwt of ['', 'a.b.c', 'nonsense']) expect(await exchange(jwt)).toEqual(refused);
  });

  it('is one of the other region', async () => {
    const jwt = await signed(claimsOf({ aud: 'api.coze.com' }));
    expect(await exchange(jwt, {}, emulators.cozeComBaseUrl)).toEqual(refused);
  });
});

it('knows no other grant', async () => {
  const answer = await exchange(await signed(claimsOf()), { grant_type: 'client_credentials' });
  expect(answer).toMatchObject({ status: 400, error_code: 'unsupported_grant_type' });
});

it('refuses an app that its owner has switched off', async () => {
  await emulators.control(`/coze/oauth-apps/${APP}`, { active: false }, 'PATCH');
  const answer = await exchange(await signed(claimsOf()));
  expect(answer).toMatchObject({ status: 403, error_code: 'access_deny' });
});

it('takes no key that is not one', async () => {
  const answer = await emulators.control(`/coze/oauth-apps/${APP}/keys`, { publicKey: 'nonsense' });
  expect(answer.status).toBe(400);
});
