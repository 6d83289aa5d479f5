import type { FeedbackStore, Lease, Settled, Settlement } from '../stores/feedback-store.ts';
import type { Timings } from '../timings.ts';

/**
 * Stores how an attempt ended, and retries while the store fails and the lease lasts: the
 * upstream may have the rating, and only this process knows it. Rejects with the store's last error.
 */
export async function settleWithinLease(
  lease: OwnLease,
  settlement: Settlement,
  { store, now, timings, stopsAt, waiting }: SettleOptions,
): Promise<Settled> {
  // Once a request has got `accepted` in the meantime, its submission is promised.
  const withdrawUnlessPromised = settlement.withdrawUnlessPromised && waiting.isAwaited();
  for (let failures = 0; ; failures++) {
    waiting.waitForResult();
    try {
      return await store.settle(lease, { ...settlement, withdrawUnlessPromised });
    } catch (error) {
      // The failed call may have withdrawn the submission.
      waiting.endWait(withdrawUnlessPromised ? error : null);
      const delayMs = Math.min(timings.storeRetryMs, timings.firstRetryMs * 2 ** failures);
      if (now() + delayMs >= Math.min(lease.until, stopsAt())) throw error;
      await new Promise((resolve) => setTimeout(resolve, delayMs));
    }
  }
}

/** A lease of this process. */
export interface OwnLease extends Lease {
  /** When it runs out, and another process may claim the row. */
  readonly until: number;
  /**
   * The latest time to send its request. A later request could arrive after the lease.
   */
  readonly sendBy: number;
}

export interface SettleOptions {
  readonly store: FeedbackStore;
  readonly now: () => number;
  readonly timings: Timings;
  /** When the process stops waiting for its deliveries; infinite while it does not close. */
  readonly stopsAt: () => number;
  readonly waiting: WaitingRequests;
}

/** The requests that wait for the result of one attempt. */
export interface WaitingRequests {
  isAwaited(): boolean;
  /** Makes them wait for the result even after their time is up. */
  waitForResult(): void;
  /**
   * Responds `accepted` to those whose time is up, or `store_unavailable` if there is an
   * error, after which their submission may no longer be stored.
   */
  endWait(error: unknown): void;
}
