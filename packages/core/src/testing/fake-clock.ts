import type { SetTimer } from '../engine/timer.ts';

/** A clock that stands still until it is told to go on; drives a client's `now` and `setTimer`. */
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
      await settle();
      for (;;) {
        const next = [...timers].sort((a, b) => a.at - b.at)[0];
        if (next === undefined || next.at > end) break;
        timers.delete(next);
        time = Math.max(time, next.at);
        next.callback();
        await settle();
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
  /** Lets time pass: runs what becomes due, in order, and the promises that follow from it. */
  advance(ms: number): Promise<void>;
  /** Sets the wall clock forward or back without letting time pass. */
  shift(ms: number): void;
  /** How many timers wait. */
  pending(): number;
}

/** Long enough for the promise chains between a timer and the next one. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await Promise.resolve();
}
