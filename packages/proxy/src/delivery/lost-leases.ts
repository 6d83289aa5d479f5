import { keepNewest } from '../keep-newest.ts';
import type { FeedbackStore } from '../stores/feedback-store.ts';
import { PROXY_LIMITS, type Timings } from '../timings.ts';

/**
 * The leases of rejected calls: the store may have written them, or may do so later, but no attempt
 * uses them. A claim of a row whose lease has run out takes that for an uncertain attempt, so these
 * leases are ended before the next claim.
 */
export function createLostLeases({ store, now, timings, wakeAt }: LostLeasesOptions): LostLeases {
  const lost = new Map<string, number>();
  let nextAt = 0;

  return {
    async watch({ id, until }, call) {
      try {
        return await call();
      } catch (error) {
        lost.set(id, until);
        keepNewest(lost, PROXY_LIMITS.lostLeases);
        wakeAt(now() + timings.storeRetryMs);
        throw error;
      }
    },

    async release() {
      if (lost.size === 0) return;
      const isRunning = (until: number) => until > now();
      if (now() < nextAt && [...lost.values()].every(isRunning)) return;
      nextAt = now() + timings.storeRetryMs;
      // A call that failed by its time limit may still write its lease, even after the lease's end.
      for (const [id, until] of lost) if (until + LATE_MS <= now()) lost.delete(id);
      if ([...lost.values()].some(isRunning)) wakeAt(nextAt);
      await store.releaseUnused?.([...lost.keys()]);
    },
  };
}

/** How long after the end of its lease a call may still write it. */
const LATE_MS = 600_000;

export interface LostLeasesOptions {
  readonly store: FeedbackStore;
  readonly now: () => number;
  readonly timings: Timings;
  readonly wakeAt: (at: number) => void;
}

export interface LostLeases {
  /** Calls the store, and remembers the lease if the call is rejected. */
  watch<Result>(
    lease: { readonly id: string; readonly until: number },
    call: () => Promise<Result>,
  ): Promise<Result>;
  /** Ends the leases of rejected calls. Rejects if the store still fails. */
  release(): Promise<void>;
}
