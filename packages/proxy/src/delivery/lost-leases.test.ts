import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createMoveworksProxy } from '../../test/moveworks-proxy.ts';
import { success } from '../../test/scripted-upstream.ts';
import { createTestProxy, DISLIKE, stampOf } from '../../test/test-proxy.ts';
import { createMemoryStore, type FeedbackStore } from '../index.ts';

const SECOND = 1_000;
const HOUR = 3_600 * SECOND;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'], now: 1_800_000_000_000 });
});
afterEach(() => {
  vi.useRealTimers();
});

/** A memory store whose first call of this method applies, but is rejected. */
function storeThatLosesAReply(method: 'accept' | 'claim', isLost: (result: never) => boolean): FeedbackStore {
  const store = createMemoryStore();
  let isFirst = true;
  const call = store[method] as (...values: unknown[]) => Promise<unknown>;
  return {
    ...store,
    async [method](...values: unknown[]) {
      const result = await call(...values);
      if (!isFirst || !isLost(result as never)) return result;
      isFirst = false;
      throw new Error('Connection terminated');
    },
  };
}

describe('a Moveworks rating whose lease was taken by a call without a reply', () => {
  it('is sent once if the worker had claimed it', async () => {
    const store = storeThatLosesAReply('claim', (leases: readonly unknown[]) => leases.length > 0);
    const { submit, upstream, eventsOf } = createMoveworksProxy({}, { store });
    await submit();
    await vi.advanceTimersByTimeAsync(HOUR);
    expect(upstream.calls).toHaveLength(1);
    expect(eventsOf('delivered')).toHaveLength(1);
    expect(eventsOf('dead_lettered')).toEqual([]);
  });

  it('is sent once if it was accepted with the lease', async () => {
    const store = storeThatLosesAReply('accept', () => true);
    const { submit, upstream, eventsOf } = createMoveworksProxy({ holdMs: 0 }, { store });
    expect((await submit()).status).toBe(503);
    await vi.advanceTimersByTimeAsync(HOUR);
    expect(upstream.calls).toHaveLength(1);
    expect(eventsOf('dead_lettered')).toEqual([]);
  });

  it.each<[string, number, () => Promise<never[]>]>([
    ['after its time limit, and the row is locked until then', 7 * SECOND, async () => []],
    ['after its end, and fails until then', 90 * SECOND, () => Promise.reject(new Error('Timeout'))],
  ])('is sent once if the store takes the lease %s', async (_, lateMs, claimMeanwhile) => {
    const store = createMemoryStore();
    const { claim } = store;
    vi.spyOn(store, 'claim').mockImplementation(async (request) => {
      if (Date.now() < firstClaimAt) return [];
      if (Date.now() === firstClaimAt) {
        setTimeout(() => void claim(request), lateMs);
        throw new Error('Timeout');
      }
      return Date.now() < firstClaimAt + lateMs ? claimMeanwhile() : claim(request);
    });
    const { submit, upstream, eventsOf } = createMoveworksProxy({}, { store });
    const firstClaimAt = Date.now() + 10 * SECOND;
    await submit();
    await vi.advanceTimersByTimeAsync(HOUR);
    expect(upstream.calls).toHaveLength(1);
    expect(eventsOf('dead_lettered')).toEqual([]);
  });
});

describe('a lease that a running delivery gets while its own claim fails', () => {
  it('is used at once, and its user gets the result', async () => {
    const store = createMemoryStore();
    const { claim } = store;
    let claimed = false;
    vi.spyOn(store, 'claim').mockImplementation(async (request) => {
      if (request.key === undefined || claimed) return claim(request);
      claimed = true;
      await new Promise((resolve) => setTimeout(resolve, SECOND));
      throw new Error('Connection terminated');
    });
    const { submit, upstream, delivered } = createTestProxy({ store });
    const respond = upstream.pause();
    const first = submit({ stamp: stampOf(1) });
    await vi.advanceTimersByTimeAsync(0);
    const second = submit({ stamp: stampOf(2) });
    await vi.advanceTimersByTimeAsync(0);
    respond(success());
    await vi.advanceTimersByTimeAsync(0);
    expect(await (await first).json()).toMatchObject({ status: 'superseded' });
    expect(claimed).toBe(true);
    const third = submit({ stamp: stampOf(3), feedback: DISLIKE });
    await vi.advanceTimersByTimeAsync(SECOND);
    expect(await (await second).json()).toMatchObject({ status: 'superseded' });
    expect(await (await third).json()).toMatchObject({ status: 'delivered' });
    expect(delivered().map(({ rating }) => rating)).toEqual(['like', 'dislike']);
  });
});
