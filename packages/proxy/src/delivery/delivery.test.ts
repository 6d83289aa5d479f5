import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  connectionLost,
  messageNotExists,
  refusal,
  silence,
  success,
  unavailable,
} from '../../test/scripted-upstream.ts';
import { createTestProxy, DISLIKE, LIKE, MESSAGE_ID, NONE, stampOf } from '../../test/test-proxy.ts';
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

/** The result of a promise after some time. */
async function passing<Value>(ms: number, promise: Promise<Value>): Promise<Value> {
  await vi.advanceTimersByTimeAsync(ms);
  return promise;
}

async function statusOf(response: Response | Promise<Response>): Promise<unknown> {
  const body = (await (await response).json()) as { status: unknown };
  return body.status;
}

describe('while the user waits', () => {
  it('responds with `accepted` after four seconds without a response, and waits ten for the attempt', async () => {
    const { submit, upstream, loaded, eventsOf } = createTestProxy();
    upstream.next(silence);
    const response = submit();
    const settled = vi.fn();
    void response.then(settled);

    await vi.advanceTimersByTimeAsync(3_999);
    expect(settled).not.toHaveBeenCalled();
    expect(await statusOf(passing(1, response))).toBe('accepted');
    expect(eventsOf('postponed')).toEqual([]);

    await vi.advanceTimersByTimeAsync(6 * SECOND);
    expect(eventsOf('postponed')).toMatchObject([{ upstreamStatus: null, uncertain: true, attempts: 1 }]);
    await vi.advanceTimersByTimeAsync(50 * SECOND);
    expect(eventsOf('delivered')).toMatchObject([{ attempts: 2 }]);
    expect(await loaded()).toMatchObject({ feedback: LIKE });
  });

  it('responds with `delivered` when the upstream accepts it just in time', async () => {
    const { submit, upstream } = createTestProxy();
    const release = upstream.pause();
    const response = submit();
    await vi.advanceTimersByTimeAsync(3_999);
    release(success());
    expect(await statusOf(response)).toBe('delivered');
  });

  it('responds with `accepted` at once after a transient error, and delivers later', async () => {
    const { submit, upstream, delivered } = createTestProxy();
    upstream.next(unavailable());
    expect(await statusOf(submit())).toBe('accepted');
    expect(delivered()).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(500);
    expect(delivered()).toHaveLength(2);
  });

  it('has one open request per message, and continues at once with the newest submission', async () => {
    const { submit, upstream, delivered } = createTestProxy();
    const release = upstream.pause();
    const first = submit({ feedback: LIKE, stamp: stampOf(1) });
    await vi.advanceTimersByTimeAsync(10);
    const second = submit({ feedback: DISLIKE, stamp: stampOf(2) });
    const third = submit({ feedback: NONE, stamp: stampOf(3) });
    await vi.advanceTimersByTimeAsync(10);
    expect(delivered()).toHaveLength(1);

    release(success());
    const responses = await Promise.all(
      [first, second, third].map(async (response) => (await response).json()),
    );
    expect(responses).toMatchObject([
      { status: 'superseded', stamp: stampOf(3) },
      { status: 'superseded', stamp: stampOf(3) },
      { status: 'delivered', stamp: stampOf(3) },
    ]);
    expect(delivered().map(({ rating }) => rating)).toEqual(['like', null]);
    expect(upstream.mostInFlight).toBe(1);
  });

  it('continues at once with a submission that arrives while the last attempt is being stored', async () => {
    const { submit, store, delivered } = createTestProxy();
    const { settle } = store;
    vi.spyOn(store, 'settle').mockImplementationOnce(async (...parameters) => {
      const settled = await settle(...parameters);
      await new Promise((resolve) => setTimeout(resolve, SECOND));
      return settled;
    });
    const first = submit({ feedback: LIKE, stamp: stampOf(1) });
    await vi.advanceTimersByTimeAsync(10);
    const second = submit({ feedback: DISLIKE, stamp: stampOf(2) });
    expect(await statusOf(passing(SECOND, second))).toBe('delivered');
    expect(await statusOf(first)).toBe('delivered');
    expect(delivered().map(({ rating }) => rating)).toEqual(['like', 'dislike']);
  });

  it('does not let messages or users wait for each other', async () => {
    let user = 'user-1';
    const { submit, upstream, delivered } = createTestProxy({ identify: () => user });
    upstream.next(silence);
    void submit();
    await vi.advanceTimersByTimeAsync(10);
    expect(await statusOf(submit({ message: { messageId: OTHER_ID } }))).toBe('delivered');
    user = 'user-2';
    expect(await statusOf(submit())).toBe('delivered');
    expect(delivered()).toHaveLength(3);
  });

  it('responds to a repeated submission as to the first, even with a refusal', async () => {
    const { submit, upstream, delivered } = createTestProxy();
    const release = upstream.pause();
    const first = submit();
    await vi.advanceTimersByTimeAsync(10);
    const again = submit();
    await vi.advanceTimersByTimeAsync(10);
    release(refusal());
    expect(await Promise.all([statusOf(first), statusOf(again)])).toEqual([422, 422]);
    expect(delivered()).toHaveLength(1);
  });

  it('does not get the refusal of a newer submission that it outlives', async () => {
    const { submit, upstream, delivered, loaded } = createTestProxy();
    const release = upstream.pause();
    const first = submit({ feedback: DISLIKE, stamp: stampOf(1) });
    await vi.advanceTimersByTimeAsync(10);
    const outlives = submit({ feedback: LIKE, stamp: stampOf(2) });
    const refused = submit({ feedback: { ...DISLIKE, comment: 'no' }, stamp: stampOf(3) });
    await vi.advanceTimersByTimeAsync(10);
    upstream.next(refusal());
    release(success());
    const responses = [first, outlives, refused].map(statusOf);
    expect(await passing(SECOND, Promise.all(responses))).toEqual(['superseded', 'delivered', 422]);
    expect(delivered().map(({ rating }) => rating)).toEqual(['dislike', 'dislike', 'like']);
    expect(await loaded()).toMatchObject({ feedback: LIKE, stamp: stampOf(2) });
  });

  it('promises nothing once a refusal is being stored', async () => {
    const { submit, upstream, store } = createTestProxy();
    const { settle } = store;
    const release = upstream.pause();
    vi.spyOn(store, 'settle').mockImplementation(async (...parameters) => {
      await new Promise((resolve) => setTimeout(resolve, 5 * SECOND));
      return settle(...parameters);
    });
    const response = submit();
    await vi.advanceTimersByTimeAsync(3 * SECOND);
    release(refusal());
    await vi.advanceTimersByTimeAsync(2 * SECOND);
    const again = submit();
    await vi.advanceTimersByTimeAsync(3 * SECOND);
    expect(await Promise.all([statusOf(response), statusOf(again)])).toEqual([422, 422]);
  });
});

describe('an uncertain attempt', () => {
  it.each([
    ['a broken connection', connectionLost],
    ['a gateway timeout', () => new Response('', { status: 504 })],
  ])(
    'after %s is corrected: the newer submission is repeated once the older cannot arrive',
    async (_, fault) => {
      const { submit, upstream, delivered, eventsOf } = createTestProxy();
      upstream.next(success(), fault);
      await submit({ feedback: DISLIKE, stamp: stampOf(1) });
      await submit({ feedback: LIKE, stamp: stampOf(2) });
      expect(await statusOf(submit({ feedback: DISLIKE, stamp: stampOf(3) }))).toBe('delivered');
      await vi.advanceTimersByTimeAsync(MINUTE - 1);
      expect(delivered().map(({ rating }) => rating)).toEqual(['dislike', 'like', 'dislike']);
      await vi.advanceTimersByTimeAsync(1);
      expect(delivered().map(({ rating }) => rating)).toEqual(['dislike', 'like', 'dislike', 'dislike']);
      await vi.advanceTimersByTimeAsync(HOUR);
      expect(delivered()).toHaveLength(4);
      expect(eventsOf('delivered')).toHaveLength(3);
    },
  );

  it('of a first rating ends before Dify, which could store both, gets another one', async () => {
    const { submit, upstream, delivered } = createTestProxy();
    upstream.next(silence);
    await passing(4 * SECOND, submit({ feedback: LIKE, stamp: stampOf(1) }));
    await vi.advanceTimersByTimeAsync(10 * SECOND);
    expect(await statusOf(submit({ feedback: DISLIKE, stamp: stampOf(2) }))).toBe('accepted');
    await vi.advanceTimersByTimeAsync(46 * SECOND - 1);
    expect(delivered().map(({ rating }) => rating)).toEqual(['like']);
    await vi.advanceTimersByTimeAsync(1);
    expect(delivered().map(({ rating }) => rating)).toEqual(['like', 'dislike']);
  });

  it('of a first rating does not delay the next one if Dify itself has failed', async () => {
    const { submit, upstream, delivered } = createTestProxy();
    upstream.next(new Response('{}', { status: 500 }));
    expect(await statusOf(submit({ feedback: LIKE, stamp: stampOf(1) }))).toBe('accepted');
    await vi.advanceTimersByTimeAsync(500);
    expect(delivered().map(({ rating }) => rating)).toEqual(['like', 'like']);
  });

  it('does not become a refusal when the message is gone before the repetition', async () => {
    const { submit, upstream, eventsOf, loaded } = createTestProxy();
    upstream.next(success(), connectionLost, success(), messageNotExists());
    await submit({ feedback: DISLIKE, stamp: stampOf(1) });
    await submit({ feedback: LIKE, stamp: stampOf(2) });
    await vi.advanceTimersByTimeAsync(HOUR);
    expect(upstream.calls).toHaveLength(4);
    expect(await loaded()).toMatchObject({ feedback: LIKE });
    expect(eventsOf('dead_lettered')).toEqual([]);
  });
});

describe('a response that is not the upstream’s own', () => {
  it('is reported to the operator and never refuses the feedback', async () => {
    const { submit, upstream, eventsOf } = createTestProxy();
    upstream.next(new Response('<h1>Not Found</h1>', { status: 404 }));
    expect(await statusOf(submit())).toBe('accepted');
    expect(eventsOf('upstream_misconfigured')).toMatchObject([{ upstreamStatus: 404, adapter: 'dify' }]);
    await vi.advanceTimersByTimeAsync(SECOND);
    expect(eventsOf('delivered')).toHaveLength(1);
  });

  it('does not send the key to another server', async () => {
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

  it('sends nothing when the adapter cannot build the request', async () => {
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
