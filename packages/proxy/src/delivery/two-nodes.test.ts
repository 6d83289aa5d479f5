import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { refusal } from '../../test/scripted-upstream.ts';
import { createTestProxy, LIKE } from '../../test/test-proxy.ts';
import { createMemoryStore } from '../index.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'], now: 1_800_000_000_000 });
});
afterEach(() => {
  vi.useRealTimers();
});

/** Two processes with one store. */
function twoNodes() {
  const store = createMemoryStore();
  return { store, one: createTestProxy({ store }), other: createTestProxy({ store }) };
}

describe('a submission that arrives at two nodes', () => {
  it('is not refused by one node after the other has responded `accepted`', async () => {
    const { one, other } = twoNodes();
    const release = one.upstream.pause();
    const first = one.submit();
    await vi.advanceTimersByTimeAsync(10);
    expect(await (await other.submit()).json()).toMatchObject({ status: 'accepted' });

    release(refusal());
    expect(await (await first).json()).toMatchObject({ status: 'accepted', feedback: LIKE });
    expect(one.eventsOf('refused')).toEqual([]);
    expect(one.eventsOf('dead_lettered')).toMatchObject([{ cause: 'upstream_refused' }]);
    expect(await other.loaded()).toMatchObject({ feedback: LIKE });
  });

  it('is refused by both if one refuses it before the other promises it', async () => {
    const { one, other, store } = twoNodes();
    const release = one.upstream.pause();
    const first = one.submit();
    await vi.advanceTimersByTimeAsync(10);
    const { markPromised } = store;
    vi.spyOn(store, 'markPromised').mockImplementationOnce(async (...parameters) => {
      release(refusal());
      await first;
      return markPromised(...parameters);
    });
    other.upstream.next(refusal);
    expect((await other.submit()).status).toBe(422);
    expect((await first).status).toBe(422);
  });
});
