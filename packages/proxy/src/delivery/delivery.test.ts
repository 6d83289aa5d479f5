import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createTestProxy, DISLIKE, LIKE, MESSAGE_ID, NONE, stampOf } from '../../test/create-test-proxy.ts';
import {
  connectionLost,
  messageNotExists,
  silence,
  success,
  unavailable,
} from '../../test/scripted-upstream.ts';
import { createDifyAdapter } from '../adapters/dify/index.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const OTHER_ID = '00000000-0000-4000-8000-000000000000';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'], now: 1_800_000_000_000 });
});
afterEach(() => {
  vi.useRealTimers();
});

/** What a promise comes to while time passes. */
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

describe('while the person waits', () => {
  it('answers `accepted` after four seconds of silence and gives the attempt ten', async () => {
    const { submit, upstream, loaded, eventsOf } = createTestProxy();
    upstream.next(silence);
    const answer = submit();
    const settled = vi.fn();
    void answer.then(settled);

    await vi.advanceTimersByTimeAsync(3_999);
    expect(settled).not.toHaveBeenCalled();
    expect(await statusOf(passing(1, answer))).toBe('accepted');
    expect(eventsOf('postponed')).toEqual([]);

    await vi.advanceTimersByTimeAsync(6 * SECOND);
    expect(eventsOf('postponed')).toMatchObject([{ upstreamStatus: null, uncertain: true, attempts: 1 }]);
    await vi.advanceTimersByTimeAsync(SECOND);
    expect(eventsOf('delivered')).toMatchObject([{ attempts: 2 }]);
    expect(await loaded()).toMatchObject({ feedback: LIKE });
  });

  it('answers `delivered` when the upstream takes it just in time', async () => {
    const { submit, upstream } = createTestProxy();
    const release = upstream.hold();
    const answer = submit();
    await vi.advanceTimersByTimeAsync(3_999);
    release(success());
    expect(await statusOf(answer)).toBe('delivered');
  });

  it('answers `accepted` at once for a passing fault, and delivers later', async () => {
    const { submit, upstream, told } = createTestProxy();
    upstream.next(unavailable());
    expect(await statusOf(submit())).toBe('accepted');
    expect(told()).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(500);
    expect(told()).toHaveLength(2);
  });

  it('has one request in flight per message, and goes on with the newest wish at once', async () => {
    const { submit, upstream, told } = createTestProxy();
    const release = upstream.hold();
    const first = submit({ feedback: LIKE, stamp: stampOf(1) });
    await vi.advanceTimersByTimeAsync(10);
    const second = submit({ feedback: DISLIKE, stamp: stampOf(2) });
    const third = submit({ feedback: NONE, stamp: stampOf(3) });
    await vi.advanceTimersByTimeAsync(10);
    expect(told()).toHaveLength(1);

    release(success());
    const answers = await Promise.all([first, second, third].map(async (answer) => (await answer).json()));
    expect(answers).toMatchObject([
      { status: 'superseded', stamp: stampOf(3) },
      { status: 'superseded', stamp: stampOf(3) },
      { status: 'delivered', stamp: stampOf(3) },
    ]);
    expect(told().map(({ rating }) => rating)).toEqual(['like', null]);
    expect(upstream.mostInFlight).toBe(1);
  });

  it('lets messages and people not wait for each other', async () => {
    let user = 'user-1';
    const { submit, upstream, told } = createTestProxy({ identify: () => user });
    upstream.next(silence);
    void submit();
    await vi.advanceTimersByTimeAsync(10);
    expect(await statusOf(submit({ message: { messageId: OTHER_ID } }))).toBe('delivered');
    user = 'user-2';
    expect(await statusOf(submit())).toBe('delivered');
    expect(told()).toHaveLength(3);
  });

  it('tells a repeated submission the same as the first, also a refusal', async () => {
    const { submit, upstream, told } = createTestProxy();
    const release = upstream.hold();
    const first = submit();
    await vi.advanceTimersByTimeAsync(10);
    const again = submit();
    await vi.advanceTimersByTimeAsync(10);
    release(messageNotExists());
    expect(await Promise.all([statusOf(first), statusOf(again)])).toEqual([404, 404]);
    expect(told()).toHaveLength(1);
  });

  it('promises nothing any more once a refusal is being written down', async () => {
    const { submit, upstream, store } = createTestProxy();
    const { settle } = store;
    const release = upstream.hold();
    vi.spyOn(store, 'settle').mockImplementation(async (...parameters) => {
      await new Promise((resolve) => setTimeout(resolve, 5 * SECOND));
      return settle(...parameters);
    });
    const answer = submit();
    await vi.advanceTimersByTimeAsync(3 * SECOND);
    release(messageNotExists());
    await vi.advanceTimersByTimeAsync(2 * SECOND);
    const again = submit();
    await vi.advanceTimersByTimeAsync(3 * SECOND);
    expect(await Promise.all([statusOf(answer), statusOf(again)])).toEqual([404, 404]);
  });
});

describe('after `accepted` was promised', () => {
  it('waits twice as long after each fault, up to five minutes', async () => {
    const { submit, upstream, eventsOf } = createTestProxy();
    upstream.next(...Array.from({ length: 12 }, () => () => unavailable()));
    await submit();
    await vi.advanceTimersByTimeAsync(HOUR);
    expect(eventsOf('postponed').map((event) => 'retryInMs' in event && event.retryInMs)).toEqual([
      500, 1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 64_000, 128_000, 256_000, 300_000, 300_000,
    ]);
    expect(eventsOf('delivered')).toMatchObject([{ attempts: 13, requestId: null }]);
  });

  it('spreads retries over the whole wait', async () => {
    const { submit, upstream, eventsOf } = createTestProxy({ random: () => 0.25 });
    upstream.next(unavailable());
    await submit();
    expect(eventsOf('postponed')).toMatchObject([{ retryInMs: 125 }]);
  });

  it('waits as long as Retry-After asks, even with a newer wish', async () => {
    const { submit, upstream, told } = createTestProxy();
    upstream.next(unavailable({ 'retry-after': '120' }));
    await submit({ feedback: LIKE, stamp: stampOf(1) });
    await vi.advanceTimersByTimeAsync(30 * SECOND);
    expect(await statusOf(submit({ feedback: DISLIKE, stamp: stampOf(2) }))).toBe('accepted');
    await vi.advanceTimersByTimeAsync(90 * SECOND - 1);
    expect(told()).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(told().map(({ rating }) => rating)).toEqual(['like', 'dislike']);
  });

  it('understands Retry-After as a date, and believes it for a day at most', async () => {
    const { submit, upstream, eventsOf } = createTestProxy();
    const inTenMinutes = new Date(Date.now() + 10 * MINUTE).toUTCString();
    upstream.next(unavailable({ 'retry-after': inTenMinutes }), unavailable({ 'retry-after': '999999999' }));
    await submit();
    await vi.advanceTimersByTimeAsync(10 * MINUTE);
    expect(eventsOf('postponed')).toMatchObject([{ retryInMs: 10 * MINUTE }, { retryInMs: 24 * HOUR }]);
  });

  it('takes a 404 for a message that is not visible yet, for ten minutes', async () => {
    const { submit, upstream, eventsOf, loaded } = createTestProxy();
    upstream.next(unavailable(), ...Array.from({ length: 99 }, () => messageNotExists));
    expect(await statusOf(submit())).toBe('accepted');
    await vi.advanceTimersByTimeAsync(9 * MINUTE);
    expect(eventsOf('dead_lettered')).toEqual([]);
    await vi.advanceTimersByTimeAsync(10 * MINUTE);
    expect(eventsOf('dead_lettered')).toMatchObject([{ because: 'message_not_found', upstreamStatus: 404 }]);
    expect(await loaded()).toMatchObject({ feedback: LIKE });
    const attempts = upstream.calls.length;
    await vi.advanceTimersByTimeAsync(HOUR);
    expect(upstream.calls).toHaveLength(attempts);
  });

  it('keeps the promise when a 404 comes after the four seconds', async () => {
    const { submit, upstream, eventsOf, loaded } = createTestProxy();
    const release = upstream.hold();
    const answer = submit();
    expect(await statusOf(passing(4 * SECOND, answer))).toBe('accepted');
    release(messageNotExists());
    await vi.advanceTimersByTimeAsync(0);
    expect(await loaded()).toMatchObject({ feedback: LIKE });
    await vi.advanceTimersByTimeAsync(SECOND);
    expect(eventsOf('delivered')).toHaveLength(1);
  });

  it('does not let a repeated submission turn the promise into a refusal', async () => {
    const { submit, upstream, loaded } = createTestProxy();
    const release = upstream.hold();
    const answer = submit();
    await passing(4 * SECOND, answer);
    expect(await statusOf(submit())).toBe('accepted');
    release(messageNotExists());
    await vi.advanceTimersByTimeAsync(0);
    expect(await loaded()).toMatchObject({ feedback: LIKE });
  });

  it('gives up after 72 hours, keeps the row and starts anew with the next wish', async () => {
    const { submit, upstream, eventsOf, loaded } = createTestProxy();
    upstream.next(...Array.from({ length: 2_000 }, () => () => unavailable()));
    await submit({ feedback: LIKE, stamp: stampOf(1) });
    await vi.advanceTimersByTimeAsync(71 * HOUR);
    expect(eventsOf('dead_lettered')).toEqual([]);
    await vi.advanceTimersByTimeAsync(2 * HOUR);
    expect(eventsOf('dead_lettered')).toMatchObject([{ because: 'gave_up' }]);
    expect(await loaded()).toMatchObject({ feedback: LIKE });

    const before = upstream.calls.length;
    await submit({ feedback: DISLIKE, stamp: stampOf(2) });
    expect(upstream.calls).toHaveLength(before + 1);
  });

  it('holds rows while the key is rejected, as long as that takes, and delivers them afterwards', async () => {
    const { submit, upstream, eventsOf } = createTestProxy();
    upstream.next(...Array.from({ length: 1_000 }, () => unauthorized));
    expect(await statusOf(submit())).toBe('accepted');
    await vi.advanceTimersByTimeAsync(80 * HOUR);
    expect(eventsOf('dead_lettered')).toEqual([]);
    expect(eventsOf('held')[0]).toMatchObject({ upstreamStatus: 401, retryInMs: 5 * MINUTE });
    await vi.advanceTimersByTimeAsync(5 * HOUR);
    expect(eventsOf('delivered')).toHaveLength(1);
  });

  it('gives a row that was held its full 72 hours', async () => {
    const { submit, upstream, eventsOf } = createTestProxy();
    upstream.next(...Array.from({ length: 900 }, () => unauthorized), () => unavailable());
    await submit();
    await vi.advanceTimersByTimeAsync(76 * HOUR);
    expect(eventsOf('dead_lettered')).toEqual([]);
    expect(eventsOf('delivered')).toHaveLength(1);
  });
});

describe('an attempt of unknown fate', () => {
  it.each([
    ['a broken connection', connectionLost],
    ['a gateway timeout', () => new Response('', { status: 504 })],
  ])('is made good after %s: the newer wish is said again when the older must be dead', async (_, fault) => {
    const { submit, upstream, told, eventsOf } = createTestProxy();
    upstream.next(fault);
    await submit({ feedback: LIKE, stamp: stampOf(1) });
    expect(await statusOf(submit({ feedback: DISLIKE, stamp: stampOf(2) }))).toBe('delivered');
    await vi.advanceTimersByTimeAsync(MINUTE - 1);
    expect(told().map(({ rating }) => rating)).toEqual(['like', 'dislike']);
    await vi.advanceTimersByTimeAsync(1);
    expect(told().map(({ rating }) => rating)).toEqual(['like', 'dislike', 'dislike']);
    await vi.advanceTimersByTimeAsync(HOUR);
    expect(told()).toHaveLength(3);
    expect(eventsOf('delivered')).toHaveLength(2);
  });

  it('does not turn into a refusal when the message is gone by the time it is said again', async () => {
    const { submit, upstream, eventsOf, loaded } = createTestProxy();
    upstream.next(connectionLost, success(), messageNotExists());
    await submit();
    await vi.advanceTimersByTimeAsync(HOUR);
    expect(upstream.calls).toHaveLength(3);
    expect(await loaded()).toMatchObject({ feedback: LIKE });
    expect(eventsOf('dead_lettered')).toEqual([]);
  });
});

describe('an answer that is not the upstream’s own', () => {
  it('is told to the operator and never the person’s fault', async () => {
    const { submit, upstream, eventsOf } = createTestProxy();
    upstream.next(new Response('<h1>Not Found</h1>', { status: 404 }));
    expect(await statusOf(submit())).toBe('accepted');
    expect(eventsOf('upstream_misconfigured')).toMatchObject([{ upstreamStatus: 404, adapter: 'dify' }]);
    await vi.advanceTimersByTimeAsync(SECOND);
    expect(eventsOf('delivered')).toHaveLength(1);
  });

  it('does not lead the key to another place', async () => {
    const { submit, upstream, eventsOf } = createTestProxy();
    upstream.next(Response.redirect('https://evil.example/', 307));
    expect(await statusOf(submit())).toBe('accepted');
    expect(upstream.calls.map(({ url, redirect }) => [new URL(url).host, redirect])).toEqual([
      ['dify.example.com', 'manual'],
    ]);
    expect(eventsOf('upstream_misconfigured')).toMatchObject([{ upstreamStatus: 307 }]);
  });

  it('survives an adapter that throws', async () => {
    const { submit, eventsOf, upstream } = createTestProxy({
      adapter: {
        ...createAdapter(),
        readOutcome: () => {
          throw new RangeError('bug');
        },
      },
    });
    expect(await statusOf(submit())).toBe('accepted');
    expect(upstream.calls).toHaveLength(1);
    expect(eventsOf('adapter_failed')).toMatchObject([{ errorName: 'RangeError', messageId: MESSAGE_ID }]);
  });

  it('sends nothing when the adapter cannot write the request', async () => {
    const { submit, eventsOf, upstream } = createTestProxy({
      adapter: {
        ...createAdapter(),
        toRequest: () => {
          throw new TypeError('bug');
        },
      },
    });
    expect(await statusOf(submit())).toBe('accepted');
    expect(upstream.calls).toEqual([]);
    expect(eventsOf('adapter_failed')).toHaveLength(1);
  });
});

function createAdapter() {
  return createDifyAdapter({ apiKey: 'app-key', baseUrl: 'https://dify.example.com/v1' });
}
