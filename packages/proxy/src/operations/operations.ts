import type { Delivery } from '../delivery/delivery.ts';
import type { FeedbackStore, RedriveSelection } from '../stores/feedback-store.ts';
import { withTimeLimit } from '../time-limit.ts';
import { type DeadLetter, type DeadLetterQuery, readDeadLetters } from './dead-letters.ts';
import { type DeliverDueOptions, type DeliverDueResult, deliverDue } from './due-delivery.ts';

/** The methods of a proxy that its operator calls, as opposed to its users. */
export function createOperations({ store, now, timings }: OperationsOptions, delivery: Delivery): Operations {
  const nextDueAt = () => store.nextDueAt();
  let closed = false;
  return {
    deliverDue: (bounds) => deliverDue({ claimDue: delivery.claimDue, nextDueAt, now }, bounds),
    deadLetters: (query) => readDeadLetters(store, query),
    async redrive(selection) {
      const count = await store.redrive(selection, now());
      delivery.wake();
      return count;
    },
    ready: () =>
      withTimeLimit(timings.lookUpMs, nextDueAt).then(
        () => !closed,
        () => false,
      ),
    close() {
      closed = true;
      return delivery.close();
    },
  };
}

interface OperationsOptions {
  readonly store: FeedbackStore;
  readonly now: () => number;
  readonly timings: { readonly lookUpMs: number };
}

export interface Operations {
  /**
   * Delivers due rows, for a scheduled job where no process runs between requests. Calls may
   * overlap, even in several processes: one of them delivers each row. Rejects when the store
   * fails.
   */
  deliverDue(this: void, options?: DeliverDueOptions): Promise<DeliverDueResult>;
  /** Reads one page of dead letters. Rejects when the store fails. */
  deadLetters(this: void, query?: DeadLetterQuery): Promise<readonly DeadLetter[]>;
  /**
   * Delivers one or all dead letters again, as if they had never failed, but not before the end of
   * `Retry-After`. Resolves to their number.
   * A dead letter with the cause `in_doubt` may arrive twice. Rejects when the store fails.
   */
  redrive(this: void, selection: RedriveSelection): Promise<number>;
  /**
   * Whether the proxy can take requests: `close` was not called and the store responds within 3
   * seconds. Says nothing about the upstream.
   */
  ready(this: void): Promise<boolean>;
  /**
   * Starts no more deliveries and waits at most 12 seconds for those in flight. The other rows stay
   * in the store. Does not close the host's database.
   */
  close(this: void): Promise<void>;
}
