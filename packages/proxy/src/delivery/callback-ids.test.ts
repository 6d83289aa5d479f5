import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createMoveworksProxy, staleCallbackId } from '../../test/moveworks-proxy.ts';

const MINUTE = 60_000;
const UNDO_WINDOW_MS = 10_000;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'], now: 1_800_000_000_000 });
});
afterEach(() => {
  vi.useRealTimers();
});

describe('callback ids', () => {
  const resolveMessage = () => vi.fn(async () => ({ helpful: 'newer-id', unhelpful: 'newer-no' }));

  it('are looked up once when Moveworks rejects the sealed ones', async () => {
    const resolve = resolveMessage();
    const { submit, upstream, delivered, eventsOf } = createMoveworksProxy({ resolveMessage: resolve });
    upstream.next(staleCallbackId);
    await submit();
    expect(resolve).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(UNDO_WINDOW_MS);
    expect(delivered()).toEqual([{ callback_id: 'helpful-id' }, { callback_id: 'newer-id' }]);
    expect(resolve).toHaveBeenCalledTimes(1);
    expect(eventsOf('delivered')).toHaveLength(1);
  });

  it('are not sent again if there are no newer ones', async () => {
    const { submit, upstream, eventsOf } = createMoveworksProxy({
      resolveMessage: async () => ({ helpful: 'helpful-id', unhelpful: 'unhelpful-id' }),
    });
    upstream.next(staleCallbackId, staleCallbackId);
    await submit();
    await vi.advanceTimersByTimeAsync(60 * MINUTE);
    expect(upstream.calls).toHaveLength(1);
    expect(eventsOf('dead_lettered')).toMatchObject([{ cause: 'not_ratable', upstreamStatus: 400 }]);
  });

  it('are looked up only once, however often Moveworks refuses', async () => {
    let count = 0;
    const resolve = vi.fn(async () => ({ helpful: `id-${count++}` }));
    const { submit, upstream, eventsOf } = createMoveworksProxy({ resolveMessage: resolve });
    upstream.next(...Array.from({ length: 9 }, () => staleCallbackId));
    await submit();
    await vi.advanceTimersByTimeAsync(60 * MINUTE);
    expect([upstream.calls.length, resolve.mock.calls.length]).toEqual([2, 1]);
    expect(eventsOf('dead_lettered')).toHaveLength(1);
  });
});
