import { describe, expect, it } from 'vitest';
import { answered, freshEmulators } from '../../testing/test-emulators.ts';

const emulators = freshEmulators({ now: () => time });
let time = Date.UTC(2026, 4, 17, 12);

const CREDENTIALS = { client_id: 'emulated-client', client_secret: 'emulated-secret' };
const FIELDS = { ...CREDENTIALS, grant_type: 'client_credentials', user: 'alice' };
const exchange = (body: string | URLSearchParams, headers = {}) =>
  fetch(`${emulators.moveworksBaseUrl}/oauth/v1/token`, { method: 'POST', body, headers });
const asForm = () => exchange(new URLSearchParams(FIELDS));
const asJson = (changes: object = {}) =>
  exchange(JSON.stringify({ ...FIELDS, ...changes }), { 'Content-Type': 'application/json' });
const conversations = (token: string, request: RequestInit = {}) =>
  answered(
    fetch(`${emulators.moveworksBaseUrl}/rest/v1/conversations`, {
      headers: {
        Authorization: `Bearer ${token}`,
        'Assistant-Name': 'emulated-assistant',
        'Content-Type': 'application/json',
      },
      ...request,
    }),
  );
const token = { access_token: expect.stringMatching(/^mwt_/), expires_in: 3600, token_type: 'Bearer' };

describe('POST /oauth/v1/token', () => {
  it.each([
    ['a form', asForm],
    ['JSON', asJson],
  ])('returns a bearer for an hour to %s', async (_name, send) => {
    const response = await send();
    expect(response.headers.has('x-moveworks-root-uuid')).toBe(true);
    expect(await response.json()).toEqual(token);
  });

  it('wraps it in data, depending on the setting', async () => {
    await emulators.set({ moveworks: { tokenResponse: 'data' } });
    expect(await (await asForm()).json()).toEqual({ data: token });
  });

  it('lets the bearer act for its user until it expires', async () => {
    await emulators.set({ moveworks: { tokenExpiresIn: 60 } });
    const { access_token, expires_in } = await answered(asForm());
    expect(expires_in).toBe(60);
    time += 59_000;
    expect((await conversations(access_token)).httpStatus).toBe(200);
    time += 1000;
    expect((await conversations(access_token)).httpStatus).toBe(401);
  });

  it.each([{ client_id: 'x' }, { client_secret: 'x' }])('refuses wrong credentials: %j', async (changes) => {
    const refused = { httpStatus: 401, error: { code: 'UNAUTHORIZED' } };
    expect(await answered(asJson(changes))).toMatchObject(refused);
  });

  it.each([{ grant_type: 'password' }, { user: '' }, { client_id: undefined }])(
    'refuses %j',
    async (changes) => {
      expect((await asJson(changes)).status).toBe(400);
    },
  );

  it('works for a tenant without the Conversations API', async () => {
    await emulators.set({ moveworks: { enabledPaths: [] } });
    expect((await asForm()).status).toBe(200);
  });

  it('leaves no secret in the request log', async () => {
    await asForm();
    await asJson();
    const { requests } = (await emulators.control('/requests?upstream=moveworks')).body;
    expect(requests).toHaveLength(2);
    expect(JSON.stringify(requests)).not.toContain('emulated-secret');
    expect(requests[0].body).toContain('client_secret=…&grant_type');
  });
});

it('identifies two users by their API keys', async () => {
  const keyOf = async (user: string) => (await emulators.control('/moveworks/api-keys', { user })).body.key;
  const [alice, bob] = [await keyOf('alice'), await keyOf('bob')];
  await conversations(alice, { method: 'POST', body: '{}' });
  const listed = async (key: string) => (await conversations(key)).conversations.length;
  expect([await listed(alice), await listed(bob)]).toEqual([1, 0]);
});
