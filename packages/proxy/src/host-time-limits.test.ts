import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createMoveworksProxy, MESSAGE, SEALING_KEYS } from '../test/moveworks-proxy.ts';
import { createTestProxy, ENDPOINT, MESSAGE_ID } from '../test/test-proxy.ts';
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
    expect(eventsOf('limiter_failed')).toMatchObject([{ errorName: 'TimeoutError' }]);
  });

  it('delays a read of a hundred references once, not a hundred times: resolveMessage', async () => {
    const resolveMessage = vi.fn(hang);
    const { proxy } = createMoveworksProxy({ resolveMessage });
    const messages = await Promise.all(
      Array.from({ length: 100 }, async (_, index) => {
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

function readSealed(
  proxy: { fetch(request: Request): Promise<Response> },
  messages: readonly { messageId: string; token: string }[],
): Promise<Response> {
  const query = new URLSearchParams(messages.map(({ token }) => ['message', token]));
  return proxy.fetch(new Request(`${ENDPOINT}?${query}`));
}
