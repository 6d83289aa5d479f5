import { beforeEach, describe, expect, it } from 'vitest';
import { type CozeAnswer, type CozeCaller, cozeCaller } from '../testing/coze-caller.ts';
import { freshEmulators } from '../testing/test-emulators.ts';

const emulators = freshEmulators({ now: () => time });
let alice: CozeCaller;
let answer: CozeAnswer;
let time = Date.UTC(2026, 4, 17, 12);
beforeEach(async () => {
  alice = await cozeCaller(emulators, { sessionName: 'alice' });
  answer = await alice.createAnswer();
});

const set = (coze: object) => emulators.set({ coze });
const rated = async (caller: CozeCaller, which = answer) => {
  const response = await caller.rate(which, { feedback_type: 'like' });
  return { status: response.status, ...(await response.json()) };
};

describe('the creator of a conversation', () => {
  it('is the session of the token: another session of the account may not rate', async () => {
    const bob = await cozeCaller(emulators, { sessionName: 'bob' });
    expect((await rated(bob)).code).toBe(4002);
    await set({ foreignConversationCode: 4101 });
    expect((await rated(bob)).code).toBe(4101);
    expect((await rated(alice)).code).toBe(0);
  });

  it('may not take the feedback of another away', async () => {
    await rated(alice);
    const bob = await cozeCaller(emulators, { sessionName: 'bob' });
    expect((await (await bob.unrate(answer)).json()).code).toBe(4002);
    expect((await emulators.state()).coze.feedbacks).toHaveLength(1);
  });

  it('is the session, not the one token of it', async () => {
    const again = await cozeCaller(emulators, { sessionName: 'alice' });
    expect((await rated(again)).code).toBe(0);
  });

  it('is the account for tokens without a session, personal and service alike', async () => {
    const personal = await cozeCaller(emulators, { token: 'pat_emulated_cn' });
    const service = await cozeCaller(emulators, { token: 'sat_emulated_cn' });
    const own = await personal.createAnswer();
    expect((await rated(service, own)).code).toBe(0);
    expect((await rated(personal)).code).toBe(4002);
    expect((await rated(alice, own)).code).toBe(4002);
  });

  it('has no say in the other region', async () => {
    const there = await cozeCaller(emulators, { region: 'com', sessionName: 'alice' });
    expect((await rated(there)).code).toBe(4002);
  });
});

describe('the token', () => {
  it.each(['', 'Bearer', 'Bearer unknown', 'Basic YTpi'])('%j is not one', async (Authorization) => {
    const path = `/v1/conversations/${answer.conversationId}/messages/${answer.messageId}/feedback`;
    const request = { body: { feedback_type: 'like' }, headers: { Authorization } };
    expect((await alice.read(path, request)).code).toBe(4100);
    await set({ invalidTokenCode: 700012006, failureStatus: '4xx' });
    const response = await alice.call(path, request);
    expect([response.status, (await response.json()).code]).toEqual([401, 700012006]);
  });

  it('of coze.cn is 4101 at coze.com, and the reverse', async () => {
    const cnAtCom = await cozeCaller(emulators, { region: 'com', token: 'pat_emulated_cn' });
    const comAtCn = await cozeCaller(emulators, { region: 'cn', token: 'pat_emulated_com' });
    for (const caller of [cnAtCom, comAtCn]) {
      const { code, msg } = await rated(caller);
      expect(code).toBe(4101);
      // Coze points to its documents here, which is why its words are not for end users.
      expect(msg).toContain('https://coze.com/docs/');
    }
  });

  it('without the permission feedback is 4101', async () => {
    const { body } = await emulators.control('/coze/tokens', {
      sessionName: 'alice',
      scopes: ['chat', 'listMessage'],
    });
    const caller = await cozeCaller(emulators, { token: body.token });
    expect((await rated(caller)).code).toBe(4101);
    expect((await caller.ask('hi')).code).toBe(0);
  });

  it('is refused once it has expired', async () => {
    const { body } = await emulators.control('/coze/tokens', { sessionName: 'alice', expiresIn: 60 });
    const caller = await cozeCaller(emulators, { token: body.token });
    time += 59_000;
    expect((await rated(caller)).code).toBe(0);
    time += 1000;
    expect((await rated(caller)).code).toBe(4100);
  });

  it('stands for a session only when it is an OAuth one', async () => {
    const command = { kind: 'service', sessionName: 'alice' };
    expect(await emulators.control('/coze/tokens', command)).toMatchObject({
      status: 400,
      body: { problems: [{ field: 'sessionName' }] },
    });
  });
});

it('counts every call, feedback too, against the free ones, and then refuses', async () => {
  await emulators.control('/coze/quota', { callsLeft: 2 }, 'PUT');
  expect((await rated(alice)).code).toBe(0);
  expect((await alice.read('/v1/conversations?bot_id=7300000000000000001')).code).toBe(0);
  expect((await rated(alice)).code).toBe(4011);
  await set({ exhaustedCode: 4020 });
  expect((await rated(alice)).code).toBe(4020);
  expect((await emulators.state()).coze.callsLeft).toBe(0);
});

it('counts no call any more when the limit is taken away', async () => {
  await emulators.control('/coze/quota', { callsLeft: 0 }, 'PUT');
  expect((await emulators.control('/coze/quota', { callsLeft: null }, 'PUT')).status).toBe(200);
  expect((await rated(alice)).code).toBe(0);
});

describe('Coze Studio', () => {
  beforeEach(() => set({ profile: 'studio' }));

  it('has no feedback: 404 with code 404', async () => {
    expect(await rated(alice)).toEqual({ status: 404, code: 404, msg: 'not found' });
    expect((await alice.unrate(answer)).status).toBe(404);
  });

  it('has no OAuth', async () => {
    expect((await alice.call('/api/permission/oauth2/token', { body: {} })).status).toBe(404);
  });

  it('answers a wrong token with 200 and a bad parameter with 400', async () => {
    const stranger = await cozeCaller(emulators, { token: 'unknown' });
    const refused = await stranger.call('/v3/chat', { body: {} });
    expect([refused.status, (await refused.json()).code]).toEqual([200, 4100]);
    const bad = await alice.call('/v3/chat', { body: {} });
    expect(bad.status).toBe(400);
    expect(await bad.json()).toMatchObject({ code: 400 });
  });
});

it('answers 404 where there is no path, and for methods a path does not have', async () => {
  expect((await alice.call('/v1/nonsense')).status).toBe(404);
  const path = `/v1/conversations/${answer.conversationId}/messages/${answer.messageId}/feedback`;
  expect((await alice.call(path)).status).toBe(404);
});
