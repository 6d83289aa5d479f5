import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  CALLBACK_IDS,
  createMoveworksProxy,
  MESSAGE,
  SEALING_KEYS,
  sealed,
} from '../test/moveworks-proxy.ts';
import { createTestProxy, LIKE, MESSAGE_ID, rawRequest } from '../test/test-proxy.ts';
import { type FeedbackProxyOptions, sealMessageRef } from './index.ts';

const SECOND = 1_000;
const hang = () => new Promise<never>(() => {});

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'], now: 1_800_000_000_000 });
});
afterEach(() => {
  vi.useRealTimers();
});

describe('a function of the host that never responds', () => {
  it.each<[string, Partial<FeedbackProxyOptions>]>([
    ['identify', { identify: hang }],
    ['authorize', { authorize: hang }],
  ])('leads to a retryable error after three seconds: %s', async (name, options) => {
    const { submit, eventsOf, store } = createTestProxy(options);
    const accept = vi.spyOn(store, 'accept');
    const settled = vi.fn();
    const response = submit();
    void response.then(settled);
    await vi.advanceTimersByTimeAsync(3 * SECOND - 1);
    expect(settled).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    expect((await response).status).toBe(500);
    expect(await (await response).json()).toMatchObject({
      ...{ code: 'internal', retryable: true, detail: expect.stringContaining(`The ${name} function`) },
    });
    expect(eventsOf('request_failed')).toMatchObject([{ errorName: 'TimeoutError' }]);
    expect(accept).not.toHaveBeenCalled();
  });

  it('does not block a read either: identify', async () => {
    const { load } = createTestProxy({ identify: hang });
    const response = load(MESSAGE_ID);
    await vi.advanceTimersByTimeAsync(3 * SECOND);
    expect((await response).status).toBe(500);
  });

  it('lets the request pass without a limit: a limiter', async () => {
    const { submit, eventsOf } = createTestProxy({ limiter: { consume: hang } });
    const response = submit();
    await vi.advanceTimersByTimeAsync(SECOND);
    expect((await response).status).toBe(200);
    const failure = { type: 'limiter_failed', errorName: 'TimeoutError' };
    expect(eventsOf('limiter_failed')).toEqual([failure, failure]);
  });

  it('delays a read of many references once, not many times: resolveMessage', async () => {
    const resolveMessage = vi.fn(hang);
    const { proxy } = createMoveworksProxy({ resolveMessage });
    const messages = await Promise.all(
      Array.from({ length: 40 }, async (_, index) => {
        const message = { ...MESSAGE, messageId: `msg_${index}` };
        const options = { sealingKeys: SEALING_KEYS, userId: 'user-1', adapter: 'moveworks', message };
        return { messageId: message.messageId, token: await sealMessageRef({ ...options, expiresAt: 4e12 }) };
      }),
    );
    const settled = vi.fn();
    const response = readSealed(proxy, messages);
    void response.then(settled);
    // Opening the references takes real time, which the fake clock does not wait for.
    await vi.waitFor(() => expect(resolveMessage).toHaveBeenCalled(), { timeout: 15_000 });
    await vi.advanceTimersByTimeAsync(3 * SECOND);
    await vi.waitFor(() => expect(settled).toHaveBeenCalled(), { timeout: 200, interval: 1 });
    expect((await response).status).toBe(200);
    expect(resolveMessage.mock.calls.length).toBeLessThan(20);
  });
});

describe('a resolveMessage that never responds', () => {
  it('delays a submission by three seconds', async () => {
    let askedAt = 0;
    const resolveMessage = vi.fn(() => {
      askedAt ||= Date.now();
      return hang();
    });
    const { submit, loaded } = createMoveworksProxy({ resolveMessage });
    let answeredAt = 0;
    const response = submit({ message: { ...MESSAGE, token: await sealed(null) } }).finally(() => {
      answeredAt = Date.now();
    });
    // Opening the reference takes real time, which the fake clock does not wait for.
    await vi.waitFor(() => expect(resolveMessage).toHaveBeenCalled(), { timeout: 15_000 });
    await vi.advanceTimersByTimeAsync(3 * SECOND);
    expect(await (await response).json()).toMatchObject({ status: 'accepted', feedback: LIKE });
    expect(answeredAt - askedAt).toBe(3 * SECOND);
    expect(await loaded()).toMatchObject({ feedback: LIKE });
  });

  it('delays a delivery by ten seconds, which then gives its slot to the next message', async () => {
    const resolveMessage = vi.fn<() => Promise<typeof CALLBACK_IDS>>(hang);
    const { submit, delivered, eventsOf } = createMoveworksProxy(
      { resolveMessage, holdMs: 0 },
      { concurrency: 1 },
    );
    const hung = submit({ message: { ...MESSAGE, token: await sealed(null) } });
    await vi.waitFor(() => expect(resolveMessage).toHaveBeenCalledOnce(), { timeout: 15_000 });
    // The submission gives up, and its delivery asks again.
    await vi.advanceTimersByTimeAsync(3 * SECOND);
    await vi.waitFor(() => expect(resolveMessage).toHaveBeenCalledTimes(2), { timeout: 15_000 });
    const startedAt = Date.now();
    const next = { ...MESSAGE, messageId: 'msg_next' };
    const waiting = submit({ message: { ...next, token: await sealed(CALLBACK_IDS, next) } });
    await vi.advanceTimersByTimeAsync(9 * SECOND);
    expect(await (await hung).json()).toMatchObject({ status: 'accepted' });
    expect(await (await waiting).json()).toMatchObject({ status: 'accepted' });
    expect(delivered()).toEqual([]);

    resolveMessage.mockResolvedValue({ helpful: 'found-later' });
    await vi.advanceTimersByTimeAsync(startedAt + 10 * SECOND - Date.now());
    expect(delivered()).toEqual([{ callback_id: CALLBACK_IDS.helpful }]);
    expect(eventsOf('adapter_failed')).toMatchObject([{ errorName: 'TimeoutError' }]);
    await vi.advanceTimersByTimeAsync(SECOND);
    expect(delivered()[1]).toEqual({ callback_id: 'found-later' });
  });
});

function readSealed(
  proxy: { fetch(request: Request): Promise<Response> },
  messages: readonly { messageId: string; token: string }[],
): Promise<Response> {
  return proxy.fetch(rawRequest(JSON.stringify({ messages })));
}
