import type { DeliveryResult } from './delivery-result.ts';

/** The people who wait for the delivery of one row, each for at most `responseMs`; afterwards they are told `accepted`. */
export function createWaiters(responseMs: number): Waiters {
  const waiters = new Set<Waiter>();
  let endingStamp: string | null = null;

  return {
    wait(stamp, requestId) {
      return new Promise((resolve) => {
        const waiter: Waiter = {
          stamp,
          requestId,
          resolve(result) {
            clearTimeout(timer);
            waiters.delete(waiter);
            resolve(result);
          },
        };
        const timer = setTimeout(() => {
          // Whoever has been promised nothing when the attempt ends hears its result, even if writing it down is slow.
          if (endingStamp !== stamp) waiter.resolve({ type: 'accepted' });
        }, responseMs);
        waiters.add(waiter);
      });
    },
    requestIdOf(stamp) {
      for (const waiter of waiters) if (waiter.stamp === stamp) return waiter.requestId;
      return null;
    },
    beginEnd(stamp) {
      endingStamp = stamp;
    },
    settle(upToStamp, resultOf) {
      endingStamp = null;
      for (const waiter of [...waiters]) {
        if (waiter.stamp <= upToStamp) waiter.resolve(resultOf(waiter.stamp));
      }
    },
    dismiss() {
      for (const waiter of [...waiters]) waiter.resolve({ type: 'accepted' });
    },
  };
}

export interface Waiters {
  wait(stamp: string, requestId: string): Promise<DeliveryResult>;
  /** The request that waits for this stamp; `null` when nobody does. */
  requestIdOf(stamp: string): string | null;
  /** The attempt for this stamp has ended: from now on nobody who waits for it is promised anything else. */
  beginEnd(stamp: string): void;
  /** Answers all who wait for this stamp or an older one. */
  settle(upToStamp: string, resultOf: (stamp: string) => DeliveryResult): void;
  /** Tells everybody `accepted`. */
  dismiss(): void;
}

interface Waiter {
  readonly stamp: string;
  readonly requestId: string;
  resolve(result: DeliveryResult): void;
}
