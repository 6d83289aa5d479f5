import Database from 'libsql';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { commitAtOnce } from '../../test/commit-at-once.ts';
import { createMoveworksProxy } from '../../test/moveworks-proxy.ts';
import { connectionLost, refusal } from '../../test/scripted-upstream.ts';
import { createTestProxy, LIKE } from '../../test/test-proxy.ts';
import { createMemoryStore, type FeedbackStore } from '../index.ts';
import { createSqliteStore } from '../stores/sqlite.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'], now: 1_800_000_000_000 });
});
beforeEach(commitAtOnce);
afterEach(() => {
  vi.useRealTimers();
});

/** A SQLite store whose `settle` fails this many times. */
function storeThatFailsToSettle(times: number): FeedbackStore {
  const store = createSqliteStore({ database: new Database(':memory:') });
  let left = times;
  return {
    ...store,
    settle: (...call) => (left-- > 0 ? Promise.reject(new Error('disk I/O error')) : store.settle(...call)),
  };
}

/** A memory store whose first `settle` applies, and then fails after this time. */
function storeThatLosesASettleReply(afterMs: number): FeedbackStore {
  const store = createMemoryStore();
  let isFirst = true;
  return {
    ...store,
    async settle(...call) {
      const settled = await store.settle(...call);
      if (!isFirst) return settled;
      isFirst = false;
      await new Promise((resolve) => setTimeout(resolve, afterMs));
      throw new Error('Connection terminated');
    },
  };
}

/** The response to a request, some time after the upstream got it. */
async function passing(ms: number, response: Promise<Response>, { calls }: { calls: readonly unknown[] }) {
  // Opening the reference takes real time, which the fake clock does not wait for.
  await vi.waitFor(() => expect(calls).toHaveLength(1), { timeout: 15_000 });
  await vi.advanceTimersByTimeAsync(ms);
  return response;
}

describe('a Moveworks rating that was taken while the store fails', () => {
  it('is settled as delivered when the store works again within the lease, and is sent once', async () => {
    const { submit, upstream, eventsOf, loaded } = createMoveworksProxy(
      { holdMs: 0 },
      { store: storeThatFailsToSettle(1) },
    );
    const response = await passing(SECOND, submit(), upstream);
    expect(await response.json()).toMatchObject({ status: 'delivered' });
    await vi.advanceTimersByTimeAsync(HOUR);
    expect(upstream.calls).toHaveLength(1);
    expect(eventsOf('delivered')).toHaveLength(1);
    expect(await loaded()).toMatchObject({ feedback: LIKE, final: true });
  });

  it('is in doubt after the lease, and is never sent a second time', async () => {
    const { proxy, submit, upstream, eventsOf, loaded } = createMoveworksProxy(
      { holdMs: 0 },
      { store: storeThatFailsToSettle(100) },
    );
    const response = await passing(4 * SECOND, submit(), upstream);
    expect(await response.json()).toMatchObject({ status: 'accepted' });
    await vi.advanceTimersByTimeAsync(24 * HOUR);
    expect(upstream.calls).toHaveLength(1);
    expect(eventsOf('dead_lettered')).toMatchObject([{ cause: 'in_doubt' }]);
    expect(await proxy.deadLetters()).toMatchObject([{ cause: 'in_doubt' }]);
    expect(await loaded()).toMatchObject({ feedback: LIKE, final: true });
  });

  it('is not sent by another node after the lease either', async () => {
    const shared = createSqliteStore({ database: new Database(':memory:') });
    const broken = { ...shared, settle: () => Promise.reject(new Error('disk I/O error')) };
    const one = createMoveworksProxy({ holdMs: 0 }, { store: broken });
    await passing(4 * SECOND, one.submit(), one.upstream);
    const other = createMoveworksProxy({ holdMs: 0 }, { store: shared });
    await vi.advanceTimersByTimeAsync(HOUR);
    expect([...one.upstream.calls, ...other.upstream.calls]).toHaveLength(1);
    expect(other.eventsOf('dead_lettered')).toMatchObject([{ cause: 'in_doubt' }]);
  });

  it('is sent a second time after an uncertain attempt, and not a third time when settling that fails', async () => {
    const store = storeThatFailsToSettle(0);
    const { submit, upstream, eventsOf } = createMoveworksProxy({ holdMs: 0 }, { store });
    upstream.next(connectionLost);
    await passing(SECOND, submit(), upstream);
    await vi.advanceTimersByTimeAsync(MINUTE - 5 * SECOND);
    store.settle = () => Promise.reject(new Error('disk I/O error'));
    await vi.advanceTimersByTimeAsync(HOUR);
    expect(upstream.calls).toHaveLength(2);
    expect(eventsOf('delivered')).toEqual([]);
  });
});

describe('a request that waits while the store fails to settle', () => {
  it('gets `delivered` if the store works again at once', async () => {
    const { submit, upstream } = createTestProxy({ store: storeThatFailsToSettle(1) });
    const response = submit();
    await vi.advanceTimersByTimeAsync(SECOND);
    expect(await (await response).json()).toMatchObject({ status: 'delivered' });
    expect(upstream.calls).toHaveLength(1);
  });

  it('gets 503 within its time if the submission may be withdrawn, and the repetition is promised', async () => {
    const { submit, upstream, loaded, eventsOf } = createTestProxy({ store: storeThatFailsToSettle(8) });
    upstream.next(refusal());
    const response = submit();
    await vi.advanceTimersByTimeAsync(4 * SECOND);
    expect((await response).status).toBe(503);
    await vi.advanceTimersByTimeAsync(5 * SECOND);
    expect(await (await submit()).json()).toMatchObject({ status: 'accepted' });
    await vi.advanceTimersByTimeAsync(MINUTE);
    expect(await loaded()).toMatchObject({ feedback: LIKE });
    expect(eventsOf('dead_lettered')).toMatchObject([{ cause: 'upstream_refused' }]);
  });

  it('gets the refusal if the store has removed the row and its reply was lost', async () => {
    const { submit, upstream, loaded } = createTestProxy({ store: storeThatLosesASettleReply(0) });
    upstream.next(refusal());
    const response = submit();
    await vi.advanceTimersByTimeAsync(SECOND);
    expect(await (await response).json()).toMatchObject({ code: 'upstream_refused' });
    expect(await loaded()).toBeUndefined();
  });

  it('gets 503 if that reply is lost after its time, and the repetition is judged again', async () => {
    const { submit, upstream, loaded } = createTestProxy({ store: storeThatLosesASettleReply(5 * SECOND) });
    upstream.next(refusal());
    const response = submit();
    await vi.advanceTimersByTimeAsync(5 * SECOND);
    expect((await response).status).toBe(503);
    expect(await loaded()).toBeUndefined();
    await vi.advanceTimersByTimeAsync(5 * SECOND);
    expect(await (await submit()).json()).toMatchObject({ status: 'delivered' });
    expect(await loaded()).toMatchObject({ feedback: LIKE });
  });

  it('gets 503 if the lease ends before the store works again', async () => {
    const store = storeThatFailsToSettle(1_000);
    const timings = { leaseMs: 2 * SECOND, uncertainMs: SECOND, responseMs: MINUTE };
    const { submit, upstream } = createTestProxy({ store, timings });
    upstream.next(refusal());
    const response = submit();
    await vi.advanceTimersByTimeAsync(3 * SECOND);
    expect((await response).status).toBe(503);
  });
});

describe('close', () => {
  it('settles within its twelve seconds, and then leaves the row to the next process', async () => {
    const { proxy, submit } = createTestProxy({ store: storeThatFailsToSettle(1_000) });
    void submit();
    await vi.advanceTimersByTimeAsync(SECOND);
    const closed = vi.fn();
    void proxy.close().then(closed);
    await vi.advanceTimersByTimeAsync(12 * SECOND);
    expect(closed).toHaveBeenCalled();
    expect(vi.getTimerCount()).toBe(0);
  });
});
