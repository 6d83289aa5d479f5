import { beforeEach, describe, expect, it } from 'vitest';
import { freshEmulators } from '../testing/test-emulators.ts';

const NOON = Date.UTC(2026, 4, 17, 12);
const emulators = freshEmulators({ now: () => NOON });
let messageId: string;
beforeEach(async () => {
  messageId = await emulators.createMessage();
});

const fail = (status: number, rule?: object) => emulators.addFault({ kind: 'status', status }, rule);
const like = () => emulators.rate(messageId, { rating: 'like', user: 'alice' });
const statusesOf = async (count: number) => {
  const statuses = [];
  for (let call = 0; call < count; call += 1) statuses.push((await like()).status);
  return statuses;
};

describe('the requests that a fault strikes', () => {
  it('are every nth that matches', async () => {
    await fail(503, { every: 3 });
    expect(await statusesOf(6)).toEqual([200, 200, 503, 200, 200, 503]);
  });

  it('are the next few, one rule after the other', async () => {
    await fail(500, { times: 2 });
    await fail(503, { times: 1 });
    expect(await statusesOf(4)).toEqual([500, 500, 503, 200]);
    expect((await emulators.control('/faults')).body.faults).toEqual([]);
  });

  it('are selected by path and method', async () => {
    await fail(500, { path: '/v1/messages/*/feedbacks', method: 'post' });
    expect((await like()).status).toBe(500);
    expect((await emulators.dify('/info')).status).toBe(200);
    expect((await emulators.dify(`/messages/${messageId}/feedbacks`)).status).toBe(405);
  });

  it('are never those of the control API', async () => {
    await fail(500, { path: '/**' });
    expect((await emulators.control('/faults')).status).toBe(200);
  });

  it('are none after the rule is removed', async () => {
    await fail(500);
    const [{ id }] = (await emulators.control('/faults')).body.faults;
    expect((await emulators.control(`/faults/${id}`, undefined, 'DELETE')).status).toBe(204);
    expect((await like()).status).toBe(200);
    expect((await emulators.control(`/faults/${id}`, undefined, 'DELETE')).status).toBe(404);
  });
});

describe('the effect of a failing request', () => {
  it('is missing if the fault comes before', async () => {
    await fail(500);
    await like();
    expect(await emulators.feedbacks()).toEqual([]);
  });

  it('is there if the fault comes after', async () => {
    await emulators.addFault({ kind: 'status', status: 500, when: 'after' });
    const response = await like();
    expect(response.status).toBe(500);
    // Nothing of the answer that was lost is left in the one that replaces it.
    expect(response.headers.has('Access-Control-Allow-Origin')).toBe(false);
    expect(await emulators.feedbacks()).toHaveLength(1);
  });

  it.each([
    ['before', 0],
    ['after', 1],
  ])('is missing or there if the connection is reset %s', async (when, count) => {
    await emulators.addFault({ kind: 'reset', when });
    await expect(like()).rejects.toThrow('fetch failed');
    expect(await emulators.feedbacks()).toHaveLength(count);
  });
});

describe('the responses of faults', () => {
  const page = '<!doctype html>';

  it.each([
    [
      { kind: 'status', status: 500 },
      500,
      '{"message":"Internal Server Error","code":"unknown","status":500}',
    ],
    [{ kind: 'status', status: 502, body: 'html' }, 502, expect.stringContaining(page)],
    [{ kind: 'status', status: 502, body: 'text' }, 502, 'upstream error\n'],
    [{ kind: 'status', status: 502, body: 'empty' }, 502, ''],
    [{ kind: 'html' }, 200, expect.stringContaining(page)],
    [{ kind: 'truncated_json' }, 200, '{"result":'],
  ])("are Dify's own JSON, a page, text, nothing or half of it: %j", async (fault, status, text) => {
    await emulators.addFault(fault);
    const response = await like();
    expect([response.status, await response.text()]).toEqual([status, text]);
    const type = response.headers.get('Content-Type');
    if (String(text).includes(page)) expect(type).toBe('text/html; charset=utf-8');
  });

  it('are a redirect', async () => {
    await emulators.addFault({ kind: 'redirect', status: 307, location: 'http://127.0.0.1:9/x' });
    const response = await like();
    expect([response.status, response.headers.get('Location')]).toEqual([307, 'http://127.0.0.1:9/x']);
  });

  it.each([
    [{ retryAfterSeconds: 7 }, '7'],
    [{}, null],
  ])('are 429, with Retry-After or without: %j', async (fields, retryAfter) => {
    await emulators.addFault({ kind: 'rate_limit', ...fields });
    const response = await like();
    expect([response.status, response.headers.get('Retry-After')]).toEqual([429, retryAfter]);
  });

  it('are half of a body, then a closed connection', async () => {
    await emulators.addFault({ kind: 'cut_body' });
    const response = await like();
    expect(response.status).toBe(200);
    await expect(response.text()).rejects.toThrow('terminated');
  });

  it('never come for a hang, until the caller gives up', async () => {
    await emulators.addFault({ kind: 'hang' });
    const signal = AbortSignal.timeout(150);
    const hanging = fetch(`${emulators.difyBaseUrl}/info`, { signal });
    await expect(hanging).rejects.toThrow('timeout');
  });

  it('come late, and later rules still apply', async () => {
    await emulators.addFault({ kind: 'latency', milliseconds: 120 });
    await fail(503);
    const started = performance.now();
    expect((await like()).status).toBe(503);
    expect(performance.now() - started).toBeGreaterThan(100);
  });
});
