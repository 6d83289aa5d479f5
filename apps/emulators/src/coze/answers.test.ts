import { beforeEach, describe, expect, it } from 'vitest';
import { type CozeAnswer, type CozeCaller, cozeCaller } from '../testing/coze-caller.ts';
import { freshEmulators } from '../testing/test-emulators.ts';

const emulators = freshEmulators({ now: () => time });
let alice: CozeCaller;
let answer: CozeAnswer;
const time = Date.UTC(2026, 4, 17, 12);
beforeEach(async () => {
  alice = await cozeCaller(emulators, { sessionName: 'alice' });
  answer = await alice.createAnswer();
});

const stored = async () => (await emulators.state()).coze.feedbacks;
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
