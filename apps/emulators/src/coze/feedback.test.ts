import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type CozeAnswer, type CozeCaller, cozeCaller } from '../testing/coze-caller.ts';
import { startTestEmulators, type TestEmulators } from '../testing/start-test-emulators.ts';

let emulators: TestEmulators;
let alice: CozeCaller;
let answer: CozeAnswer;
let time = Date.UTC(2026, 4, 17, 12);
beforeAll(async () => {
  emulators = await startTestEmulators({ now: () => time });
});
beforeEach(async () => {
  await emulators.control('/reset', {});
  alice = await cozeCaller(emulators, { sessionName: 'alice' });
  answer = await alice.createAnswer();
});
afterAll(() => emulators.close());

const stored = async () => (await emulators.control('/state')).body.coze.feedbacks;
const codeOf = async (response: Promise<Response>) => (await (await response).json()).code;
const set = (coze: object) => emulators.set({ coze });
const like = { feedback_type: 'like' };

describe('a success', () => {
  it('is 200 with code 0, an empty msg and the log id of the header', async () => {
    const response = await alice.rate(answer, like);
    expect(response.status).toBe(200);
    const logId = response.headers.get('X-Tt-Logid');
    expect(logId).toMatch(/^20260517200000[0-9A-F]{20}$/);
    expect(await response.json()).toEqual({ code: 0, msg: '', detail: { logid: logId } });
  });

  it('has no detail where that is switched off', async () => {
    await set({ detail: false });
    const response = await alice.rate(answer, like);
    expect(await response.json()).toEqual({ code: 0, msg: '' });
    expect(response.headers.get('X-Tt-Logid')).toBeTruthy();
  });
});

describe('a failure', () => {
  it('has HTTP 200 and a code, or a status that fits, as chosen', async () => {
    const dislike = { feedback_type: 'dislike' };
    const hidden = await alice.rate(answer, dislike);
    expect([hidden.status, (await hidden.json()).code]).toEqual([200, 4000]);
    await set({ failureStatus: '4xx' });
    const shown = await alice.rate(answer, dislike);
    expect([shown.status, (await shown.json()).code]).toEqual([400, 4000]);
  });

  it('carries the log id of its header as well', async () => {
    const response = await alice.rate(answer, {});
    expect((await response.json()).detail.logid).toBe(response.headers.get('X-Tt-Logid'));
  });

  it('can be a page of the gateway with 502', async () => {
    await emulators.addFault({ fault: { kind: 'status', status: 502, body: 'html' } });
    const response = await alice.rate(answer, like);
    expect(response.status).toBe(502);
    expect(await response.text()).toMatch(/^<!doctype html>/);
  });

  it.each([4008, 4009, 4020])('can be the limit %i, with 429 or with 200', async (code) => {
    await emulators.addFault({ fault: { kind: 'rate_limit', code, retryAfterSeconds: 3 }, times: 1 });
    await emulators.addFault({ fault: { kind: 'status', status: 200, code }, times: 1 });
    const loud = await alice.rate(answer, like);
    expect([loud.status, loud.headers.get('Retry-After')]).toEqual([429, '3']);
    const body = await loud.json();
    expect([body.code, body.detail.logid]).toEqual([code, loud.headers.get('X-Tt-Logid')]);
    const quiet = await alice.rate(answer, like);
    expect([quiet.status, (await quiet.json()).code]).toEqual([200, code]);
    expect(await stored()).toEqual([]);
  });
});

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

describe('the message', () => {
  it('has an id of 19 digits, too many for a number', () => {
    for (const id of [answer.messageId, answer.conversationId, answer.chatId]) {
      expect(id).toMatch(/^\d{19}$/);
      expect(Number(id)).toBeGreaterThan(Number.MAX_SAFE_INTEGER);
    }
  });

  it('must be in the conversation', async () => {
    const other = await alice.createAnswer();
    const response = alice.rate({ ...answer, conversationId: other.conversationId }, like);
    expect(await codeOf(response)).toBe(4005);
    await set({ unknownMessageCode: 4200 });
    expect(await codeOf(alice.rate({ ...answer, messageId: '1' }, like))).toBe(4200);
  });

  it.each(['question', 'follow_up', 'verbose', 'function_call'])('must not be a %s', async (type) => {
    const { body } = await emulators.control('/coze/messages', { sessionName: 'alice', type });
    expect(await codeOf(alice.rate(body, like))).toBe(4005);
    await set({ notRateableCode: 4000 });
    expect(await codeOf(alice.rate(body, like))).toBe(4000);
  });

  it.each(['card', 'object_string'])('must be text, not %s', async (contentType) => {
    const { body } = await emulators.control('/coze/messages', { sessionName: 'alice', contentType });
    expect(await codeOf(alice.rate(body, like))).toBe(4005);
  });

  it('must come of a chat, not be put there by the caller', async () => {
    const messages = [{ role: 'assistant', content: 'Hello', content_type: 'text' }];
    const { data } = await alice.read('/v1/conversation/create', { body: { messages } });
    const conversationId = data.id;
    const path = `/v1/conversation/message/list?conversation_id=${conversationId}`;
    const [{ id: messageId }] = (await alice.read(path, { body: {} })).data;
    expect(await codeOf(alice.rate({ conversationId, messageId }, like))).toBe(4005);
  });

  it('must not be older than 2025-07-11 in Beijing, or whatever the cutoff is', async () => {
    const made = async (createdAt: string) => {
      const { body } = await emulators.control('/coze/messages', { sessionName: 'alice', createdAt });
      return codeOf(alice.rate(body, like));
    };
    expect(await made('2025-07-10T15:59:59Z')).toBe(4005);
    expect(await made('2025-07-10T16:00:00Z')).toBe(0);
    await set({ tooOldCode: 4000, cutoff: '2025-07-11T00:00:00Z' });
    expect(await made('2025-07-10T16:00:00Z')).toBe(4000);
  });
});
