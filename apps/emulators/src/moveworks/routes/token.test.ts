import { describe, expect, it } from 'vitest';
import { freshEmulators } from '../../testing/test-emulators.ts';

const emulators = freshEmulators({ now: () => time });
let time = Date.UTC(2026, 4, 17, 12);

const FIELDS = {
  client_id: 'emulated-client',
  client_secret: 'emulated-secret',
  grant_type: 'client_credentials',
  user: 'alice',
};
const exchange = (body: string | URLSearchParams, type?: string) =>
  fetch(`${emulators.moveworksBaseUrl}/oauth/v1/token`, {
    method: 'POST',
    body,
    ...(type && { headers: { 'Content-Type': type } }),
  });
const asForm = (changes: object = {}) => exchange(new URLSearchParams({ ...FIELDS, ...changes }));
const asJson = (changes: object = {}) =>
  exchange(JSON.stringify({ ...FIELDS, ...changes }), 'application/json');
const conversations = (token: string) =>
  fetch(`${emulators.moveworksBaseUrl}/rest/v1/conversations`, {
    headers: { Authorization: `Bearer ${token}`, 'Assistant-Name': 'emulated-assistant' },
  });

describe('POST /oauth/v1/token', () => {
  it.each([
    ['a form', asForm],
    ['JSON', asJson],
  ])('gives a bearer for an hour to %s', async (_name, send) => {
    const response = await send();
    expect(response.headers.has('x-moveworks-root-uuid')).toBe(true);
    expect(await response.json()).toEqual({
      access_token: expect.stringMatching(/^mwt_/),
      expires_in: 3600,
      token_type: 'Bearer',
    });
  });

  it('wraps it in data, as chosen', async () => {
    await emulators.set({ moveworks: { tokenResponse: 'data' } });
    expect(await (await asForm()).json()).toEqual({
      data: { access_token: expect.any(String), expires_in: 3600, token_type: 'Bearer' },
    });
  });

  it('lets the bearer act for its user until it expires', async () => {
    await emulators.set({ moveworks: { tokenExpiresIn: 60 } });
    const { access_token: token, expires_in: seconds } = await (await asForm()).json();
    expect(seconds).toBe(60);
    time += 59_000;
    expect((await conversations(token)).status).toBe(200);
    time += 1000;
    expect((await conversations(token)).status).toBe(401);
  });

  it('refuses wrong credentials', async () => {
    for (const changes of [{ client_id: 'x' }, { client_secret: 'x' }]) {
      const response = await asJson(changes);
      expect([response.status, (await response.json()).error.code]).toEqual([401, 'UNAUTHORIZED']);
    }
  });

  it.each([{ grant_type: 'password' }, { user: '' }, { client_id: undefined }])(
    'refuses %j',
    async (changes) => {
      expect((await asJson(changes)).status).toBe(400);
    },
  );

  it('is there for a tenant without the Conversations API', async () => {
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

it('tells the API keys of two people apart', async () => {
  const keyOf = async (user: string) => (await emulators.control('/moveworks/api-keys', { user })).body.key;
  const [alice, bob] = [await keyOf('alice'), await keyOf('bob')];
  await fetch(`${emulators.moveworksBaseUrl}/rest/v1/conversations`, {
    method: 'POST',
    headers: {
      Authorization: `Bearer ${alice}`,
      'Assistant-Name': 'emulated-assistant',
      'Content-Type': 'application/json',
    },
    body: '{}',
  });
  const listed = async (key: string) => (await (await conversations(key)).json()).conversations.length;
  expect([await listed(alice), await listed(bob)]).toEqual([1, 0]);
});
