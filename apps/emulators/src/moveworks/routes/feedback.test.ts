import { describe, expect, it } from 'vitest';
import {
  feedbackPath,
  freshMoveworks,
  INVALID,
  type MoveworksAnswer,
  moveworksCaller,
  SUBMITTED,
} from '../../testing/moveworks-caller.ts';
import type { Json } from '../../testing/test-emulators.ts';

const moveworks = freshMoveworks();
const { emulators, set, stored, helpful, unhelpful, outcome } = moveworks;
const ask = () => moveworks.alice.answerIn(moveworks.answer.conversationId);

describe('a submission', () => {
  it('gets SUBMITTED, and is stored with its side and comment', async () => {
    const comment = 'The answer is wrong.';
    const body = { ...unhelpful(), additional_feedback: comment };
    const response = await moveworks.alice.rate(moveworks.answer, body);
    expect(response.status).toBe(200);
    expect(await response.text()).toBe('{"status":"SUBMITTED"}');
    const { messageId } = moveworks.answer;
    expect(await stored()).toMatchObject([
      {
        messageId,
        user: 'alice',
        side: 'unhelpful',
        additionalFeedback: comment,
        submissions: 1,
        query: 'hi',
      },
    ]);
  });

  it('gets the trace headers, in successes, failures and faults', async () => {
    await emulators.addFault({ kind: 'status', status: 500 }, { path: '/rest/**/feedback', every: 3 });
    const answers: Response[] = [];
    for (const body of [helpful(), {}, helpful()]) {
      answers.push(await moveworks.alice.rate(moveworks.answer, body));
    }
    expect(answers.map(({ status }) => status)).toEqual([200, 400, 500]);
    const roots = answers.map(({ headers }) => headers.get('x-moveworks-root-uuid'));
    expect(new Set(roots).size).toBe(3);
    for (const root of roots) expect(root).toMatch(/^[0-9a-f]{8}-/);
    for (const { headers } of answers) expect(headers.get('x-trace-id')).toMatch(/^[0-9a-f]{32}$/);
  });

  it.each(['/rest/v1beta1', '/assistant/v1', '/rest/v1'] as const)('works under %s', async (path) => {
    const caller = await moveworksCaller(emulators, { path });
    expect(await outcome(helpful(), moveworks.answer, { caller })).toEqual(SUBMITTED);
  });
});

describe('a limit', () => {
  it.each([undefined, 60])('is 429, with Retry-After %s', async (seconds) => {
    await emulators.addFault({ kind: 'rate_limit', ...(seconds && { retryAfterSeconds: seconds }) });
    const response = await moveworks.alice.rate(moveworks.answer, helpful());
    expect(response.headers.get('Retry-After')).toBe(seconds ? String(seconds) : null);
    expect([response.status, (await response.json()).error.code]).toEqual([429, 'RATE_LIMIT_EXCEEDED']);
  });

  it('of 1000 characters counts code points, and applies depending on the setting', async () => {
    const comment = (text: string) => outcome({ ...unhelpful(), additional_feedback: text });
    expect(await comment('😀'.repeat(1000))).toEqual(SUBMITTED);
    expect(await comment('x'.repeat(1001))).toEqual(INVALID);
    await set({ overLongFeedback: 'accept' });
    expect(await comment('x'.repeat(1001))).toEqual(SUBMITTED);
    expect((await stored())[0].additionalFeedback).toHaveLength(1001);
  });
});

it('can fail with 500 INTERNAL_ERROR', async () => {
  await emulators.addFault({ kind: 'status', status: 500 });
  expect(await outcome(helpful())).toEqual([500, 'INTERNAL_ERROR']);
});

describe('a second submission', () => {
  const first = { side: 'unhelpful', additionalFeedback: 'No.' };

  it.each([
    ['accept', SUBMITTED, { side: 'helpful', additionalFeedback: null, submissions: 2 }],
    ['ignore', SUBMITTED, { ...first, submissions: 2 }],
    ['reject', INVALID, { ...first, submissions: 1 }],
  ])(
    'replaces the first, comment and all, is ignored or rejected, as chosen: %s',
    async (resubmission, ...rest) => {
      const [expected, kept] = rest;
      expect((await emulators.state()).moveworks.settings.resubmission).toBe('accept');
      await set({ resubmission });
      await outcome({ ...unhelpful(), additional_feedback: 'No.' });
      expect(await outcome(helpful())).toEqual(expected);
      expect(await stored()).toMatchObject([kept]);
    },
  );
});

it.each(['GET', 'DELETE', 'PUT'])('has no %s for feedback: it cannot be read or revoked', async (method) => {
  await outcome(helpful());
  expect((await moveworks.alice.call(feedbackPath(moveworks.answer), { method })).status).toBe(405);
  expect(await stored()).toHaveLength(1);
});

describe('404', () => {
  const missing = [404, 'NOT_FOUND'];

  it.each(['conversationId', 'responseId', 'messageId'])('is the response to an unknown %s', async (name) => {
    expect(await outcome(helpful(), { ...moveworks.answer, [name]: 'x_1' })).toEqual(missing);
  });

  it('is the response to a message under another response', async () => {
    const { responseId } = await ask();
    expect(await outcome(helpful(), { ...moveworks.answer, responseId })).toEqual(missing);
  });

  it("is the response to another user's conversation", async () => {
    const caller = await moveworksCaller(emulators, { user: 'bob' });
    expect(await outcome(helpful(), moveworks.answer, { caller })).toEqual(missing);
  });

  it('is every response for a tenant without the API, even without a bearer', async () => {
    await set({ enabledPaths: [] });
    for (const headers of [{}, { Authorization: '' }]) {
      expect(await outcome(helpful(), moveworks.answer, { headers })).toEqual(missing);
      expect((await moveworks.alice.call('/conversations', { headers })).status).toBe(404);
    }
  });

  it('is every response under a path that is not enabled', async () => {
    await set({ enabledPaths: ['/rest/v1'] });
    expect(await outcome(helpful())).toEqual(missing);
    const caller = await moveworksCaller(emulators, { path: '/rest/v1' });
    expect(await outcome(helpful(), moveworks.answer, { caller })).toEqual(SUBMITTED);
  });
});

describe('authorization', () => {
  const nowhere = { conversationId: 'x', responseId: 'y', messageId: 'z' };

  it('checks the bearer first', async () => {
    const unauthorized = [401, 'UNAUTHORIZED'];
    const unknown = { Authorization: 'Bearer unknown', 'Assistant-Name': 'unknown' };
    expect(await outcome('{', nowhere, { headers: unknown })).toEqual(unauthorized);
    const none = { Authorization: '' };
    expect(await outcome(helpful(), moveworks.answer, { headers: none })).toEqual(unauthorized);
  });

  it('checks the assistant next', async () => {
    for (const name of ['', 'unknown']) {
      const headers = { 'Assistant-Name': name };
      expect(await outcome('{', nowhere, { headers })).toEqual([403, 'FORBIDDEN']);
    }
    await set({ assistantName: 'another' });
    const headers = { 'Assistant-Name': 'another' };
    expect(await outcome(helpful(), moveworks.answer, { headers })).toEqual(SUBMITTED);
  });
});

describe('a callback id', () => {
  it('is long, opaque and looks like JSON in base64url', () => {
    for (const { callback_id: id } of [helpful(), unhelpful()]) expect(id).toMatch(/^eyJ[\w-]{250,}$/);
    expect(helpful()).not.toEqual(unhelpful());
  });

  it('of another message is 400', async () => {
    expect(await outcome(helpful(await ask()))).toEqual(INVALID);
    expect(await stored()).toEqual([]);
  });

  it('is 400 if any part of it was changed', async () => {
    const { callback_id: id } = helpful();
    for (const place of [3, 40, 120, id.length - 5, id.length - 1]) {
      const changed = id.charAt(place) === 'A' ? 'B' : 'A';
      const tampered = id.slice(0, place) + changed + id.slice(place + 1);
      expect([place, ...(await outcome({ callback_id: tampered }))]).toEqual([place, ...INVALID]);
    }
  });

  it('is 400 if its side was swapped', async () => {
    const content = JSON.parse(Buffer.from(helpful().callback_id, 'base64url').toString());
    const turned = Buffer.from(JSON.stringify({ ...content, action: 'unhelpful' })).toString('base64url');
    expect(await outcome({ callback_id: turned })).toEqual(INVALID);
  });

  it.each([
    ...['', 'nonsense', 'eyJhY3Rpb24iOiJoZWxwZnVsIi4uLn0', 'helpful', null, 5].map((id) => ({
      callback_id: id,
    })),
    {},
    '{"callback_id":',
  ])('in %j is 400', async (body) => {
    expect(await outcome(body)).toEqual(INVALID);
  });

  it('in no JSON is 400', async () => {
    const headers = { 'Content-Type': 'application/x-www-form-urlencoded' };
    expect(await outcome('callback_id=x', moveworks.answer, { headers })).toEqual(INVALID);
  });

  it('is replaced by a read, and stays valid, depending on the setting', async () => {
    const { conversationId, responseId } = moveworks.answer;
    const readAgain = async (): Promise<MoveworksAnswer> => {
      const path = `/conversations/${conversationId}/responses/${responseId}`;
      const { outputs } = await moveworks.alice.read(path);
      return { ...moveworks.answer, feedback: outputs[1].message.feedback };
    };
    expect(helpful(await readAgain())).toEqual(helpful());

    await set({ tokenRotation: 'keep_old' });
    const kept = await readAgain();
    expect(helpful(kept)).not.toEqual(helpful());
    expect(await outcome(helpful())).toEqual(SUBMITTED);

    await set({ tokenRotation: 'revoke_old' });
    const newest = await readAgain();
    expect(await outcome(helpful())).toEqual(INVALID);
    expect(await outcome(helpful(kept))).toEqual(INVALID);
    expect(await outcome(helpful(newest))).toEqual(SUBMITTED);
  });

  it('exists only for the side that a message accepts', async () => {
    await set({ feedbackSides: 'unhelpful' });
    const oneSided = await moveworks.alice.createAnswer();
    expect(Object.keys(oneSided.feedback)).toEqual(['unhelpful']);
    expect(await outcome(unhelpful(oneSided), oneSided)).toEqual(SUBMITTED);
    await set({ feedbackSides: 'none' });
    expect((await moveworks.alice.createAnswer()).feedback).toBeNull();
  });
});

describe('a message without feedback', () => {
  const messagesIn = async (conversationId: string): Promise<Json[]> =>
    (await moveworks.alice.read(`/conversations/${conversationId}/messages`)).messages;

  it.each(['USER', 'LIVE_AGENT', 'SYSTEM'])(
    'has null in lists and gets 400 if it is by %s',
    async (actor) => {
      const { body } = await emulators.control('/moveworks/messages', { user: 'alice', actor });
      const listed = await messagesIn(body.conversationId);
      expect(listed).toMatchObject([{ message_id: body.messageId, actor, feedback: null }]);
      expect(await outcome(helpful(), body)).toEqual(INVALID);
    },
  );

  it('includes the question of a response', async () => {
    const [answer, question] = await messagesIn(moveworks.answer.conversationId);
    expect([answer.feedback !== null, question.feedback]).toEqual([true, null]);
    expect(await outcome(helpful(), { ...moveworks.answer, messageId: question.message_id })).toEqual(
      INVALID,
    );
  });
});
