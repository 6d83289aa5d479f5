import { beforeEach, describe, expect, it } from 'vitest';
import { type CozeAnswer, type CozeCaller, codeOf, cozeCaller } from '../../testing/coze-caller.ts';
import { freshEmulators } from '../../testing/test-emulators.ts';

const emulators = freshEmulators({ now: () => time });
let alice: CozeCaller;
let answer: CozeAnswer;
let time = Date.UTC(2026, 4, 17, 12);
beforeEach(async () => {
  alice = await cozeCaller(emulators, { sessionName: 'alice' });
  answer = await alice.createAnswer();
});

const stored = async () => (await emulators.state()).coze.feedbacks;
const set = (coze: object) => emulators.set({ coze });
const like = { feedback_type: 'like' };

describe('the record of a message', () => {
  it('keeps type, reasons, comment and whose it is', async () => {
    await alice.rate(answer, { feedback_type: 'unlike', reason_types: ['内容有误', 'slow'], comment: 'No.' });
    expect(await stored()).toMatchObject([
      {
        messageId: answer.messageId,
        region: 'cn',
        sessionName: 'alice',
        feedbackType: 'unlike',
        reasonTypes: ['内容有误', 'slow'],
        comment: 'No.',
        query: 'hi',
      },
    ]);
  });

  it('is replaced whole by the next one: the last write wins', async () => {
    await alice.rate(answer, { feedback_type: 'unlike', reason_types: ['slow'], comment: 'No.' });
    time += 1000;
    await alice.rate(answer, like);
    const [row, ...others] = await stored();
    expect(row).toMatchObject({ feedbackType: 'like', reasonTypes: [], comment: null });
    expect(Date.parse(row.updatedAt) - Date.parse(row.createdAt)).toBe(1000);
    expect(others).toEqual([]);
  });

  it('may have reasons with a like too', async () => {
    await alice.rate(answer, { ...like, reason_types: ['clear'] });
    expect(await stored()).toMatchObject([{ feedbackType: 'like', reasonTypes: ['clear'] }]);
  });

  it('is gone after DELETE, which needs no body', async () => {
    await alice.rate(answer, like);
    expect(await codeOf(alice.unrate(answer))).toBe(0);
    expect(await stored()).toEqual([]);
  });

  it.each([0, 4200])('is answered with %i when it is deleted but not there, as chosen', async (code) => {
    await set({ deleteMissingCode: code });
    expect(await codeOf(alice.unrate(answer))).toBe(code);
  });
});

describe('the limits', () => {
  const unlike = (more: object) => alice.rate(answer, { feedback_type: 'unlike', ...more });

  it.each([
    ['10 reasons', { reason_types: Array.from({ length: 10 }, (_, index) => `r${index}`) }],
    ['30 characters a reason', { reason_types: ['x'.repeat(30)] }],
    ['30 emoji a reason', { reason_types: ['😀'.repeat(30)] }],
    ['250 characters a comment', { comment: '好'.repeat(250) }],
    ['250 emoji a comment', { comment: '😀'.repeat(250) }],
  ])('allow %s', async (_name, more) => {
    expect(await codeOf(unlike(more))).toBe(0);
  });

  it.each([
    ['11 reasons', { reason_types: Array.from({ length: 11 }, (_, index) => `r${index}`) }],
    ['31 characters a reason', { reason_types: ['fine', 'x'.repeat(31)] }],
    ['31 emoji a reason', { reason_types: ['😀'.repeat(31)] }],
    ['251 characters a comment', { comment: '好'.repeat(251) }],
    ['251 emoji a comment', { comment: '😀'.repeat(251) }],
  ])('refuse %s with the chosen code', async (_name, more) => {
    expect(await codeOf(unlike(more))).toBe(4000);
    await set({ tooLongCode: 4005 });
    expect(await codeOf(unlike(more))).toBe(4005);
    expect(await stored()).toEqual([]);
  });

  it('count code points: a family of seven counts as seven', async () => {
    const family = '👩‍👩‍👧‍👧';
    expect([...family]).toHaveLength(7);
    expect(await codeOf(unlike({ reason_types: [family.repeat(4)] }))).toBe(0);
    expect(await codeOf(unlike({ reason_types: [family.repeat(5)] }))).toBe(4000);
  });
});

describe('the parameters', () => {
  it.each([
    {},
    { feedback_type: 'dislike' },
    { feedback_type: 'LIKE' },
    { feedback_type: null },
    { ...like, reason_types: 'slow' },
    { ...like, reason_types: [1] },
    { ...like, comment: 5 },
  ])('%j is 4000', async (body) => {
    expect(await codeOf(alice.rate(answer, body))).toBe(4000);
  });

  it('that are no JSON are 4000', async () => {
    expect(await codeOf(alice.rate(answer, '{"feedback_type":'))).toBe(4000);
  });

  it('Coze does not know are ignored', async () => {
    expect(await codeOf(alice.rate(answer, { ...like, rating: 5 }))).toBe(0);
  });
});
