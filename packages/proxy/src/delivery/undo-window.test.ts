import Database from 'libsql';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { commitAtOnce } from '../../test/commit-at-once.ts';
import { createMoveworksProxy } from '../../test/moveworks-proxy.ts';
import { connectionLost, silence, unavailable } from '../../test/scripted-upstream.ts';
import { DISLIKE, LIKE, NONE, stampOf } from '../../test/test-proxy.ts';
import { createMemoryStore } from '../index.ts';
import { createSqliteStore } from '../stores/sqlite.ts';

const NOW = 1_800_000_000_000;
const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const UNDO_WINDOW_MS = 10 * SECOND;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'], now: NOW });
});
beforeEach(commitAtOnce);
afterEach(() => {
  vi.useRealTimers();
});

async function responseOf(response: Promise<Response>): Promise<Record<string, unknown>> {
  return (await (await response).json()) as Record<string, unknown>;
}

function isoTime(ms: number): string {
  return new Date(ms).toISOString();
}

describe('a rating that the upstream cannot revoke', () => {
  it('waits in the proxy, and the response says until when it can be undone', async () => {
    const { submit, loaded, delivered } = createMoveworksProxy();
    expect(await responseOf(submit({ feedback: LIKE, stamp: stampOf(1) }))).toEqual({
      status: 'accepted',
      feedback: LIKE,
      stamp: stampOf(1),
      undoUntil: isoTime(NOW + UNDO_WINDOW_MS),
      final: false,
      userTag: expect.any(String),
      serverTime: expect.any(Number),
    });
    await vi.advanceTimersByTimeAsync(UNDO_WINDOW_MS - 1);
    expect(delivered()).toEqual([]);
    expect(await loaded()).toMatchObject({ undoUntil: isoTime(NOW + UNDO_WINDOW_MS), final: false });
  });

  it('is sent once, after the undo window, and is then final', async () => {
    const { submit, loaded, delivered } = createMoveworksProxy();
    await submit({ feedback: LIKE });
    await vi.advanceTimersByTimeAsync(UNDO_WINDOW_MS);
    expect(delivered()).toEqual([{ callback_id: 'helpful-id' }]);
    expect(await loaded()).toMatchObject({ feedback: LIKE, undoUntil: null, final: true });
    await vi.advanceTimersByTimeAsync(24 * 60 * MINUTE);
    expect(delivered()).toHaveLength(1);
  });

  it('never reaches the upstream when it is revoked in time', async () => {
    const { submit, loaded, upstream } = createMoveworksProxy();
    await submit({ feedback: LIKE, stamp: stampOf(1) });
    await vi.advanceTimersByTimeAsync(UNDO_WINDOW_MS - 1);
    expect(await responseOf(submit({ feedback: NONE, stamp: stampOf(2) }))).toEqual({
      status: 'delivered',
      feedback: NONE,
      stamp: stampOf(2),
      undoUntil: null,
      final: false,
      userTag: expect.any(String),
      serverTime: expect.any(Number),
    });
    await vi.advanceTimersByTimeAsync(24 * 60 * MINUTE);
    expect(upstream.calls).toEqual([]);
    expect(await loaded()).toMatchObject({ feedback: NONE, final: false });
  });

  it('can be given again after it was revoked, and is then sent', async () => {
    const { submit, delivered } = createMoveworksProxy();
    await submit({ feedback: LIKE, stamp: stampOf(1) });
    await submit({ feedback: NONE, stamp: stampOf(2) });
    await submit({ feedback: DISLIKE, stamp: stampOf(3) });
    await vi.advanceTimersByTimeAsync(UNDO_WINDOW_MS);
    expect(delivered()).toEqual([{ callback_id: 'unhelpful-id' }]);
  });

  it('waits again after a change, and only the last one is sent', async () => {
    const { submit, delivered } = createMoveworksProxy();
    await submit({ feedback: LIKE, stamp: stampOf(1) });
    await vi.advanceTimersByTimeAsync(UNDO_WINDOW_MS - 1);
    const feedback = { rating: 'dislike' as const, reasons: ['Too long'], comment: 'Shorter' };
    expect(await responseOf(submit({ feedback, stamp: stampOf(2) }))).toMatchObject({
      status: 'accepted',
      undoUntil: isoTime(NOW + 2 * UNDO_WINDOW_MS - 1),
    });
    await vi.advanceTimersByTimeAsync(UNDO_WINDOW_MS - 1);
    expect(delivered()).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(delivered()).toEqual([
      { callback_id: 'unhelpful-id', additional_feedback: '[Too long]\nShorter' },
    ]);
  });

  it.each([
    ['another rating', DISLIKE],
    ['a revocation', NONE],
  ])('is kept when %s follows its delivery', async (_, feedback) => {
    const { submit, loaded, delivered } = createMoveworksProxy();
    await submit({ feedback: LIKE, stamp: stampOf(1) });
    await vi.advanceTimersByTimeAsync(UNDO_WINDOW_MS);
    expect(await responseOf(submit({ feedback, stamp: stampOf(2) }))).toEqual({
      status: 'superseded',
      feedback: LIKE,
      // The stamp of the losing submission, because in the browser the larger stamp wins.
      stamp: stampOf(2),
      undoUntil: null,
      final: true,
      userTag: expect.any(String),
      serverTime: expect.any(Number),
    });
    await vi.advanceTimersByTimeAsync(60 * MINUTE);
    expect(delivered()).toHaveLength(1);
    expect(await loaded()).toMatchObject({ feedback: LIKE, final: true });
  });

  it('cannot be undone while its request is open', async () => {
    const { submit, loaded, upstream } = createMoveworksProxy();
    const release = upstream.pause();
    await submit({ feedback: LIKE, stamp: stampOf(1) });
    await vi.advanceTimersByTimeAsync(UNDO_WINDOW_MS);
    expect(upstream.calls).toHaveLength(1);
    expect(await loaded()).toMatchObject({ undoUntil: null, final: true });
    const late = await responseOf(submit({ feedback: NONE, stamp: stampOf(2) }));
    expect(late).toMatchObject({ status: 'superseded', feedback: LIKE, final: true });
    release(Response.json({ status: 'SUBMITTED' }));
    await vi.advanceTimersByTimeAsync(60 * MINUTE);
    expect(upstream.calls).toHaveLength(1);
  });

  it('can be undone if the upstream definitely did not accept it', async () => {
    const { submit, loaded, upstream, delivered } = createMoveworksProxy();
    upstream.next(new Response('', { status: 429 }));
    await submit({ feedback: LIKE, stamp: stampOf(1) });
    await vi.advanceTimersByTimeAsync(UNDO_WINDOW_MS);
    expect(delivered()).toHaveLength(1);
    expect(await loaded()).toMatchObject({ undoUntil: isoTime(NOW + UNDO_WINDOW_MS + MINUTE), final: false });
    expect(await responseOf(submit({ feedback: NONE, stamp: stampOf(2) }))).toMatchObject({ feedback: NONE });
    await vi.advanceTimersByTimeAsync(60 * MINUTE);
    expect(delivered()).toHaveLength(1);
  });

  it('gets the same response when it is submitted twice', async () => {
    const { submit, delivered } = createMoveworksProxy();
    const first = await responseOf(submit());
    expect(await responseOf(submit())).toEqual(first);
    await vi.advanceTimersByTimeAsync(UNDO_WINDOW_MS);
    expect(await responseOf(submit())).toMatchObject({ status: 'delivered', final: true });
    expect(delivered()).toHaveLength(1);
  });

  it.each([
    ['in memory', createMemoryStore],
    ['in SQLite', () => createSqliteStore({ database: new Database(':memory:') })],
  ])('is sent exactly once when the process dies at once and another takes over: %s', async (_, create) => {
    const store = create();
    // A process without a worker stands for one that dies before its worker runs.
    const dead = createMoveworksProxy({}, { store, worker: false });
    await dead.submit({ feedback: LIKE });
    await vi.advanceTimersByTimeAsync(SECOND);

    const next = createMoveworksProxy({}, { store });
    const another = createMoveworksProxy({}, { store });
    await vi.advanceTimersByTimeAsync(UNDO_WINDOW_MS - SECOND - 1);
    expect(next.delivered()).toEqual([]);
    await vi.advanceTimersByTimeAsync(60 * MINUTE);
    expect([...next.delivered(), ...another.delivered()]).toEqual([{ callback_id: 'helpful-id' }]);
  });

  it('cannot be replaced after its process died during the request, because it may have arrived', async () => {
    const store = createMemoryStore();
    const dead = createMoveworksProxy({}, { store });
    dead.upstream.next(silence);
    await dead.submit({ feedback: LIKE, stamp: stampOf(1) });
    await vi.advanceTimersByTimeAsync(UNDO_WINDOW_MS);
    void dead.proxy.close();

    const next = createMoveworksProxy({}, { store });
    const late = await responseOf(next.submit({ feedback: DISLIKE, stamp: stampOf(2) }));
    expect(late).toMatchObject({ status: 'superseded', feedback: LIKE, final: true });
  });

  it('is delivered by a cron job if no worker runs', async () => {
    const { proxy, submit, delivered } = createMoveworksProxy({}, { worker: false });
    await submit();
    await proxy.deliverDue();
    expect(delivered()).toEqual([]);
    await vi.advanceTimersByTimeAsync(UNDO_WINDOW_MS);
    await proxy.deliverDue();
    expect(delivered()).toHaveLength(1);
  });

  it('is sent at once without an undo window, and is final in the response', async () => {
    const { submit } = createMoveworksProxy({ holdMs: 0 });
    expect(await responseOf(submit())).toMatchObject({ status: 'delivered', undoUntil: null, final: true });
  });
});

describe('a rating that may have arrived', () => {
  it.each([
    ['no response', () => silence()],
    ['a broken connection', connectionLost],
    ['503', () => unavailable()],
    ['200 without "SUBMITTED"', () => Response.json({ status: 'QUEUED' })],
  ])('is sent again once, after a minute, and never a third time: %s', async (_, reply) => {
    const { submit, upstream, eventsOf, loaded } = createMoveworksProxy();
    upstream.next(...Array.from({ length: 9 }, () => reply));
    await submit();
    await vi.advanceTimersByTimeAsync(UNDO_WINDOW_MS + MINUTE - 1);
    expect(upstream.calls).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(100 * 60 * MINUTE);
    expect(upstream.calls).toHaveLength(2);
    expect(eventsOf('dead_lettered')).toMatchObject([{ cause: 'in_doubt', attempts: 2 }]);
    expect(await loaded()).toMatchObject({ feedback: LIKE, final: true });
  });

  it('is delivered when the second attempt succeeds, and is not sent a third time', async () => {
    const { submit, upstream, eventsOf } = createMoveworksProxy();
    upstream.next(connectionLost);
    await submit();
    await vi.advanceTimersByTimeAsync(60 * MINUTE);
    expect(upstream.calls).toHaveLength(2);
    expect(eventsOf('delivered')).toHaveLength(1);
  });

  it('is not sent again with repeatUncertain never', async () => {
    const { submit, upstream, eventsOf } = createMoveworksProxy({ repeatUncertain: 'never' });
    upstream.next(connectionLost);
    await submit();
    await vi.advanceTimersByTimeAsync(60 * MINUTE);
    expect(upstream.calls).toHaveLength(1);
    expect(eventsOf('dead_lettered')).toMatchObject([{ cause: 'in_doubt' }]);
  });

  it('is not sent again by the next process with repeatUncertain never', async () => {
    const store = createMemoryStore();
    const dead = createMoveworksProxy({ repeatUncertain: 'never' }, { store });
    dead.upstream.next(silence);
    await dead.submit();
    await vi.advanceTimersByTimeAsync(UNDO_WINDOW_MS);
    vi.clearAllTimers();

    const next = createMoveworksProxy({ repeatUncertain: 'never' }, { store });
    await vi.advanceTimersByTimeAsync(60 * MINUTE);
    expect(next.upstream.calls).toEqual([]);
    expect(next.eventsOf('dead_lettered')).toMatchObject([{ cause: 'in_doubt' }]);
  });

  it('is sent until it succeeds with repeatUncertain always', async () => {
    const { submit, upstream, eventsOf } = createMoveworksProxy({ repeatUncertain: 'always' });
    upstream.next(...Array.from({ length: 5 }, () => connectionLost));
    await submit();
    await vi.advanceTimersByTimeAsync(60 * MINUTE);
    expect(eventsOf('delivered')).toHaveLength(1);
  });

  it('is retried while no attempt can have arrived', async () => {
    const refusedConnection = () => {
      const cause = Object.assign(new Error('connect ECONNREFUSED'), { syscall: 'connect' });
      throw new TypeError('fetch failed', { cause });
    };
    const { submit, upstream, eventsOf } = createMoveworksProxy();
    upstream.next(...Array.from({ length: 20 }, () => refusedConnection));
    await submit();
    await vi.advanceTimersByTimeAsync(120 * MINUTE);
    expect(upstream.calls).toHaveLength(21);
    expect(eventsOf('delivered')).toHaveLength(1);
  });
});
