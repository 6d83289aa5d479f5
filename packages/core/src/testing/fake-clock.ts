import type { SetTimer } from '../engine/timings.ts';

/**
 * A clock for a client's `now` and `setTimer` that stands still until a test advances it.
 *
 * @param startMs milliseconds since 1970
 * @example
 * const clock = createFakeClock();
 * const client = createFeedbackClient({ submit, ...clock });
 * client.rate({ messageId: 'message-1' }, 'like');
 * await clock.advance(1_000);
 */
export function createFakeClock(startMs = 1_700_000_000_000): FakeClock {
  const timers = new Set<{ at: number; callback: () => void }>();
  let time = startMs;

  return {
    now: () => time,
    setTimer(callback, ms) {
      const timer = { at: time + ms, callback };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    async advance(ms) {
      const end = time + ms;
      await settlePromises();
      for (;;) {
        const next = [...timers].sort((a, b) => a.at - b.at)[0];
        if (next === undefined || next.at > end) break;
        timers.delete(next);
        time = Math.max(time, next.at);
        next.callback();
        await settlePromises();
      }
      time = end;
    },
    shift(ms) {
      time += ms;
    },
    pending: () => timers.size,
  };
}

export interface FakeClock {
  now(): number;
  readonly setTimer: SetTimer;
  /** Lets time pass: runs the due timers in order, and the promises that they settle. */
  advance(ms: number): Promise<void>;
  /** Changes the wall clock, forward or back, without running timers. */
  shift(ms: number): void;
  /** The number of timers that have not run. */
  pending(): number;
}

/** Enough turns for the longest chain of promises between two timers. */
async function settlePromises(): Promise<void> {
  for (let turn = 0; turn < 50; turn++) await Promise.resolve();
}
