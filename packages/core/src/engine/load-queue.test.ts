import { describe, expect, it, vi } from 'vitest';
import type { LoadFeedback } from '../feedback/types.ts';
import { createFakeClock } from '../testing/fake-clock.ts';
import { FeedbackError } from '../wire/feedback-error.ts';
import { createLoadQueue } from './load-queue.ts';

function setUp(...failures: readonly FeedbackError[]) {
  const clock = createFakeClock();
  const script = [...failures];
  const load = vi.fn<LoadFeedback>(async () => {
    const failure = script.shift();
    if (failure !== undefined) throw failure;
    return { items: [] };
  });
  const queue = createLoadQueue({
    ...{ load, setTimer: clock.setTimer, random: () => 1 },
    onLoaded: () => {},
    onError: () => {},
  });
  queue.request({ messageId: 'message-1' });
  return { clock, load, queue };
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
