import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import type { LoadedFeedback, LoadFeedback } from '../feedback/types.ts';
import { createFakeClock } from '../testing/fake-clock.ts';
import { FeedbackError, type FeedbackErrorCode } from '../wire/feedback-error.ts';
import { createLoadQueue } from './load-queue.ts';

function setUp(...failures: readonly FeedbackError[]) {
  const script = [...failures];
  return setUpWith(async () => {
    const failure = script.shift();
    if (failure !== undefined) throw failure;
    return { items: [] };
  });
}

function setUpWith(respond: LoadFeedback) {
  const clock = createFakeClock();
  const load = vi.fn(respond);
  const onLoaded = vi.fn();
  const queue = createLoadQueue({
    ...{ load, setTimer: clock.setTimer, now: clock.now, random: () => 1 },
    isPaused: () => false,
    onLoaded,
    onError: () => {},
  });
  queue.request({ messageId: 'message-1' });
  return { clock, load, onLoaded, queue };
}

const offline = () => new FeedbackError('network', 'The proxy could not be reached.');

describe('a read that fails', () => {
  it('is retried after at most 0.5 s, then 1 s, doubling', async () => {
    const { clock, load } = setUp(offline(), offline());
    await clock.advance(499);
    expect(load).toHaveBeenCalledTimes(1);
    await clock.advance(1);
    expect(load).toHaveBeenCalledTimes(2);
    await clock.advance(999);
    expect(load).toHaveBeenCalledTimes(2);
    await clock.advance(1);
    expect(load).toHaveBeenCalledTimes(3);
  });

  it('obeys Retry-After, even when the page is in use again', async () => {
    const limited = new FeedbackError('too_many_requests', 'Too many reads.', { retryAfterMs: 60_000 });
    const { clock, load, queue } = setUp(limited);
    await clock.advance(59_000);
    queue.wake();
    await clock.advance(999);
    expect(load).toHaveBeenCalledTimes(1);
    await clock.advance(1);
    expect(load).toHaveBeenCalledTimes(2);
  });
});

describe('a read without a response', () => {
  it('is aborted after 10 s and read again, even if it ignores its signal', async () => {
    const fresh = { items: [] };
    let answerLate = (_: LoadedFeedback) => {};
    const hanging = new Promise<LoadedFeedback>((resolve) => {
      answerLate = resolve;
    });
    let reads = 0;
    const { clock, load, onLoaded } = setUpWith(() => (reads++ === 0 ? hanging : Promise.resolve(fresh)));
    await clock.advance(9_999);
    const signal = load.mock.calls[0]?.[1].signal;
    expect([signal?.aborted, load.mock.calls.length]).toEqual([false, 1]);
    await clock.advance(1);
    expect(signal?.aborted).toBe(true);
    await clock.advance(500);
    expect(load).toHaveBeenCalledTimes(2);
    answerLate({ items: [] });
    await clock.advance(60_000);
    expect(onLoaded.mock.calls).toEqual([[fresh]]);
    expect(onLoaded.mock.calls[0]?.[0]).toBe(fresh);
  });
});

describe('a read with Retry-After', () => {
  const limited = (retryAfterMs: number) =>
    new FeedbackError('too_many_requests', 'Too many reads.', { retryAfterMs });

  it.each([0, -1, Number.NaN])('waits for the usual delay if it is %d', async (retryAfterMs) => {
    const { clock, load } = setUpWith(() => Promise.reject(limited(retryAfterMs)));
    await clock.advance(10_000);
    expect(load.mock.calls.length).toBeLessThan(7);
  });

  it.each([2 ** 31, 86_400_000, Number.POSITIVE_INFINITY])(
    'waits for 5 minutes at most if it is %d',
    async (retryAfterMs) => {
      const { clock, load } = setUp(limited(retryAfterMs));
      await clock.advance(299_999);
      expect(load).toHaveBeenCalledTimes(1);
      await clock.advance(1);
      expect(load).toHaveBeenCalledTimes(2);
    },
  );

  it('is tried at once when the page is in use again, if the time is not credible', async () => {
    const { clock, load, queue } = setUp(limited(86_400_000));
    await clock.advance(1_000);
    queue.wake();
    await clock.advance(0);
    expect(load).toHaveBeenCalledTimes(2);
  });
});

describe('a read with one id that something in between refuses', () => {
  const refuse = (code: FeedbackErrorCode, bad: string, asked: string[] = []): LoadFeedback => {
    return async (messages) => {
      asked.push(...messages.map(({ messageId }) => messageId));
      if (messages.some(({ messageId }) => messageId === bad)) throw new FeedbackError(code, 'No.');
      for (const { messageId } of messages) answered.add(messageId);
      return { items: [] };
    };
  };
  const answered = new Set<string>();

  it.each(['unexpected_response', 'invalid_message'] as const)(
    'answers the others, wherever the id is (%s)',
    async (code) => {
      await fc.assert(
        fc.asyncProperty(fc.integer({ min: 1, max: 250 }), fc.nat(), async (count, at) => {
          answered.clear();
          const ids = Array.from({ length: count }, (_, index) => `id-${index}`);
          const bad = ids[at % count] ?? '';
          const { clock, queue } = setUpWith(refuse(code, bad));
          for (const messageId of ids) queue.request({ messageId });
          await clock.advance(30 * 60_000);
          expect(answered).toEqual(new Set(['message-1', ...ids.filter((id) => id !== bad)]));
        }),
        { numRuns: 50 },
      );
    },
  );

  it('does not ask for an id again that the proxy refused alone', async () => {
    const asked: string[] = [];
    const { clock, queue } = setUpWith(refuse('invalid_message', 'welcome', asked));
    queue.request({ messageId: 'welcome' });
    await clock.advance(60_000);
    asked.length = 0;
    queue.wake();
    await clock.advance(60_000);
    expect(asked).toEqual([]);
  });

  it('never asks for an id that is longer than any upstream’s', async () => {
    const asked: string[] = [];
    const { clock, queue } = setUpWith(refuse('network', '', asked));
    queue.request({ messageId: 'x'.repeat(201) });
    await clock.advance(0);
    expect(asked).toEqual(['message-1']);
  });
});

describe('reads while the user is signed out', () => {
  it('wait together after the first refusal, and are read when the user is back', async () => {
    let signedIn = false;
    const { clock, load, queue } = setUpWith(async () => {
      if (!signedIn) throw new FeedbackError('unauthenticated', 'No user is signed in.');
      return { items: [] };
    });
    for (let index = 0; index < 500; index++) queue.request({ messageId: `id-${index}` });
    await clock.advance(60_000);
    expect(load).toHaveBeenCalledTimes(1);
    signedIn = true;
    queue.wake();
    await clock.advance(0);
    expect(load).toHaveBeenCalledTimes(7);
  });
});

describe('reading again when the page is in use again', () => {
  it('leaves out a message that the proxy has refused', async () => {
    const { clock, load, queue } = setUp(new FeedbackError('invalid_message', 'It is not an id.'));
    await clock.advance(0);
    queue.request({ messageId: 'message-2' });
    await clock.advance(60_000);
    queue.refresh([{ messageId: 'message-1' }, { messageId: 'message-2' }]);
    await clock.advance(0);
    expect(load.mock.lastCall?.[0]).toEqual([{ messageId: 'message-2' }]);
    expect(load).toHaveBeenCalledTimes(3);
  });

  it('leaves out messages that the proxy has skipped, even if the host has their feedback', async () => {
    const foreign = ['welcome', 'bubble'];
    const { clock, load, queue } = setUpWith(async (asked) => ({
      items: [],
      skipped: asked.map(({ messageId }) => messageId).filter((messageId) => foreign.includes(messageId)),
    }));
    const messages = ['message-1', ...foreign].map((messageId) => ({ messageId }));
    queue.request({ messageId: 'welcome' });
    queue.trust({ messageId: 'bubble' });
    await clock.advance(0);
    const askedOnFocus: unknown[] = [];
    for (let focus = 0; focus < 3; focus++) {
      await clock.advance(60_000);
      queue.refresh(messages);
      await clock.advance(0);
      askedOnFocus.push(load.mock.lastCall?.[0].map(({ messageId }) => messageId));
    }
    expect(askedOnFocus).toEqual([['message-1', 'bubble'], ['message-1'], ['message-1']]);
    expect(load).toHaveBeenCalledTimes(4);
  });
});
