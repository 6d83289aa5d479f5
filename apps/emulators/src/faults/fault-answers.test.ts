import { beforeEach, describe, expect, it } from 'vitest';
import { freshEmulators } from '../testing/test-emulators.ts';

const emulators = freshEmulators({ now: () => NOON });
const NOON = Date.UTC(2026, 4, 17, 12);
let messageId: string;
beforeEach(async () => {
  messageId = await emulators.createMessage();
});

const like = () => emulators.rate(messageId, { rating: 'like', user: 'alice' });
const statusesOf = async (count: number) => {
  const statuses = [];
  for (let call = 0; call < count; call += 1) statuses.push((await like()).status);
  return statuses;
};

describe('which requests a fault strikes', () => {
  it('is every nth that matches', async () => {
    await emulators.addFault({ fault: { kind: 'status', status: 503 }, every: 3 });
    expect(await statusesOf(6)).toEqual([200, 200, 503, 200, 200, 503]);
  });

  it('is the next few, one rule after the other', async () => {
    await emulators.addFault({ fault: { kind: 'status', status: 500 }, times: 2 });
    await emulators.addFault({ fault: { kind: 'status', status: 503 }, times: 1 });
    expect(await statusesOf(4)).toEqual([500, 500, 503, 200]);
    expect((await emulators.control('/faults')).body.faults).toEqual([]);
  });

  it('is chosen by path and method', async () => {
    const path = '/v1/messages/*/feedbacks';
    await emulators.addFault({ fault: { kind: 'status', status: 500 }, path, method: 'post' });
    expect((await like()).status).toBe(500);
    expect((await emulators.dify('/info')).status).toBe(200);
    expect((await emulators.dify(`/messages/${messageId}/feedbacks`)).status).toBe(405);
  });

  it('is never one of the control API', async () => {
    await emulators.addFault({ fault: { kind: 'status', status: 500 }, path: '/**' });
    expect((await emulators.control('/faults')).status).toBe(200);
  });

  it('is none after the rule was removed', async () => {
    await emulators.addFault({ fault: { kind: 'status', status: 500 } });
    const [{ id }] = (await emulators.control('/faults')).body.faults;
    expect((await emulators.control(`/faults/${id}`, undefined, 'DELETE')).status).toBe(204);
    expect((await like()).status).toBe(200);
    expect((await emulators.control(`/faults/${id}`, undefined, 'DELETE')).status).toBe(404);
  });
});

describe('the effect of a request that fails', () => {
  it('is nothing when the fault comes before', async () => {
    await emulators.addFault({ fault: { kind: 'status', status: 500 } });
    await like();
    expect(await emulators.feedbacks()).toEqual([]);
  });

  it('is there when the fault comes after', async () => {
    await emulators.addFault({ fault: { kind: 'status', status: 500, when: 'after' } });
    const response = await like();
    expect(response.status).toBe(500);
    // Nothing of the answer that was lost is left in the one that replaces it.
    expect(response.headers.has('Access-Control-Allow-Origin')).toBe(false);
    expect(await emulators.feedbacks()).toHaveLength(1);
  });

  it('is nothing when the connection is reset before', async () => {
    await emulators.addFault({ fault: { kind: 'reset' } });
    await expect(like()).rejects.toThrow('fetch failed');
    expect(await emulators.feedbacks()).toEqual([]);
  });

  it('is there when the connection is reset after', async () => {
    await emulators.addFault({ fault: { kind: 'reset', when: 'after' } });
    await expect(like()).rejects.toThrow('fetch failed');
    expect(await emulators.feedbacks()).toHaveLength(1);
  });
});

describe('the answers a fault gives', () => {
  it("are Dify's own JSON for a status", async () => {
    await emulators.addFault({ fault: { kind: 'status', status: 500 } });
    expect(await (await like()).text()).toBe(
      '{"message":"Internal Server Error","code":"unknown","status":500}',
    );
  });

  it('are a page, text or nothing for a status, as chosen', async () => {
    for (const body of ['html', 'text', 'empty']) {
      await emulators.addFault({ fault: { kind: 'status', status: 502, body }, times: 1 });
    }
    expect(await (await like()).text()).toMatch(/^<!doctype html>/);
    expect(await (await like()).text()).toBe('upstream error\n');
    const empty = await like();
    expect([empty.status, await empty.text()]).toEqual([502, '']);
  });

  it('are a page with 200', async () => {
    await emulators.addFault({ fault: { kind: 'html' } });
    const response = await like();
    expect([response.status, response.headers.get('Content-Type')]).toEqual([
      200,
      'text/html; charset=utf-8',
    ]);
  });

  it('are a redirect', async () => {
    await emulators.addFault({ fault: { kind: 'redirect', status: 307, location: 'http://127.0.0.1:9/x' } });
    const response = await like();
    expect([response.status, response.headers.get('Location')]).toEqual([307, 'http://127.0.0.1:9/x']);
  });

  it('are 429 with seconds, with a date, or without either', async () => {
    await emulators.addFault({ fault: { kind: 'rate_limit', retryAfterSeconds: 7 }, times: 1 });
    await emulators.addFault({
      fault: { kind: 'rate_limit', retryAfterSeconds: 60, form: 'date' },
      times: 1,
    });
    await emulators.addFault({ fault: { kind: 'rate_limit' }, times: 1 });
    const answers = [await like(), await like(), await like()];
    expect(answers.map(({ status }) => status)).toEqual([429, 429, 429]);
    expect(answers.map(({ headers }) => headers.get('Retry-After'))).toEqual([
      '7',
      'Sun, 17 May 2026 12:01:00 GMT',
      null,
    ]);
  });

  it('are JSON that ends in the middle', async () => {
    await emulators.addFault({ fault: { kind: 'truncated_json' } });
    const response = await like();
    expect(response.status).toBe(200);
    expect(await response.text()).toBe('{"result":');
  });

  it('are a body that ends with its connection', async () => {
    await emulators.addFault({ fault: { kind: 'cut_body' } });
    const response = await like();
    expect(response.status).toBe(200);
    await expect(response.text()).rejects.toThrow('terminated');
  });

  it('are the whole body, drop by drop', async () => {
    await emulators.addFault({ fault: { kind: 'drip', bytes: 5, milliseconds: 1 } });
    const response = await like();
    const pieces: string[] = [];
    for await (const piece of response.body ?? []) pieces.push(Buffer.from(piece).toString());
    expect(pieces.length).toBeGreaterThan(1);
    expect(pieces.join('')).toBe('{"result":"success"}');
  });

  it('never come when it hangs, until the caller gives up', async () => {
    await emulators.addFault({ fault: { kind: 'hang' } });
    const signal = AbortSignal.timeout(150);
    const hanging = fetch(`${emulators.difyBaseUrl}/info`, { signal });
    await expect(hanging).rejects.toThrow('timeout');
  });

  it('come late, and the latency leaves later rules their turn', async () => {
    await emulators.addFault({ fault: { kind: 'latency', milliseconds: 120 } });
    await emulators.addFault({ fault: { kind: 'status', status: 503 } });
    const started = performance.now();
    expect((await like()).status).toBe(503);
    expect(performance.now() - started).toBeGreaterThan(100);
  });
});
