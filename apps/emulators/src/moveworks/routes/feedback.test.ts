import { beforeEach, describe, expect, it } from 'vitest';
import {
  feedbackPath,
  INVALID,
  type MoveworksAnswer,
  type MoveworksCaller,
  moveworksCaller,
  outcome,
  SUBMITTED,
} from '../../testing/moveworks-caller.ts';
import { freshEmulators } from '../../testing/test-emulators.ts';

const emulators = freshEmulators();
let alice: MoveworksCaller;
let answer: MoveworksAnswer;
beforeEach(async () => {
  alice = await moveworksCaller(emulators);
  answer = await alice.createAnswer();
});

const set = (moveworks: object) => emulators.set({ moveworks });
const stored = async () => (await emulators.state()).moveworks.feedbacks;
const helpful = (of = answer) => ({ callback_id: of.feedback.helpful.callback_id });
const unhelpful = (of = answer) => ({ callback_id: of.feedback.unhelpful.callback_id });

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
    expect(await outcome(caller.rate(answer, helpful()))).toEqual(SUBMITTED);
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
    expect(await rate('😀'.repeat(1000))).toEqual(SUBMITTED);
    expect(await rate('x'.repeat(1001))).toEqual(INVALID);
    await set({ overLongFeedback: 'accept' });
    expect(await rate('x'.repeat(1001))).toEqual(SUBMITTED);
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
    expect(await outcome(alice.rate(answer, helpful()))).toEqual(SUBMITTED);
    expect(await stored()).toMatchObject([{ side: 'helpful', additionalFeedback: null, submissions: 2 }]);
  });

  it('changes nothing but is answered alike, where it is ignored', async () => {
    await set({ resubmission: 'ignore' });
    await first();
    expect(await outcome(alice.rate(answer, helpful()))).toEqual(SUBMITTED);
    expect(await stored()).toMatchObject([{ side: 'unhelpful', additionalFeedback: 'No.', submissions: 2 }]);
  });

  it('is 400, where it is rejected', async () => {
    await set({ resubmission: 'reject' });
    await first();
    expect(await outcome(alice.rate(answer, helpful()))).toEqual(INVALID);
    expect(await stored()).toMatchObject([{ side: 'unhelpful', submissions: 1 }]);
  });
});

it.each(['GET', 'DELETE', 'PUT'])('has no %s for feedback: nothing is read or taken back', async (method) => {
  await alice.rate(answer, helpful());
  expect((await alice.call(feedbackPath(answer), { method })).status).toBe(405);
  expect(await stored()).toHaveLength(1);
});
