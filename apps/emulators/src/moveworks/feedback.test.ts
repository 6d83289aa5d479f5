import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  feedbackPath,
  type MoveworksAnswer,
  type MoveworksCaller,
  moveworksCaller,
} from '../testing/moveworks-caller.ts';
import { startTestEmulators, type TestEmulators } from '../testing/start-test-emulators.ts';

let emulators: TestEmulators;
let alice: MoveworksCaller;
let answer: MoveworksAnswer;
beforeAll(async () => {
  emulators = await startTestEmulators();
});
beforeEach(async () => {
  await emulators.control('/reset', {});
  alice = await moveworksCaller(emulators);
  answer = await alice.createAnswer();
});
afterAll(() => emulators.close());

const set = (moveworks: object) => emulators.set({ moveworks });
const stored = async () => (await emulators.control('/state')).body.moveworks.feedbacks;
const helpful = (of = answer) => ({ callback_id: of.feedback.helpful.callback_id });
const unhelpful = (of = answer) => ({ callback_id: of.feedback.unhelpful.callback_id });
const outcome = async (response: Promise<Response>) => {
  const { status, json } = await response.then(async (each) => ({
    status: each.status,
    json: await each.json(),
  }));
  return [status, json.status ?? json.error.code];
};
const submitted = [200, 'SUBMITTED'];
const invalid = [400, 'INVALID_REQUEST'];

describe('a submission', () => {
  it('is answered with SUBMITTED and kept with its side and comment', async () => {
    const comment = 'The answer is wrong.';
    const response = await alice.rate(answer, { ...unhelpful(), additional_feedback: comment });
    expect(response.status).toBe(200);
    expect(await response.text()).toBe('{"status":"SUBMITTED"}');
    expect(await stored()).toMatchObject([
      {
        messageId: answer.messageId,
        user: 'alice',
        side: 'unhelpful',
        additionalFeedback: comment,
        submissions: 1,
        query: 'hi',
      },
    ]);
  });

  it('carries the trace headers, in success and failure, made or real', async () => {
    await emulators.addFault({ fault: { kind: 'status', status: 500 }, path: '/rest/**/feedback', every: 3 });
    const answers = [
      await alice.rate(answer, helpful()),
      await alice.rate(answer, {}),
      await alice.rate(answer, helpful()),
    ];
    expect(answers.map(({ status }) => status)).toEqual([200, 400, 500]);
    const roots = answers.map(({ headers }) => headers.get('x-moveworks-root-uuid'));
    expect(new Set(roots).size).toBe(3);
    for (const root of roots) expect(root).toMatch(/^[0-9a-f]{8}-/);
    for (const { headers } of answers) expect(headers.get('x-trace-id')).toMatch(/^[0-9a-f]{32}$/);
  });

  it.each(['/rest/v1beta1', '/assistant/v1', '/rest/v1'] as const)('may come under %s', async (path) => {
    const caller = await moveworksCaller(emulators, { path });
    expect(await outcome(caller.rate(answer, helpful()))).toEqual(submitted);
  });
});

describe('a callback id', () => {
  it('is long, opaque and looks like JSON in base64url', () => {
    const { helpful: up, unhelpful: down } = answer.feedback;
    for (const { callback_id: id } of [up, down]) {
      expect(id).toMatch(/^eyJ[\w-]{250,}$/);
    }
    expect(up.callback_id).not.toBe(down.callback_id);
  });

  it('of another message is 400', async () => {
    const other = await alice.answerIn(answer.conversationId);
    expect(await outcome(alice.rate(answer, helpful(other)))).toEqual(invalid);
    expect(await stored()).toEqual([]);
  });

  it('that was tampered with is 400, wherever that was', async () => {
    const { callback_id: id } = helpful();
    for (const place of [3, 40, 120, id.length - 5, id.length - 1]) {
      const changed = id.charAt(place) === 'A' ? 'B' : 'A';
      const tampered = id.slice(0, place) + changed + id.slice(place + 1);
      expect([place, ...(await outcome(alice.rate(answer, { callback_id: tampered })))]).toEqual([
        place,
        ...invalid,
      ]);
    }
  });

  it('whose side was turned is 400', async () => {
    const content = JSON.parse(Buffer.from(helpful().callback_id, 'base64url').toString());
    const turned = Buffer.from(JSON.stringify({ ...content, action: 'unhelpful' })).toString('base64url');
    expect(await outcome(alice.rate(answer, { callback_id: turned }))).toEqual(invalid);
  });

  it.each(['', 'nonsense', 'eyJhY3Rpb24iOiJoZWxwZnVsIi4uLn0', 'helpful'])('like %j is 400', async (id) => {
    expect(await outcome(alice.rate(answer, { callback_id: id }))).toEqual(invalid);
  });

  it.each([{}, { callback_id: null }, { callback_id: 5 }])('cannot be left out: %j is 400', async (body) => {
    expect(await outcome(alice.rate(answer, body))).toEqual(invalid);
  });

  it('in no JSON is 400', async () => {
    expect(await outcome(alice.rate(answer, '{"callback_id":'))).toEqual(invalid);
    const form = { 'Content-Type': 'application/x-www-form-urlencoded' };
    expect(await outcome(alice.rate(answer, 'callback_id=x', form))).toEqual(invalid);
  });

  it('outlives a read, or a read replaces it and leaves the old one valid or not, as chosen', async () => {
    const path = `/conversations/${answer.conversationId}/responses/${answer.responseId}`;
    const readAgain = async (): Promise<MoveworksAnswer> => {
      const { outputs } = await alice.read(path);
      return { ...answer, feedback: outputs[1].message.feedback };
    };
    expect(helpful(await readAgain())).toEqual(helpful());

    await set({ tokenRotation: 'keep_old' });
    const kept = await readAgain();
    expect(helpful(kept)).not.toEqual(helpful());
    expect(await outcome(alice.rate(answer, helpful()))).toEqual(submitted);

    await set({ tokenRotation: 'revoke_old' });
    const newest = await readAgain();
    expect(await outcome(alice.rate(answer, helpful()))).toEqual(invalid);
    expect(await outcome(alice.rate(answer, helpful(kept)))).toEqual(invalid);
    expect(await outcome(alice.rate(answer, helpful(newest)))).toEqual(submitted);
  });

  it('works after the side of a message that offers one alone, and there is none for the other', async () => {
    await set({ feedbackSides: 'unhelpful' });
    const oneSided = await alice.createAnswer();
    expect(Object.keys(oneSided.feedback)).toEqual(['unhelpful']);
    expect(await outcome(alice.rate(oneSided, unhelpful(oneSided)))).toEqual(submitted);
    await set({ feedbackSides: 'none' });
    expect((await alice.createAnswer()).feedback).toBeNull();
  });
});

describe('a message without feedback', () => {
  it.each(['USER', 'LIVE_AGENT', 'SYSTEM'])('is one by %s: null in lists, 400 when rated', async (actor) => {
    const { body } = await emulators.control('/moveworks/messages', { user: 'alice', actor });
    const { messages } = await alice.read(`/conversations/${body.conversationId}/messages`);
    expect(messages).toMatchObject([{ message_id: body.messageId, actor, feedback: null }]);
    expect(await outcome(alice.rate(body, helpful()))).toEqual(invalid);
  });

  it('is the question of a response', async () => {
    const { messages } = await alice.read(`/conversations/${answer.conversationId}/messages`);
    expect(messages.map(({ feedback }: { feedback: object | null }) => feedback !== null)).toEqual([
      true,
      false,
    ]);
    const question = { ...answer, messageId: messages[1].message_id };
    expect(await outcome(alice.rate(question, helpful()))).toEqual(invalid);
  });
});

describe('what does not exist', () => {
  const missing = [404, 'NOT_FOUND'];

  it.each(['conversationId', 'responseId', 'messageId'])('by its %s is 404', async (name) => {
    expect(await outcome(alice.rate({ ...answer, [name]: 'x_1' }, helpful()))).toEqual(missing);
  });

  it('is a message under the response of another', async () => {
    const other = await alice.answerIn(answer.conversationId);
    const misplaced = { ...answer, responseId: other.responseId };
    expect(await outcome(alice.rate(misplaced, helpful()))).toEqual(missing);
  });

  it("is another person's conversation", async () => {
    const bob = await moveworksCaller(emulators, { user: 'bob' });
    expect(await outcome(bob.rate(answer, helpful()))).toEqual(missing);
  });

  it('is everything, for a tenant without the API, even without a bearer', async () => {
    await set({ enabledPaths: [] });
    for (const headers of [{}, { Authorization: '' }]) {
      expect(await outcome(alice.rate(answer, helpful(), headers))).toEqual(missing);
      expect((await alice.call('/conversations', { headers })).status).toBe(404);
    }
  });

  it('is all under a path generation that is not enabled', async () => {
    await set({ enabledPaths: ['/rest/v1'] });
    expect(await outcome(alice.rate(answer, helpful()))).toEqual(missing);
    const enabled = await moveworksCaller(emulators, { path: '/rest/v1' });
    expect(await outcome(enabled.rate(answer, helpful()))).toEqual(submitted);
  });
});

describe('who may call', () => {
  it('is told by the bearer before everything else', async () => {
    const nowhere = { conversationId: 'x', responseId: 'y', messageId: 'z' };
    const headers = { Authorization: 'Bearer unknown', 'Assistant-Name': 'unknown' };
    expect(await outcome(alice.rate(nowhere, '{', headers))).toEqual([401, 'UNAUTHORIZED']);
    expect(await outcome(alice.rate(answer, helpful(), { Authorization: '' }))).toEqual([
      401,
      'UNAUTHORIZED',
    ]);
  });

  it('is told by the assistant next', async () => {
    const nowhere = { conversationId: 'x', responseId: 'y', messageId: 'z' };
    for (const name of ['', 'unknown']) {
      const headers = { 'Assistant-Name': name };
      expect(await outcome(alice.rate(nowhere, '{', headers))).toEqual([403, 'FORBIDDEN']);
    }
    await set({ assistantName: 'another' });
    const headers = { 'Assistant-Name': 'another' };
    expect(await outcome(alice.rate(answer, helpful(), headers))).toEqual(submitted);
  });
});

describe('a limit', () => {
  it.each([undefined, 60])('is 429, with Retry-After %s', async (retryAfterSeconds) => {
    await emulators.addFault({
      fault: { kind: 'rate_limit', ...(retryAfterSeconds && { retryAfterSeconds }) },
    });
    const response = await alice.rate(answer, helpful());
    expect(response.headers.get('Retry-After')).toBe(retryAfterSeconds ? String(retryAfterSeconds) : null);
    expect([response.status, (await response.json()).error.code]).toEqual([429, 'RATE_LIMIT_EXCEEDED']);
  });

  it('of 1000 characters is counted in code points, and enforced or not, as chosen', async () => {
    const rate = (text: string) => outcome(alice.rate(answer, { ...unhelpful(), additional_feedback: text }));
    expect(await rate('😀'.repeat(1000))).toEqual(submitted);
    expect(await rate('x'.repeat(1001))).toEqual(invalid);
    await set({ overLongFeedback: 'accept' });
    expect(await rate('x'.repeat(1001))).toEqual(submitted);
    expect((await stored())[0].additionalFeedback).toHaveLength(1001);
  });
});

it('can fail with 500 INTERNAL_ERROR', async () => {
  await emulators.addFault({ fault: { kind: 'status', status: 500 } });
  expect(await outcome(alice.rate(answer, helpful()))).toEqual([500, 'INTERNAL_ERROR']);
});

describe('a second submission', () => {
  const first = () => alice.rate(answer, { ...unhelpful(), additional_feedback: 'No.' });

  it('replaces the first, comment and all, by default', async () => {
    await first();
    expect(await outcome(alice.rate(answer, helpful()))).toEqual(submitted);
    expect(await stored()).toMatchObject([{ side: 'helpful', additionalFeedback: null, submissions: 2 }]);
  });

  it('changes nothing but is answered alike, where it is ignored', async () => {
    await set({ resubmission: 'ignore' });
    await first();
    expect(await outcome(alice.rate(answer, helpful()))).toEqual(submitted);
    expect(await stored()).toMatchObject([{ side: 'unhelpful', additionalFeedback: 'No.', submissions: 2 }]);
  });

  it('is 400, where it is rejected', async () => {
    await set({ resubmission: 'reject' });
    await first();
    expect(await outcome(alice.rate(answer, helpful()))).toEqual(invalid);
    expect(await stored()).toMatchObject([{ side: 'unhelpful', submissions: 1 }]);
  });
});

it.each(['GET', 'DELETE', 'PUT'])('has no %s for feedback: nothing is read or taken back', async (method) => {
  await alice.rate(answer, helpful());
  expect((await alice.call(feedbackPath(answer), { method })).status).toBe(405);
  expect(await stored()).toHaveLength(1);
});
