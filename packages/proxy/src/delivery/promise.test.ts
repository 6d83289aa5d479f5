import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { messageNotExists, refusal, success, unavailable } from '../../test/scripted-upstream.ts';
import { createTestProxy, DISLIKE, LIKE, stampOf } from '../../test/test-proxy.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'], now: 1_800_000_000_000 });
});
afterEach(() => {
  vi.useRealTimers();
});

/** The result of a promise after some time. */
async function passing<Value>(ms: number, promise: Promise<Value>): Promise<Value> {
  await vi.advanceTimersByTimeAsync(ms);
  return promise;
}

async function statusOf(response: Response | Promise<Response>): Promise<unknown> {
  const body = (await (await response).json()) as { status: unknown };
  return body.status;
}

function unauthorized(): Response {
  return Response.json(
    { code: 'unauthorized', message: 'Access token is invalid', status: 401 },
    { status: 401 },
  );
}

describe('after a response has said `accepted`', () => {
  it('doubles the wait after each failure, up to five minutes', async () => {
    const { submit, upstream, eventsOf } = createTestProxy();
    upstream.next(...Array.from({ length: 12 }, () => () => unavailable()));
    await submit();
    await vi.advanceTimersByTimeAsync(HOUR);
    expect(eventsOf('postponed').map((event) => 'retryInMs' in event && event.retryInMs)).toEqual([
      500, 1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 64_000, 128_000, 256_000, 300_000, 300_000,
    ]);
    expect(eventsOf('delivered')).toMatchObject([{ attempts: 13, requestId: null }]);
  });

  it('spreads the retries over the whole wait', async () => {
    const { submit, upstream, eventsOf } = createTestProxy({ random: () => 0.25 });
    upstream.next(unavailable());
    await submit();
    expect(eventsOf('postponed')).toMatchObject([{ retryInMs: 125 }]);
  });

  it('waits for Retry-After, even with a newer submission', async () => {
    const { submit, upstream, delivered } = createTestProxy();
    upstream.next(unavailable({ 'retry-after': '120' }));
    await submit({ feedback: LIKE, stamp: stampOf(1) });
    await vi.advanceTimersByTimeAsync(30 * SECOND);
    expect(await statusOf(submit({ feedback: DISLIKE, stamp: stampOf(2) }))).toBe('accepted');
    await vi.advanceTimersByTimeAsync(90 * SECOND - 1);
    expect(delivered()).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(delivered().map(({ rating }) => rating)).toEqual(['like', 'dislike']);
  });

  it('reads Retry-After as a date, and waits at most a day', async () => {
    const { submit, upstream, eventsOf } = createTestProxy();
    const inTenMinutes = new Date(Date.now() + 10 * MINUTE).toUTCString();
    upstream.next(unavailable({ 'retry-after': inTenMinutes }), unavailable({ 'retry-after': '999999999' }));
    await submit();
    await vi.advanceTimersByTimeAsync(10 * MINUTE);
    expect(eventsOf('postponed')).toMatchObject([{ retryInMs: 10 * MINUTE }, { retryInMs: 24 * HOUR }]);
  });

  it('retries a 404 for ten minutes, because the message may not be visible yet', async () => {
    const { submit, upstream, eventsOf, loaded } = createTestProxy();
    upstream.next(unavailable(), ...Array.from({ length: 99 }, () => messageNotExists));
    expect(await statusOf(submit())).toBe('accepted');
    await vi.advanceTimersByTimeAsync(9 * MINUTE);
    expect(eventsOf('dead_lettered')).toEqual([]);
    await vi.advanceTimersByTimeAsync(10 * MINUTE);
    expect(eventsOf('dead_lettered')).toMatchObject([{ cause: 'message_not_found', upstreamStatus: 404 }]);
    expect(await loaded()).toMatchObject({ feedback: LIKE });
    const attempts = upstream.calls.length;
    await vi.advanceTimersByTimeAsync(HOUR);
    expect(upstream.calls).toHaveLength(attempts);
  });

  it('keeps the promise when a 404 comes after four seconds', async () => {
    const { submit, upstream, eventsOf, loaded } = createTestProxy();
    const release = upstream.pause();
    const response = submit();
    expect(await statusOf(passing(4 * SECOND, response))).toBe('accepted');
    release(messageNotExists());
    await vi.advanceTimersByTimeAsync(0);
    expect(await loaded()).toMatchObject({ feedback: LIKE });
    await vi.advanceTimersByTimeAsync(SECOND);
    expect(eventsOf('delivered')).toHaveLength(1);
  });

  it('keeps the promise when the upstream refuses the next submission', async () => {
    const { submit, upstream, delivered, loaded, eventsOf } = createTestProxy();
    upstream.next(messageNotExists(), refusal());
    expect(await statusOf(submit({ feedback: LIKE, stamp: stampOf(1) }))).toBe('accepted');
    expect(await statusOf(submit({ feedback: DISLIKE, stamp: stampOf(2) }))).toBe(422);
    await vi.advanceTimersByTimeAsync(0);
    expect(delivered().map(({ rating }) => rating)).toEqual(['like', 'dislike', 'like']);
    expect(await loaded()).toMatchObject({ feedback: LIKE, stamp: stampOf(1) });
    expect(eventsOf('delivered')).toHaveLength(1);
  });

  it('does not let a repeated submission turn the promise into a refusal', async () => {
    const { submit, upstream, loaded } = createTestProxy();
    const release = upstream.pause();
    const response = submit();
    await passing(4 * SECOND, response);
    expect(await statusOf(submit())).toBe('accepted');
    release(messageNotExists());
    await vi.advanceTimersByTimeAsync(0);
    expect(await loaded()).toMatchObject({ feedback: LIKE });
  });

  it('keeps the promise while another request still waits with the same stamp', async () => {
    const { submit, upstream, loaded, eventsOf } = createTestProxy();
    const release = upstream.pause();
    const first = statusOf(submit());
    await vi.advanceTimersByTimeAsync(3 * SECOND);
    const again = statusOf(submit());
    expect(await passing(SECOND, first)).toBe('accepted');
    await vi.advanceTimersByTimeAsync(SECOND);
    release(refusal());
    expect(await again).toBe('accepted');
    await vi.advanceTimersByTimeAsync(0);
    expect(await loaded()).toMatchObject({ feedback: LIKE, stamp: stampOf(1) });
    expect(eventsOf('refused')).toEqual([]);
    expect(eventsOf('dead_lettered')).toMatchObject([{ cause: 'upstream_refused' }]);
  });

  it('keeps the promise when another request with that stamp outlives a newer, refused submission', async () => {
    const { submit, upstream, loaded, eventsOf } = createTestProxy();
    const release = upstream.pause();
    void submit({ feedback: DISLIKE, stamp: stampOf(1) });
    await vi.advanceTimersByTimeAsync(10);
    const first = statusOf(submit({ feedback: LIKE, stamp: stampOf(2) }));
    await vi.advanceTimersByTimeAsync(3 * SECOND);
    const again = statusOf(submit({ feedback: LIKE, stamp: stampOf(2) }));
    await vi.advanceTimersByTimeAsync(10);
    const newer = statusOf(submit({ feedback: DISLIKE, stamp: stampOf(3) }));
    expect(await passing(SECOND, first)).toBe('accepted');
    upstream.next(refusal(), refusal());
    release(success());
    expect(await Promise.all([again, newer])).toEqual(['accepted', 422]);
    await vi.advanceTimersByTimeAsync(0);
    expect(await loaded()).toMatchObject({ feedback: LIKE, stamp: stampOf(2) });
    expect(eventsOf('dead_lettered')).toMatchObject([{ cause: 'upstream_refused' }]);
  });

  it('gives up after 72 hours, keeps the row and starts again with the next submission', async () => {
    const { submit, upstream, eventsOf, loaded } = createTestProxy();
    upstream.next(...Array.from({ length: 2_000 }, () => () => unavailable()));
    await submit({ feedback: LIKE, stamp: stampOf(1) });
    await vi.advanceTimersByTimeAsync(71 * HOUR);
    expect(eventsOf('dead_lettered')).toEqual([]);
    await vi.advanceTimersByTimeAsync(2 * HOUR);
    expect(eventsOf('dead_lettered')).toMatchObject([{ cause: 'gave_up' }]);
    expect(await loaded()).toMatchObject({ feedback: LIKE });

    const before = upstream.calls.length;
    await submit({ feedback: DISLIKE, stamp: stampOf(2) });
    expect(upstream.calls).toHaveLength(before + 1);
  });

  it('holds rows for as long as the key is rejected, and delivers them afterwards', async () => {
    const { submit, upstream, eventsOf } = createTestProxy();
    upstream.next(...Array.from({ length: 1_000 }, () => unauthorized));
    expect(await statusOf(submit())).toBe('accepted');
    await vi.advanceTimersByTimeAsync(80 * HOUR);
    expect(eventsOf('dead_lettered')).toEqual([]);
    expect(eventsOf('held')[0]).toMatchObject({ upstreamStatus: 401, retryInMs: 5 * MINUTE });
    await vi.advanceTimersByTimeAsync(5 * HOUR);
    expect(eventsOf('delivered')).toHaveLength(1);
  });

  it('gives a held row its full 72 hours', async () => {
    const { submit, upstream, eventsOf } = createTestProxy();
    upstream.next(...Array.from({ length: 900 }, () => unauthorized), () => unavailable());
    await submit();
    await vi.advanceTimersByTimeAsync(76 * HOUR);
    expect(eventsOf('dead_lettered')).toEqual([]);
    expect(eventsOf('delivered')).toHaveLength(1);
  });
});
