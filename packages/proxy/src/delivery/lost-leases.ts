import type { FeedbackStore } from '../stores/feedback-store.ts';
import type { Timings } from '../timings.ts';

/**
 * The leases of rejected calls: the store may have written them, but no attempt uses them. If they
 * ran out, their rows would look like uncertain attempts, so they are ended once the store works.
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
        wakeAt(now() + timings.storeRetryMs);
        throw error;
      }
    },

    async release() {
      if (lost.size === 0 || now() < nextAt) return;
      nextAt = now() + timings.storeRetryMs;
      for (const [id, until] of lost) if (until <= now()) lost.delete(id);
      // A call that failed by its time limit may still write its lease, so none is removed earlier.
      if (lost.size > 0) wakeAt(nextAt);
      await store.releaseUnused?.([...lost.keys()]);
    },
  };
}

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
