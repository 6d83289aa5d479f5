import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { success } from '../../test/scripted-upstream.ts';
import { messageIdOf, storeWith } from '../../test/store-with.ts';
import { createTestProxy } from '../../test/test-proxy.ts';

const SECOND = 1_000;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'], now: 1_800_000_000_000 });
});
afterEach(() => {
  vi.useRealTimers();
});

function slowly(ms: number) {
  return async () => {
    await new Promise((resolve) => setTimeout(resolve, ms));
    return success();
  };
}

async function statusOf(response: Promise<Response>): Promise<unknown> {
  return ((await (await response).json()) as { status: unknown }).status;
}

describe('a slow upstream', () => {
  it('never has more requests in flight than slots, for waiting users and the worker together', async () => {
    const { submit, upstream, eventsOf } = createTestProxy({ store: await storeWith(10), concurrency: 4 });
    upstream.next(...Array.from({ length: 40 }, () => slowly(SECOND)));
    await vi.advanceTimersByTimeAsync(0);
    for (let index = 10; index < 40; index++) {
      void submit({ message: { messageId: messageIdOf(index) } });
      await vi.advanceTimersByTimeAsync(100);
    }
    await vi.advanceTimersByTimeAsync(10 * SECOND);
    expect(eventsOf('delivered')).toHaveLength(40);
    expect(upstream.mostInFlight).toBe(4);
  });

  it('does not make a user without a slot wait: the response is `accepted`, and the worker delivers', async () => {
    const { submit, upstream, delivered, eventsOf } = createTestProxy({ concurrency: 2 });
    upstream.next(slowly(3 * SECOND), slowly(3 * SECOND));
    const first = submit({ message: { messageId: messageIdOf(1) } });
    const second = submit({ message: { messageId: messageIdOf(2) } });
    await vi.advanceTimersByTimeAsync(10);
    expect(await statusOf(submit({ message: { messageId: messageIdOf(3) } }))).toBe('accepted');
    expect(delivered()).toHaveLength(2);

    await vi.advanceTimersByTimeAsync(3 * SECOND);
    expect(await Promise.all([statusOf(first), statusOf(second)])).toEqual(['delivered', 'delivered']);
    expect(eventsOf('delivered')).toHaveLength(3);
    expect(eventsOf('delivered')).toContainEqual(expect.objectContaining({ requestId: null }));
  });

  it('leaves no slot taken when the store fails', async () => {
    const { submit, store, eventsOf } = createTestProxy({ store: await storeWith(3), concurrency: 2 });
    vi.spyOn(store, 'claim').mockRejectedValueOnce(new Error('locked'));
    vi.spyOn(store, 'settle').mockRejectedValueOnce(new Error('locked'));
    await vi.advanceTimersByTimeAsync(2 * 60 * SECOND);
    expect(eventsOf('store_failed')).toHaveLength(2);
    expect(eventsOf('delivered')).toHaveLength(3);
    expect(await statusOf(submit({ message: { messageId: messageIdOf(9) } }))).toBe('delivered');
  });
});
