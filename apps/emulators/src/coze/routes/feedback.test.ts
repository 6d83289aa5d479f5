import { describe, expect, it } from 'vitest';
import { freshCoze, LIKE } from '../../testing/coze-caller.ts';

let time = Date.UTC(2026, 4, 17, 12);
const coze = freshCoze({ now: () => time });
const { emulators, set, stored, rate, code } = coze;
const unlike = (more: object = {}) => code({ feedback_type: 'unlike', ...more });
const reasons = (count: number) => Array.from({ length: count }, (_, index) => `r${index}`);

describe('a success', () => {
  it('is 200 with code 0, an empty msg and the log id of the header', async () => {
    const response = await coze.alice.rate(coze.answer);
    expect(response.status).toBe(200);
    const logId = response.headers.get('X-Tt-Logid');
    expect(logId).toMatch(/^\d{14}[0-9A-F]{20}$/);
    const beijing = new Date(time + 8 * 3_600_000).toISOString().replace(/\D/g, '').slice(0, 14);
    expect(logId).toMatch(new RegExp(`^${beijing}`));
    expect(await response.json()).toEqual({ code: 0, msg: '', detail: { logid: logId } });
  });

  it('has no detail if the setting is off', async () => {
    await set({ detail: false });
    const response = await coze.alice.rate(coze.answer);
    expect(await response.json()).toEqual({ code: 0, msg: '' });
    expect(response.headers.get('X-Tt-Logid')).toBeTruthy();
  });
});

describe('a failure', () => {
  it('has HTTP 200 and a code, or a status that fits, depending on the setting', async () => {
    const dislike = { feedback_type: 'dislike' };
    expect(await rate(dislike)).toMatchObject({ httpStatus: 200, code: 4000 });
    await set({ failureStatus: '4xx' });
    expect(await rate(dislike)).toMatchObject({ httpStatus: 400, code: 4000 });
  });

  it('has the log id of its header as well', async () => {
    const response = await coze.alice.rate(coze.answer, {});
    expect((await response.json()).detail.logid).toBe(response.headers.get('X-Tt-Logid'));
  });

  it('can be an HTML page from the gateway with 502', async () => {
    await emulators.addFault({ kind: 'status', status: 502, body: 'html' });
    const response = await coze.alice.rate(coze.answer);
    expect(response.status).toBe(502);
    expect(await response.text()).toMatch(/^<!doctype html>/);
  });

  it.each([4008, 4009, 4020])('can be the limit %i, with 429 or with 200', async (limit) => {
    await emulators.addFault({ kind: 'rate_limit', code: limit, retryAfterSeconds: 3 }, { times: 1 });
    await emulators.addFault({ kind: 'status', status: 200, code: limit }, { times: 1 });
    const loud = await coze.alice.rate(coze.answer);
    expect([loud.status, loud.headers.get('Retry-After')]).toEqual([429, '3']);
    const body = await loud.json();
    expect([body.code, body.detail.logid]).toEqual([limit, loud.headers.get('X-Tt-Logid')]);
    expect(await rate()).toMatchObject({ httpStatus: 200, code: limit });
    expect(await stored()).toEqual([]);
  });
});

describe('the record of a message', () => {
  it('has type, reasons, comment and user', async () => {
    await unlike({ reason_types: ['内容有误', 'slow'], comment: 'No.' });
    expect(await stored()).toMatchObject([
      {
        messageId: coze.answer.messageId,
        region: 'cn',
        sessionName: 'alice',
        feedbackType: 'unlike',
        reasonTypes: ['内容有误', 'slow'],
        comment: 'No.',
        query: 'hi',
      },
    ]);
  });

  it('is replaced completely by the next one: the last write wins', async () => {
    await unlike({ reason_types: ['slow'], comment: 'No.' });
    time += 1000;
    await rate();
    const [row, ...others] = await stored();
    expect(row).toMatchObject({ feedbackType: 'like', reasonTypes: [], comment: null });
    expect(Date.parse(row.updatedAt) - Date.parse(row.createdAt)).toBe(1000);
    expect(others).toEqual([]);
  });

  it('may have reasons with a like too', async () => {
    await rate({ ...LIKE, reason_types: ['clear'] });
    expect(await stored()).toMatchObject([{ feedbackType: 'like', reasonTypes: ['clear'] }]);
  });

  it('is gone after DELETE, which needs no body', async () => {
    await rate();
    expect((await coze.alice.unrate(coze.answer)).code).toBe(0);
    expect(await stored()).toEqual([]);
  });

  it.each([0, 4200])(
    'gets %i if it is deleted but does not exist, depending on the setting',
    async (chosen) => {
      await set({ deleteMissingCode: chosen });
      expect((await coze.alice.unrate(coze.answer)).code).toBe(chosen);
    },
  );
});

describe('the limits', () => {
  it.each([
    ['10 reasons', { reason_types: reasons(10) }, { reason_types: reasons(11) }],
    ['30 characters', { reason_types: ['x'.repeat(30)] }, { reason_types: ['fine', 'x'.repeat(31)] }],
    ['30 emoji a reason', { reason_types: ['😀'.repeat(30)] }, { reason_types: ['😀'.repeat(31)] }],
    ['250 characters', { comment: '好'.repeat(250) }, { comment: '好'.repeat(251) }],
    ['250 emoji a comment', { comment: '😀'.repeat(250) }, { comment: '😀'.repeat(251) }],
  ])('allow %s, and refuse one more with the code of the setting', async (_name, most, more) => {
    expect(await unlike(more)).toBe(4000);
    await set({ tooLongCode: 4005 });
    expect(await unlike(more)).toBe(4005);
    expect(await stored()).toEqual([]);
    expect(await unlike(most)).toBe(0);
  });

  it('count code points: a family of seven counts as seven', async () => {
    const family = '👩‍👩‍👧‍👧';
    expect([...family]).toHaveLength(7);
    expect(await unlike({ reason_types: [family.repeat(4)] })).toBe(0);
    expect(await unlike({ reason_types: [family.repeat(5)] })).toBe(4000);
  });
});

describe('the parameters', () => {
  it.each([
    {},
    { feedback_type: 'dislike' },
    { feedback_type: 'LIKE' },
    { feedback_type: null },
    { ...LIKE, reason_types: 'slow' },
    { ...LIKE, reason_types: [1] },
    { ...LIKE, comment: 5 },
    '{"feedback_type":',
  ])('%j are 4000', async (body) => {
    expect(await code(body)).toBe(4000);
  });

  it('that Coze does not know are ignored', async () => {
    expect(await code({ ...LIKE, rating: 5 })).toBe(0);
  });
});

describe('the message', () => {
  const made = async (message: object) =>
    (await emulators.control('/coze/messages', { sessionName: 'alice', ...message })).body;

  it('has an id of 19 digits, too many for a number', () => {
    for (const id of Object.values(coze.answer)) {
      expect(id).toMatch(/^\d{19}$/);
      expect(Number(id)).toBeGreaterThan(Number.MAX_SAFE_INTEGER);
    }
  });

  it('must be in the conversation', async () => {
    const { conversationId } = await coze.alice.createAnswer();
    expect(await code(LIKE, { ...coze.answer, conversationId })).toBe(4005);
    await set({ unknownMessageCode: 4200 });
    expect(await code(LIKE, { ...coze.answer, messageId: '1' })).toBe(4200);
  });

  it.each([
    { type: 'question' },
    { type: 'follow_up' },
    { type: 'verbose' },
    { type: 'function_call' },
    { contentType: 'card' },
    { contentType: 'object_string' },
  ])('must be text of type answer, not %j', async (message) => {
    const place = await made(message);
    expect(await code(LIKE, place)).toBe(4005);
    await set({ notRateableCode: 4000 });
    expect(await code(LIKE, place)).toBe(4000);
  });
});
