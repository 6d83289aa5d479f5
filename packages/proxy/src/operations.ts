import { type DeadLetter, type DeadLetterQuery, readDeadLetters } from './dead-letters.ts';
import type { Delivery } from './delivery/delivery.ts';
import type { DeliverDueOptions, DeliverDueResult } from './delivery/due-delivery.ts';
import { within } from './delivery/time-limit.ts';
import type { CompleteOptions } from './feedback-proxy-options.ts';
import type { RedriveSelection } from './stores/feedback-store.ts';

/** What the operator does with a proxy, as opposed to the people who rate. */
export function createOperations({ store, now, timings }: CompleteOptions, delivery: Delivery): Operations {
  let closed = false;
  return {
    deliverDue: delivery.deliverDue,
    deadLetters: (query) => readDeadLetters(store, query),
    async redrive(selection) {
      const count = await store.redrive(selection, now());
      delivery.wake();
      return count;
    },
    ready: () =>
      within(timings.lookUpMs, () => store.nextDueAt()).then(
        () => !closed,
        () => false,
      ),
    close() {
      closed = true;
      return delivery.close();
    },
  };
}

export interface Operations {
  /**
   * Delivers what is due, for a scheduled job where no process lives between requests. Calls may overlap, also in several processes: a
   * row is delivered by one of them. Rejects when the store fails.
   */
  deliverDue(this: void, options?: DeliverDueOptions): Promise<DeliverDueResult>;
  /** What was given up, page by page. Rejects when the store fails. */
  deadLetters(this: void, query?: DeadLetterQuery): Promise<readonly DeadLetter[]>;
  /**
   * Has one dead letter, or all, delivered once more as if it had never failed, and resolves to how many there were. One that died
   * `in_doubt` may then arrive twice. Rejects when the store fails.
   */
  redrive(this: void, selection: RedriveSelection): Promise<number>;
  /** Whether requests can be taken: the store answers within 3 seconds, and `close` was not called. Says nothing about the upstream. */
  ready(this: void): Promise<boolean>;
  /**
   * Starts no more deliveries and waits for those in flight, at most 12 seconds. What is left waits in the store. Closes
   * nothing that the host has opened.
   */
  close(this: void): Promise<void>;
}
