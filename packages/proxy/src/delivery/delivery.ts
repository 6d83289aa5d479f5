import { isDueAtOnce } from '../stores/acceptance-terms.ts';
import type { Acceptance, AcceptanceTerms, FeedbackRow, LeaseTerms } from '../stores/feedback-store.ts';
import { withTimeLimit } from '../time-limit.ts';
import type { DeliveryResult } from './finish-attempt.ts';
import { createLostLeases } from './lost-leases.ts';
import { createRunningRows, type DeliveryOptions, type StartedAcceptance } from './running-rows.ts';
import { createUpstreamHealth } from './upstream-health.ts';
import { createWorker, type Worker } from './worker.ts';

/**
 * Delivers stored rows to the upstream: at once for a waiting user, otherwise by the worker. At
 * most one request per (user, message) is in flight, and at most `concurrency` altogether.
 */
export function createDelivery(options: DeliveryOptions): Delivery {
  const { store, now, timings } = options;
  const health = createUpstreamHealth(options);
  const { circuit } = health;
  const worker: Worker = createWorker({
    async claim() {
      await lostLeases.release();
      await health.unknown.removeOld();
      return rows.claimNext();
    },
    mayClaimAt: () => rows.mayClaimAt(),
    nextDueAt: () => store.nextDueAt(),
    now,
    timings,
  });
  const { wakeAt, roomFreed: onRoom } = worker;
  const lostLeases = createLostLeases({ ...options, wakeAt });
  const rows = createRunningRows({ ...options, health, lostLeases, wakeAt, onRoom });

  return {
    start() {
      if (!rows.isClosing()) worker.start();
    },

    acceptAndDeliver(accept, terms, requestId) {
      // While the circuit is open, a submission that loses must not use up the slot of the probe.
      const isDue = isDueAtOnce(terms) && circuit.openUntil() === null;
      return isDue ? rows.acceptAndDeliver(accept, requestId) : accept();
    },

    async deliver(row, requestId) {
      if (isDone(row)) return { type: 'delivered' };
      if (rows.isClosing()) return { type: 'accepted' };
      if (row.dueAt !== null && row.dueAt > now()) {
        worker.wakeAt(row.dueAt);
        return { type: 'accepted' };
      }
      const isOpen = circuit.openUntil() !== null;
      const running = rows.ensure(row);
      if (running === undefined) worker.wakeAt(now());
      // A user does not wait for an upstream that will probably not respond.
      if (running === undefined || isOpen) return { type: 'accepted' };
      return running.waiters.wait(row.submission.stamp, requestId);
    },

    async join(row, requestId) {
      const { stamp } = row.submission;
      if (isDone(row)) return { type: 'delivered' };
      const waiters = rows.find(row)?.waiters;
      return waiters === undefined || waiters.requestIdOf(stamp) === null
        ? null
        : waiters.wait(stamp, requestId);
    },

    async claimDue(limit) {
      await lostLeases.release();
      await health.unknown.removeOld();
      return rows.claimDue(limit);
    },
    idle: rows.idle,
    mayAccept: (userId, messageId) => !health.unknown.isFull(userId, messageId),
    wake: () => worker.wakeAt(now()),

    async close() {
      worker.stop();
      await withTimeLimit(timings.closeMs, rows.close).catch(() => {
        // The rest stays leased. Another process delivers it when the lease runs out.
      });
    },
  };
}

export interface Delivery {
  /**
   * Starts the worker, which first delivers the rows that an earlier process left behind. Does
   * nothing after `close`.
   */
  start(): void;
  /**
   * Accepts a submission in the store by calling `accept`. If it is due and gets a slot or a place in
   * the queue for one, the store leases the row in the same step, and its delivery starts with the
   * slot.
   */
  acceptAndDeliver(
    accept: (lease?: LeaseTerms) => Promise<Acceptance>,
    terms: AcceptanceTerms,
    requestId: string,
  ): Promise<StartedAcceptance>;
  /**
   * Delivers a submission that was just accepted. Resolves within `responseMs`, or later while the
   * store stores the result. Resolves to `accepted` at once if it is not due yet, the circuit is open
   * or it gets no slot. Rejects with `store_unavailable` if the store may have withdrawn the
   * submission.
   */
  deliver(row: FeedbackRow, requestId: string): Promise<DeliveryResult>;
  /**
   * For a repeated submission: waits for the result of the request that first sent it; `null` if no
   * request in this process waits for it. Starts no delivery.
   */
  join(row: FeedbackRow, requestId: string): Promise<DeliveryResult | null>;
  /**
   * Starts to deliver at most `limit` due rows. Each promise resolves to the number of deliveries.
   */
  claimDue(this: void, limit: number): Promise<readonly Promise<number>[]>;
  /** Resolves when the deliveries of this process that have begun have ended. */
  idle(this: void): Promise<void>;
  /**
   * Whether a submission for a message without a row may be accepted. `false` if so many of
   * this user's messages were not found that the user may have invented their ids.
   */
  mayAccept(userId: string, messageId: string): boolean;
  /** Tells the worker that a row has become due. */
  wake(): void;
  /** Starts no more deliveries and waits at most `closeMs` for those in flight. */
  close(): Promise<void>;
}

/**
 * Whether the upstream has this submission, or needs none: the revoked rating never reached it.
 */
function isDone({ dueAt, deadLetterCause, submission, delivered }: FeedbackRow): boolean {
  return delivered?.stamp === submission.stamp || (dueAt === null && deadLetterCause === null);
}
