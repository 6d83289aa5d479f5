import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { silence, success, unavailable } from '../../test/scripted-upstream.ts';
import { storeWith } from '../../test/store-with.ts';
import { createTestProxy, LIKE, MESSAGE_ID, stampOf } from '../../test/test-proxy.ts';
import { createMemoryStore } from '../index.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'], now: 1_800_000_000_000 });
});
afterEach(() => {
  vi.useRealTimers();
});

describe('the worker', () => {
  it('starts with the rows that an earlier process has left', async () => {
    const { delivered } = createTestProxy({ store: await storeWith(3) });
    await vi.advanceTimersByTimeAsync(0);
    expect(delivered()).toHaveLength(3);
  });

  it('pauses between claims that do not get a due row, which another transaction has locked', async () => {
    const store = await storeWith(1);
    const { claim } = store;
    const claims = vi.spyOn(store, 'claim').mockResolvedValue([]);
    const { delivered } = createTestProxy({ store });
    await vi.advanceTimersByTimeAsync(SECOND);
    expect(claims.mock.calls.length).toBeLessThan(5);
    claims.mockImplementation(claim);
    await vi.advanceTimersByTimeAsync(SECOND);
    expect(delivered()).toHaveLength(1);
  });

  it('waits until the requests of a killed process can no longer arrive, then sends them again', async () => {
    const store = await storeWith(1);
    await store.claim({ now: Date.now(), leaseUntil: Date.now() + MINUTE, limit: 1, leaseId: 'killed' });
    const { delivered } = createTestProxy({ store });
    await vi.advanceTimersByTimeAsync(MINUTE - 1);
    expect(delivered()).toHaveLength(0);
    await vi.advanceTimersByTimeAsync(1);
    expect(delivered()).toHaveLength(1);
  });

  it('finds within a minute the rows that another process leaves meanwhile', async () => {
    const store = createMemoryStore();
    const { delivered } = createTestProxy({ store });
    await vi.advanceTimersByTimeAsync(5 * SECOND);
    const submission = {
      userId: 'user-9',
      message: { messageId: MESSAGE_ID },
      feedback: LIKE,
      stamp: stampOf(1),
    };
    await store.accept(submission, Date.now());
    await vi.advanceTimersByTimeAsync(MINUTE);
    expect(delivered()).toMatchObject([{ user: 'user-9' }]);
  });

  it('delivers at most sixteen rows at once, until all are delivered', async () => {
    const { upstream } = createTestProxy({ store: await storeWith(50) });
    upstream.next(
      ...Array.from({ length: 50 }, () => async () => {
        await new Promise((resolve) => setTimeout(resolve, 100));
        return success();
      }),
    );
    await vi.advanceTimersByTimeAsync(99);
    expect(upstream.calls).toHaveLength(16);
    await vi.advanceTimersByTimeAsync(400);
    expect(upstream.calls).toHaveLength(50);
    expect(upstream.mostInFlight).toBe(16);
  });

  it('sleeps on one timer', async () => {
    const { submit, upstream } = createTestProxy({ store: await storeWith(5) });
    upstream.next(...Array.from({ length: 6 }, () => () => unavailable({ 'retry-after': '30' })));
    await submit();
    await vi.advanceTimersByTimeAsync(SECOND);
    expect(upstream.calls).toHaveLength(6);
    expect(vi.getTimerCount()).toBe(1);
  });

  it('passes a claimed row to the request that waits for it', async () => {
    const { submit, store, delivered } = createTestProxy();
    const { claim } = store;
    vi.spyOn(store, 'claim').mockImplementation(async (request) => {
      // The user's own claim is slow, so that the worker's comes first.
      if (request.key !== undefined) await new Promise((resolve) => setTimeout(resolve, SECOND));
      return claim(request);
    });
    const response = submit();
    await vi.advanceTimersByTimeAsync(SECOND);
    expect(await (await response).json()).toMatchObject({ status: 'delivered' });
    expect(delivered()).toHaveLength(1);
  });

  it('continues when the store works again', async () => {
    const store = await storeWith(1);
    const claim = vi.spyOn(store, 'claim').mockRejectedValueOnce(new Error('locked'));
    const { delivered, eventsOf } = createTestProxy({ store });
    await vi.advanceTimersByTimeAsync(SECOND);
    expect(eventsOf('store_failed')).toMatchObject([{ errorName: 'Error' }]);
    await vi.advanceTimersByTimeAsync(5 * SECOND);
    expect(delivered()).toHaveLength(1);
    expect(claim).toHaveBeenCalled();
  });

  it('delivers again if the store could not settle a delivery within the lease', async () => {
    const store = createMemoryStore();
    const { submit, delivered, eventsOf } = createTestProxy({ store });
    const settle = vi.spyOn(store, 'settle').mockRejectedValue(new Error('locked'));
    const response = submit();
    await vi.advanceTimersByTimeAsync(4 * SECOND);
    expect(await (await response).json()).toMatchObject({ status: 'accepted' });
    await vi.advanceTimersByTimeAsync(70 * SECOND);
    expect(delivered()).toHaveLength(1);
    settle.mockRestore();
    await vi.advanceTimersByTimeAsync(MINUTE);
    expect(delivered()).toHaveLength(2);
    expect(eventsOf('store_failed')).toHaveLength(1);
    expect(eventsOf('delivered')).toHaveLength(1);
  });

  it('can be turned off, and deliverDue replaces it', async () => {
    const { proxy, upstream, delivered } = createTestProxy({ store: await storeWith(40), worker: false });
    await vi.advanceTimersByTimeAsync(10 * MINUTE);
    expect(delivered()).toHaveLength(0);
    upstream.next(() => unavailable());
    await proxy.deliverDue();
    expect(delivered()).toHaveLength(40);
    expect(upstream.mostInFlight).toBeLessThanOrEqual(16);

    await vi.advanceTimersByTimeAsync(MINUTE);
    expect(delivered()).toHaveLength(40);
    await proxy.deliverDue();
    expect(delivered()).toHaveLength(41);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('lets deliverDue reject when the store fails', async () => {
    const { proxy, store } = createTestProxy({ worker: false });
    vi.spyOn(store, 'claim').mockRejectedValueOnce(new Error('locked'));
    await expect(proxy.deliverDue()).rejects.toThrow('locked');
  });
});

describe('close', () => {
  it('waits for deliveries in flight and starts no more', async () => {
    const { proxy, submit, upstream, delivered } = createTestProxy();
    const release = upstream.pause();
    const response = submit({ stamp: stampOf(1) });
    await vi.advanceTimersByTimeAsync(10);
    const newer = submit({ stamp: stampOf(2) });
    await vi.advanceTimersByTimeAsync(10);
    const closed = vi.fn();
    void proxy.close().then(closed);
    await vi.advanceTimersByTimeAsync(SECOND);
    expect(closed).not.toHaveBeenCalled();

    release(success());
    await vi.advanceTimersByTimeAsync(0);
    expect(closed).toHaveBeenCalled();
    expect(await (await response).json()).toMatchObject({ status: 'superseded' });
    expect(await (await newer).json()).toMatchObject({ status: 'accepted' });
    await vi.advanceTimersByTimeAsync(10 * MINUTE);
    expect(delivered()).toHaveLength(1);
  });

  it('still delivers rows that the worker is leasing, because an unused lease looks like an uncertain attempt', async () => {
    const store = await storeWith(3);
    const { claim } = store;
    vi.spyOn(store, 'claim').mockImplementationOnce(async (request) => {
      const leases = await claim(request);
      await new Promise((resolve) => setTimeout(resolve, SECOND));
      return leases;
    });
    const { proxy, delivered } = createTestProxy({ store });
    await vi.advanceTimersByTimeAsync(10);
    const closed = vi.fn();
    void proxy.close().then(closed);
    await vi.advanceTimersByTimeAsync(SECOND - 11);
    expect(closed).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    expect(closed).toHaveBeenCalled();
    expect(delivered()).toHaveLength(3);
    expect(await store.nextDueAt()).toBeNull();
  });

  it('can be called twice, and both calls wait', async () => {
    const { proxy, submit, upstream } = createTestProxy();
    const release = upstream.pause();
    void submit();
    await vi.advanceTimersByTimeAsync(10);
    const closed = vi.fn();
    void proxy.close().then(closed);
    void proxy.close().then(closed);
    await vi.advanceTimersByTimeAsync(SECOND);
    expect(closed).not.toHaveBeenCalled();
    release(success());
    await vi.advanceTimersByTimeAsync(0);
    expect(closed).toHaveBeenCalledTimes(2);
    await proxy.close();
  });

  it('waits at most twelve seconds', async () => {
    const { proxy, submit, upstream } = createTestProxy({ timings: { upstreamMs: MINUTE } });
    upstream.next(silence);
    void submit();
    await vi.advanceTimersByTimeAsync(10);
    const closed = vi.fn();
    void proxy.close().then(closed);
    await vi.advanceTimersByTimeAsync(12 * SECOND);
    expect(closed).toHaveBeenCalled();
  });

  it('still stores later submissions, for the next process', async () => {
    const { proxy, submit, store, upstream } = createTestProxy();
    await proxy.close();
    expect(await (await submit()).json()).toMatchObject({ status: 'accepted' });
    expect(upstream.calls).toEqual([]);

    const next = createTestProxy({ store });
    await vi.advanceTimersByTimeAsync(0);
    expect(next.delivered()).toHaveLength(1);
  });
});
