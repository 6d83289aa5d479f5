import { beforeEach, describe, expect, it } from 'vitest';
import { cozeCaller, feedbackPath, freshCoze, LIKE } from '../../testing/coze-caller.ts';

let time = Date.UTC(2026, 4, 17, 12);
const coze = freshCoze({ now: () => time });
const { emulators, set, stored, rate, code, as } = coze;
const withToken = (token: string, region: 'cn' | 'com' = 'cn') => cozeCaller(emulators, { token, region });
const createToken = async (fields: object) =>
  withToken((await emulators.control('/coze/tokens', { sessionName: 'alice', ...fields })).body.token);
const codeFor = (caller = coze.alice, message = coze.answer) => code(LIKE, message, caller);

describe('the creator of a conversation', () => {
  it('is the session of the token: another session of the account may not rate', async () => {
    const bob = await as('bob');
    expect(await codeFor(bob)).toBe(4002);
    await set({ foreignConversationCode: 4101 });
    expect(await codeFor(bob)).toBe(4101);
    expect(await codeFor()).toBe(0);
  });

  it('is the only user who may delete the feedback', async () => {
    await rate();
    expect((await (await as('bob')).unrate(coze.answer)).code).toBe(4002);
    expect(await stored()).toHaveLength(1);
  });

  it('is the session, with any of its tokens', async () => {
    expect(await codeFor(await as('alice'))).toBe(0);
  });

  it('is the account for tokens without a session', async () => {
    const personal = await withToken('pat_emulated_cn');
    const own = await personal.createAnswer();
    expect(await codeFor(await createToken({ sessionName: undefined }), own)).toBe(0);
    expect(await codeFor(personal)).toBe(4002);
    expect(await codeFor(coze.alice, own)).toBe(4002);
  });

  it('may not rate in the other region', async () => {
    expect(await codeFor(await cozeCaller(emulators, { region: 'com', sessionName: 'alice' }))).toBe(4002);
  });
});

describe('the token', () => {
  it.each(['', 'Bearer', 'Bearer unknown', 'Basic YTpi'])('is not %j', async (Authorization) => {
    const request = { body: LIKE, headers: { Authorization } };
    const path = feedbackPath(coze.answer);
    expect(await coze.alice.read(path, request)).toMatchObject({ httpStatus: 401, code: 700012006 });
    expect(await coze.alice.read('/v3/chat', request)).toMatchObject({ httpStatus: 200, code: 4101 });
    await set({ invalidTokenCode: 4100 });
    expect(await coze.alice.read(path, request)).toMatchObject({ httpStatus: 200, code: 4100 });
  });

  it.each([
    ['coze.cn', 'coze.com', 'pat_emulated_cn', 'com'],
    ['coze.com', 'coze.cn', 'pat_emulated_com', 'cn'],
  ] as const)('of %s is 4101 at %s', async (_home, _site, token, region) => {
    const refused = await rate(LIKE, coze.answer, await withToken(token, region));
    expect(refused.code).toBe(4101);
    // Coze points to its documents here, which is why its words are not for end users.
    expect(refused.msg).toContain('https://coze.com/docs/');
  });

  it('without the permission feedback is 4101', async () => {
    const caller = await createToken({ scopes: ['chat', 'listMessage'] });
    expect(await codeFor(caller)).toBe(4101);
    expect((await caller.ask('hi')).code).toBe(0);
  });

  it('is refused once it has expired', async () => {
    const caller = await createToken({ expiresIn: 60 });
    time += 59_000;
    expect(await codeFor(caller)).toBe(0);
    time += 1000;
    expect(await codeFor(caller)).toBe(700012006);
  });
});

describe('the free calls', () => {
  const leave = (callsLeft: number | null) => emulators.control('/coze/quota', { callsLeft }, 'PUT');

  it('count every call, feedback too, and then refuse', async () => {
    await leave(2);
    expect(await codeFor()).toBe(0);
    expect((await coze.alice.read('/v1/conversations?bot_id=7300000000000000001')).code).toBe(0);
    expect(await codeFor()).toBe(4011);
    await set({ exhaustedCode: 4020 });
    expect(await codeFor()).toBe(4020);
    expect((await emulators.state()).coze.callsLeft).toBe(0);
  });

  it('are unlimited again once the limit is removed', async () => {
    await leave(0);
    expect((await leave(null)).status).toBe(200);
    expect(await codeFor()).toBe(0);
  });
});

describe('Coze Studio', () => {
  beforeEach(() => set({ profile: 'studio' }));

  it('asks for the cookie of its own pages for feedback, OAuth and unknown paths', async () => {
    const missing = { httpStatus: 401, code: 401, msg: 'missing session_key in cookie' };
    expect(await rate()).toEqual(missing);
    expect(await coze.alice.unrate(coze.answer)).toEqual(missing);
    expect(await coze.alice.read('/api/permission/oauth2/token', { body: {} })).toEqual(missing);
    expect(await coze.alice.read('/v1/nonsense')).toEqual(missing);
  });

  it('responds to a wrong token and an unknown conversation with 200, to a bad parameter with 400', async () => {
    const stranger = await withToken('unknown');
    expect(await stranger.read('/v3/chat', { body: {} })).toMatchObject({ httpStatus: 200, code: 700012006 });
    const unknown = await coze.alice.read('/v1/conversation/retrieve?conversation_id=1');
    expect(unknown).toMatchObject({ httpStatus: 200, code: 103000002 });
    expect(await coze.alice.read('/v3/chat', { body: {} })).toMatchObject({ httpStatus: 400, code: 400 });
  });

  it('accepts polling of a chat by GET only', async () => {
    const { conversationId, chatId } = coze.answer;
    for (const path of ['/v3/chat/retrieve', '/v3/chat/message/list']) {
      const place = `${path}?conversation_id=${conversationId}&chat_id=${chatId}`;
      expect(await coze.alice.read(place)).toMatchObject({ httpStatus: 200, code: 0 });
      const posted = await coze.alice.read(place, { method: 'POST' });
      expect(posted).toEqual({ httpStatus: 404, code: 404, msg: 'not found' });
    }
  });

  it('has its own form of log id, in X-Log-ID only', async () => {
    const { headers } = await coze.alice.rate(coze.answer);
    expect(headers.get('X-Log-ID')).toMatch(/^[0-9a-f-]{36}$/);
    expect(headers.get('X-Tt-Logid')).toBeNull();
  });
});

it('responds with 404 and code 4000 to an unknown path, and to a method that a path does not have', async () => {
  for (const path of ['/v1/nonsense', '/v1/v3/chat', feedbackPath(coze.answer)]) {
    const missing = await coze.alice.read(path);
    expect(missing).toMatchObject({ httpStatus: 404, code: 4000 });
    expect(missing.msg).toBe(`The requested API endpoint GET /coze-cn${path} does not exist.`);
  }
});
