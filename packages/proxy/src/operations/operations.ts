import type { Capabilities } from '@message-feedback/core';
import type { Delivery } from '../delivery/delivery.ts';
import type { FeedbackStore, RedriveSelection } from '../stores/feedback-store.ts';
import type { Telemetry } from '../telemetry/telemetry.ts';
import { withTimeLimit } from '../time-limit.ts';
import { type DeadLetter, type DeadLetterQuery, readDeadLetters } from './dead-letters.ts';
import { type DeliverDueOptions, type DeliverDueResult, deliverDue } from './due-delivery.ts';
import { type EraseOptions, type Erasure, eraseUser } from './erasure.ts';
import { type PruneOptions, type PruneResult, pruneRows } from './retention.ts';
import { type ProxyStats, readStats } from './stats.ts';
import { type ExportedFeedback, type ExportUserOptions, exportUser } from './user-rows.ts';

/** The methods of a proxy that its operator calls, as opposed to its users. */
export function createOperations(
  options: OperationsOptions,
  { delivery, requests }: OperationsParts,
): Operations {
  const { store, now, timings } = options;
  const { name: adapter, capabilities } = options.adapter;
  const stopObserving = options.telemetry.observeBacklog(() => store.backlog(), { adapter, now });
  const nextDueAt = () => store.nextDueAt();
  let closed = false;
  return {
    deliverDue: (bounds) => deliverDue({ claimDue: delivery.claimDue, nextDueAt, now }, bounds),
    deadLetters: (query) => readDeadLetters(store, query),
    async redrive(selection) {
      checkSelection(selection);
      const count = await store.redrive(selection, now());
      delivery.wake();
      return count;
    },
    erase: (request) => eraseUser(request, { store, delivery, capabilities, now }),
    exportUser: (request) => exportUser(store, request),
    prune: (request) => pruneRows(store, request, now()),
    stats: () => readStats(store, now),
    ready: () =>
      withTimeLimit(timings.lookUpMs, nextDueAt).then(
        () => !closed,
        () => false,
      ),
    async close() {
      closed = true;
      stopObserving();
      const ended = withTimeLimit(timings.closeMs, () => requests.ended()).catch(() => {
        // A hanging request must not keep the process running.
      });
      await Promise.all([delivery.close(), ended]);
    },
  };
}

interface OperationsParts {
  readonly delivery: Delivery;
  /** The requests of users that have begun. */
  readonly requests: { ended(): Promise<void> };
}

/** A filter whose ids are all `undefined` is a mistake, and must not select every dead letter. */
function checkSelection(selection: RedriveSelection): void {
  if (selection === 'all') return;
  const { userId, messageId, causes } = selection;
  if (userId !== undefined || messageId !== undefined || causes !== undefined) return;
  throw new TypeError(
    "Nothing was redriven: the filter names neither userId nor messageId nor causes. Pass 'all' for all dead letters.",
  );
}

interface OperationsOptions {
  readonly adapter: { readonly name: string; readonly capabilities: Capabilities };
  readonly telemetry: Telemetry;
  readonly store: FeedbackStore;
  readonly now: () => number;
  readonly timings: { readonly lookUpMs: number; readonly closeMs: number };
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
   * Delivers dead letters again, as if they had never failed, but not before the end of
   * `Retry-After`: all of them, or those that match every field of a filter. Resolves to their
   * number. A dead letter with the cause `in_doubt` may arrive twice. Rejects when the store fails,
   * and with a `TypeError` for a filter without any of `userId`, `messageId` and `causes`.
   */
  redrive(this: void, selection: RedriveSelection): Promise<number>;
  /**
   * Erases one user: revokes the user's ratings at the upstream, deletes the rows, and reports the
   * ratings that the upstream still has. End the user's sessions first, because a browser with
   * unsent feedback would store it again. Can be repeated. Rejects when the store fails; the rows
   * before that are erased.
   */
  erase(this: void, options: EraseOptions): Promise<Erasure>;
  /**
   * Reads the last submitted and the last delivered feedback of each of one user's messages, with the
   * text, by message id. A replaced submission, which the store keeps until the upstream has accepted
   * or refused the newer one, is left out. Rejects when the store fails.
   */
  exportUser(this: void, options: ExportUserOptions): Promise<readonly ExportedFeedback[]>;
  /**
   * Deletes old rows: delivered ones, revoked ones and dead letters, never one that must still be
   * sent. The upstream keeps its feedback, and bars no longer show it after a reload. Reads the
   * whole table, so run it from a daily job. Rejects when the store fails, and with a `TypeError`
   * if `olderThanMs` is not a number of at least 0.
   */
  prune(this: void, options: PruneOptions): Promise<PruneResult>;
  /**
   * Counts the rows by state. Counts the whole table, so call it every few minutes at most. Rejects
   * when the store fails.
   */
  stats(this: void): Promise<ProxyStats>;
  /**
   * Whether the proxy can take requests: `close` was not called and the store responds within 3
   * seconds. Says nothing about the upstream.
   */
  ready(this: void): Promise<boolean>;
  /**
   * Starts no more deliveries, and waits at most 12 seconds for those in flight and for the requests
   * that have begun. The other rows stay in the store. Then the host can close its database.
   */
  close(this: void): Promise<void>;
}
