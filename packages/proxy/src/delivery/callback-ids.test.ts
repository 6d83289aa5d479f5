import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  CALLBACK_IDS,
  createMoveworksProxy,
  MESSAGE,
  sealed,
  staleCallbackId,
} from '../../test/moveworks-proxy.ts';
import { NONE, stampOf } from '../../test/test-proxy.ts';
import type { ResolveMessage } from '../adapters/feedback-adapter.ts';

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

it('a message that the host no longer knows does not take the probes of an outage', async () => {
  let lookups = 0;
  const resolveMessage = vi.fn<ResolveMessage>(() => {
    throw new Error('The database is down.');
  });
  const { submit, upstream, eventsOf } = createMoveworksProxy({ resolveMessage });
  const gone = { ...MESSAGE, messageId: 'msg_gone' };
  await submit({ message: { ...gone, token: await sealed(null, gone) } });
  await submit({ stamp: stampOf(1) });
  upstream.next(new Response('', { status: 429 }));
  await vi.advanceTimersByTimeAsync(UNDO_WINDOW_MS);
  expect(eventsOf('circuit_opened')).toHaveLength(1);
  await submit({ stamp: stampOf(2), feedback: NONE });
  await vi.advanceTimersByTimeAsync(55_000);
  const next = { ...MESSAGE, messageId: 'msg_next' };
  await submit({ message: { ...next, token: await sealed(CALLBACK_IDS, next) } });
  // A loop would end after a hundred lookups.
  resolveMessage.mockImplementation(() => (++lookups > 100 ? CALLBACK_IDS : null));
  await vi.advanceTimersByTimeAsync(2 * MINUTE);
  expect(lookups).toBeLessThan(10);
  expect(eventsOf('delivered')).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(60 * MINUTE);
  expect(eventsOf('dead_lettered')).toMatchObject([{ cause: 'message_not_found' }]);
});
