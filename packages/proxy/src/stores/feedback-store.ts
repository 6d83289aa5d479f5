// Longer than other files, because it is the whole contract of a store, mostly in comments, and the author
// of a store reads it in one piece.
import type { Feedback } from '@message-feedback/core';
import type { RefusalCode, UpstreamMessage } from '../adapters/feedback-adapter.ts';

/**
 * Stores feedback for the proxy: one row per (user, message), in which the newest stamp wins. Each
 * method is one atomic step, even between processes that share the store, and works without an
 * earlier call of another method. A store holds the rows of one proxy. Times are milliseconds since
 * 1970, by the proxy's clock; only `RowTimes` are by the store's own. A rejected call may have
 * written nothing or everything.
 */
export interface FeedbackStore {
  /** Whether accepted feedback survives the end of the process and a power cut. */
  readonly durable: boolean;

  /**
   * Accepts a submission, unless the row has the same or a later stamp. The submission is due at
   * once, but not before the row's `notBefore`. It starts with no attempts, and the row is no longer
   * a dead letter. `terms` change this. If the row's earlier submission still has to be sent, the
   * store keeps it as the _replaced_ one, in case the upstream refuses this one. Resolves once it is
   * durable.
   *
   * With a `lease`, the row is also leased in the same step, as by `claim`, if all of these are true:
   * - `terms` make the submission due at once.
   * - The row is due at `now`.
   * - No lease is running.
   */
  accept(
    submission: UserSubmission,
    now: number,
    terms?: AcceptanceTerms,
    lease?: LeaseTerms,
  ): Promise<Acceptance>;

  /**
   * Marks a repeated submission as promised: a response has said `accepted`, so it is not withdrawn
   * any more. Resolves to whether the row still has this stamp. If not, nothing is promised.
   */
  markPromised(key: RowKey, stamp: string): Promise<boolean>;

  /** The rows of one user for these messages, in any order. Leaves out messages without a row. */
  get(userId: string, messageIds: readonly string[]): Promise<readonly FeedbackRow[]>;

  /**
   * Leases due rows that have no running lease, the longest waiting first. An expired lease does not
   * count, because its process may have crashed. How far that attempt got is unknown, so the row's
   * `uncertainUntil` becomes at least the end of that lease.
   */
  claim(request: ClaimRequest): Promise<readonly Lease[]>;

  /**
   * Stores how a leased attempt ended and ends the lease. Changes nothing if the lease was lost.
   * Resolves once it is durable, unless it `mayBeLost`.
   */
  settle(lease: Lease, settlement: Settlement): Promise<Settled>;

  /**
   * Ends leases that no attempt has used, because the call that took them was rejected. Their rows
   * can be claimed at once and do not become uncertain. Resolves to the number of ended leases; ignores
   * ids that no row has. Without this method such a lease runs out.
   */
  releaseUnused?(leaseIds: readonly string[]): Promise<number>;

  /** When the next row can be claimed; `null` if there is none. */
  nextDueAt(): Promise<number | null>;

  /** Reads dead letters in a stable order that the store chooses, from the row after `after`. */
  deadLetters(page: DeadLetterPage): Promise<readonly FeedbackRow[]>;

  /**
   * Makes dead letters due again, as if they had never failed, and resolves to their number. Leaves
   * other rows unchanged. They are due at once, but not before their `notBefore`. A dead letter with
   * the cause `in_doubt` is due at its `uncertainUntil`, when its attempt can no longer arrive, and is
   * then no longer uncertain.
   */
  redrive(selection: RedriveSelection, now: number): Promise<number>;

  /** One page of a user's rows, in the order of message ids that the store chooses. */
  rowsOfUser(userId: string, page: UserRowsPage): Promise<readonly FeedbackRow[]>;

  /**
   * Removes a row if it still has this stamp, and resolves to whether it did. Its lease, if it has
   * one, is lost.
   */
  remove(key: RowKey, stamp: string): Promise<boolean>;

  /**
   * Removes rows that have nothing to send and no running attempt, dead letters among them, and
   * resolves to their number.
   */
  removeSettled(request: RemovalRequest): Promise<number>;

  /** Counts the rows to be sent and the dead letters. Reads no other rows. */
  backlog(): Promise<Backlog>;

  /** The number of all rows. May read the whole table. */
  count(): Promise<number>;

  /**
   * Removes dead letters of messages that the upstream has never found: their cause is
   * `message_not_found`, and nothing was ever delivered for them. Resolves to their number. Without
   * this method they stay.
   */
  removeUnknown?(selection: UnknownSelection): Promise<number>;

  /**
   * Keeps a setting of the proxy, such as the key of its user tags: stores `value` unless there is
   * one of this name, and resolves to the stored one once it is durable. Every process gets the
   * same. Without this method the proxy needs the option `userTagKey`.
   */
  keepSetting?(name: string, value: string): Promise<string>;
}

/** A submission of one user for one message. */
export interface UserSubmission extends RowSubmission {
  readonly userId: string;
  /** Stored unchanged, with all its fields. */
  readonly message: UpstreamMessage;
}

export interface RowSubmission {
  readonly feedback: Feedback;
  readonly stamp: string;
}

/**
 * For upstreams that cannot revoke or change a rating. A row counts as _sent_ when it is leased,
 * when its `uncertainUntil` is set, or when its last delivery has a rating: then the upstream has a
 * rating of this user, or may have one.
 */
export interface AcceptanceTerms {
  /** The undo window in milliseconds: a newer submission can replace this one before it is due. */
  readonly holdMs: number;
  /**
   * Whether the submission may replace feedback of a row that counts as sent. If not, it is
   * `too_late`.
   */
  readonly mayReplaceSent: boolean;
  /**
   * Whether the submission is stored but never due if the row does not count as sent: a revocation
   * then has nothing to revoke. With `true`, the row keeps no replaced submission.
   */
  readonly skipIfNothingSent: boolean;
}

/** A lease that a row gets with its submission. */
export interface LeaseTerms {
  /** Unique to this submission. */
  readonly id: string;
  readonly until: number;
}

/**
 * Times for retention and statistics, all by the store's clock, because each node and device has a
 * clock of its own.
 */
export interface RowTimes {
  /** When the row was created. */
  readonly createdAt: number;
  /** When the row got its current submission. */
  readonly changedAt: number;
  /**
   * When the store recorded the last delivery; `null` if there was none, or if an older version
   * recorded it, which did not store this time.
   */
  readonly deliveredAt: number | null;
}

export interface FeedbackRow extends RowTimes {
  readonly userId: string;
  /** Stored unchanged, with all its fields. */
  readonly message: UpstreamMessage;
  readonly submission: RowSubmission;
  /** The last submission that the upstream accepted; `null` if it never accepted one. */
  readonly delivered: RowSubmission | null;
  /** When the row is to be sent; `null` if there is nothing to send. */
  readonly dueAt: number | null;
  /** Attempts of this submission that did not end in a delivery. */
  readonly attempts: number;
  /**
   * When the row began to fail: the end of the first of those attempts. An outage sets it to `null`,
   * and an attempt with rejected credentials to its own end.
   */
  readonly failingSince: number | null;
  /** The upstream wants no request before this time, not even for a newer submission. */
  readonly notBefore: number | null;
  /**
   * Until this time, an uncertain attempt may arrive and overwrite a delivery, which must then be
   * repeated.
   */
  readonly uncertainUntil: number | null;
  /** Why the row is a dead letter; `null` if it is none. */
  readonly deadLetterCause: DeadLetterCause | null;
}

/**
 * - `blocked`: only this message gets a rejection, or an HTML page from something in between.
 * - `gave_up`: its delivery has failed for too long.
 * - `in_doubt`: an uncertain attempt that the adapter does not allow the proxy to repeat.
 */
export type DeadLetterCause = RefusalCode | 'blocked' | 'gave_up' | 'in_doubt';

/**
 * - `accepted`: the row now has this submission.
 * - `repeated`: the row already had it.
 * - `superseded`: the row has a later one.
 * - `too_late`: the upstream has, or may have, a submission that cannot be replaced.
 */
export interface Acceptance {
  readonly status: 'accepted' | 'repeated' | 'superseded' | 'too_late';
  readonly row: FeedbackRow;
  /** The lease that the row got with its submission, if it got one. */
  readonly lease?: Lease;
}

export interface ClaimRequest {
  readonly now: number;
  /** Unique to this claim. */
  readonly leaseId: string;
  readonly leaseUntil: number;
  readonly limit: number;
  /** Leases only this row. */
  readonly key?: RowKey;
}

/** Identifies a row. Neither id is ever empty. */
export interface RowKey {
  readonly userId: string;
  readonly messageId: string;
}

export interface DeadLetterPage {
  readonly limit: number;
  /**
   * The last row of the previous page. It may no longer exist. Without it, reads the first page.
   */
  readonly after?: RowKey;
}

/** All dead rows, or those that match every given field. */
export type RedriveSelection = 'all' | RedriveFilter;

export interface RedriveFilter {
  readonly userId?: string;
  readonly messageId?: string;
  readonly causes?: readonly DeadLetterCause[];
  /**
   * The largest number of rows.
   * @default all
   */
  readonly limit?: number;
}

export interface UserRowsPage {
  readonly limit: number;
  /** The message id of the last row of the previous page. Without it, reads the first page. */
  readonly after?: string;
}

export interface RemovalRequest {
  /** Only rows whose `changedAt` is before this time. */
  readonly changedBefore: number;
  readonly limit: number;
}

/** What the upstream does not have yet. Rows that are only delivered again do not count. */
export interface Backlog {
  /** Rows to be sent without a failed attempt, including those in their undo window. */
  readonly waiting: number;
  /** Rows to be sent after failed attempts. */
  readonly retrying: number;
  readonly deadLetters: number;
  /** The earliest `changedAt` of the waiting and the retrying rows; `null` if there are none. */
  readonly oldestChangedAt: number | null;
}

/**
 * The rows whose `failingSince` is before a time, or all rows of a user except the `keep` with the
 * latest `failingSince`.
 */
export type UnknownSelection =
  | { readonly failingBefore: number }
  | { readonly userId: string; readonly keep: number };

/**
 * Permission to attempt the delivery of a row, with the row as it was claimed, or with the newer
 * submission that has replaced it before the attempt.
 */
export interface Lease {
  readonly id: string;
  readonly row: FeedbackRow;
}

/**
 * How an attempt ended. Its effect on the submission applies only while the row has the leased
 * stamp. The row keeps its replaced submission until the upstream accepts it or a later one, or
 * refuses it.
 */
export interface Settlement {
  /** The upstream has accepted the leased feedback. */
  readonly delivered: boolean;
  /**
   * The submission is refused while its user waits. If another process has responded `accepted`, the
   * fields below apply. Otherwise:
   *
   * - A row with a replaced submission gets it back, due when the refused one was due, or at
   *   `notBefore` if that is later.
   * - A row with a delivered submission gets it back. It is due at `uncertainUntil`, because an older
   *   attempt may still overwrite it; without `uncertainUntil`, it is not due.
   * - A row without either is removed.
   */
  readonly withdrawUnlessPromised: boolean;
  /**
   * A power cut may undo this settlement, because the delivery can be repeated: the store need not
   * wait for the disk. A power cut must not undo any other call that has resolved, and the end of
   * the process alone must not undo this one.
   */
  readonly mayBeLost?: boolean;
  readonly dueAt: number | null;
  readonly attempts: number;
  readonly failingSince: number | null;
  readonly deadLetterCause: DeadLetterCause | null;
  /** Also delays a newer submission. */
  readonly notBefore: number | null;
  readonly uncertainUntil: number | null;
}

/** `applied`: `false` if the lease was lost. `row`: the stored row; `null` if there is none. */
export interface Settled {
  readonly applied: boolean;
  readonly row: FeedbackRow | null;
}

/** Emitted once per outage of the store. */
export type StoreEvent =
  /**
   * The first failure after a success. Requests get the error `store_unavailable`, and the worker
   * retries.
   */
  | { readonly type: 'store_failed'; readonly errorName: string }
  /** The first success after failures. */
  | { readonly type: 'store_recovered'; readonly failedForMs: number; readonly failedCalls: number };

/** The result for a submission that the row did not accept. */
export function notAccepted(row: FeedbackRow, stamp: string): Acceptance {
  const { submission } = row;
  if (submission.stamp === stamp) return { status: 'repeated', row };
  return { status: submission.stamp > stamp ? 'superseded' : 'too_late', row };
}

/**
 * The result for a submission that a statement did not accept, by the row as it was read afterwards. `null`
 * if it may be accepted by now: the row has been removed, such as after a refusal or by an erasure, or its
 * newer submission has been withdrawn.
 */
export function resultAfterReading(
  row: FeedbackRow | null,
  stamp: string,
  { mayReplaceSent }: AcceptanceTerms,
): Acceptance | null {
  if (row === null || (mayReplaceSent && row.submission.stamp < stamp)) return null;
  return notAccepted(row, stamp);
}
