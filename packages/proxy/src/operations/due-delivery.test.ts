import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { success, unavailable } from '../../test/scripted-upstream.ts';
import { storeWith } from '../../test/store-with.ts';
import { createTestProxy } from '../../test/test-proxy.ts';

const SECOND = 1_000;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'], now: 1_800_000_000_000 });
});
afterEach(() => {
  vi.useRealTimers();
});

async function slowSuccess(): Promise<Response> {
  await new Promise((resolve) => setTimeout(resolve, SECOND));
  return success();
}

describe('deliverDue', () => {
  it('delivers all due rows, and returns their number', async () => {
    const { proxy } = createTestProxy({ store: await storeWith(40), worker: false });
    expect(await proxy.deliverDue()).toEqual({ delivered: 40, left: false });
    expect(await proxy.deliverDue()).toEqual({ delivered: 0, left: false });
  });

  it('starts nothing after its budget, and waits for started deliveries', async () => {
    const { proxy, upstream } = createTestProxy({
      ...{ store: await storeWith(40), worker: false, concurrency: 4 },
    });
    upstream.next(...Array.from({ length: 40 }, () => slowSuccess));
    const done = proxy.deliverDue({ budgetMs: 2_500 });
    await vi.advanceTimersByTimeAsync(3 * SECOND);
    expect(await done).toEqual({ delivered: 12, left: true });
    expect(upstream.calls).toHaveLength(12);
  });

  it('tries no more rows than its limit', async () => {
    const { proxy, delivered } = createTestProxy({ store: await storeWith(40), worker: false });
    expect(await proxy.deliverDue({ limit: 17 })).toEqual({ delivered: 17, left: true });
    expect(delivered()).toHaveLength(17);
  });

  it('does not let one slow row delay the others', async () => {
    const { proxy, upstream } = createTestProxy({
      ...{ store: await storeWith(40), worker: false, concurrency: 2 },
    });
    upstream.next(slowSuccess);
    const done = proxy.deliverDue();
    await vi.advanceTimersByTimeAsync(SECOND - 1);
    expect(upstream.calls).toHaveLength(40);
    await vi.advanceTimersByTimeAsync(1);
    expect(await done).toEqual({ delivered: 40, left: false });
  });

  it('stops when the upstream does not work, and returns that rows are left', async () => {
    const { proxy, upstream } = createTestProxy({ store: await storeWith(100), worker: false });
    upstream.respondWith(() => unavailable());
    expect(await proxy.deliverDue()).toEqual({ delivered: 0, left: true });
    expect(upstream.calls.length).toBeLessThan(21);
  });

  it('may overlap with another: each row is delivered by one of them', async () => {
    const store = await storeWith(60);
    const one = createTestProxy({ store, worker: false });
    const other = createTestProxy({ store, worker: false });
    one.upstream.next(...Array.from({ length: 60 }, () => slowSuccess));
    other.upstream.next(...Array.from({ length: 60 }, () => slowSuccess));
    const done = Promise.all([one.proxy.deliverDue(), one.proxy.deliverDue(), other.proxy.deliverDue()]);
    await vi.advanceTimersByTimeAsync(10 * SECOND);
    const delivered = (await done).reduce((sum, result) => sum + result.delivered, 0);
    expect(delivered).toBe(60);
    const urls = [...one.upstream.calls, ...other.upstream.calls].map(({ url }) => url);
    expect([urls.length, new Set(urls).size]).toEqual([60, 60]);
  });

  it('rejects when the store fails, after the started deliveries', async () => {
    const { proxy, store, upstream, eventsOf } = createTestProxy({
      store: await storeWith(3),
      worker: false,
    });
    const { claim } = store;
    upstream.next(slowSuccess, slowSuccess, slowSuccess);
    vi.spyOn(store, 'claim').mockImplementationOnce(claim).mockRejectedValueOnce(new Error('locked'));
    const failed = proxy.deliverDue().catch(() => eventsOf('delivered').length);
    await vi.advanceTimersByTimeAsync(2 * SECOND);
    expect(await failed).toBe(3);
  });

  it('does nothing after close', async () => {
    const { proxy, delivered } = createTestProxy({ store: await storeWith(3), worker: false });
    await proxy.close();
    expect(await proxy.deliverDue()).toEqual({ delivered: 0, left: true });
    expect(delivered()).toEqual([]);
  });
});
