import type { Feedback } from '@message-feedback/core';
import type { RefusalCode } from '../adapters/delivery-outcome.ts';
import type { UpstreamMessage } from '../adapters/feedback-adapter.ts';

/**
 * Where the proxy keeps what people said: one row per (user, message), of which the newest stamp wins. Each method is one
 * atomic step, also between processes that share the store; no method needs another to have gone before it. A store holds
 * the rows of one proxy. Times are milliseconds since 1970, on the proxy's clock. A rejection means that nothing is known
 * to have been written.
 */
export interface FeedbackStore {
  /** Whether what was accepted outlives the process, and a power cut. */
  readonly durable: boolean;

  /**
   * Takes a submission unless the row already wants the same or a later stamp. A submission that is taken is due at once, but not
   * before the row's `notBefore`; it starts with no attempts and brings a dead row back to life. `terms` change what becomes
   * of it. Resolves once it is durable.
   */
  accept(submission: UserSubmission, now: number, terms?: AcceptanceTerms): Promise<Acceptance>;

  /**
   * Notes that a submission which came once more was promised to be delivered, so that it is not withdrawn any more. Resolves to whether
   * the row still wants this stamp; if not, nothing is promised.
   */
  markPromised(key: RowKey, stamp: string): Promise<boolean>;

  /** The rows of one user for these messages, in any order; nothing for messages without a row. */
  get(userId: string, messageIds: readonly string[]): Promise<readonly FeedbackRow[]>;

  /**
   * Leases rows that are due and not leased by anyone else, those that have waited longest first. A lease that has run out
   * counts for nothing: the process that held it may be dead. Nobody knows how far its attempt came, so the row's `doubtUntil`
   * is then at least the time at which that lease ran out.
   */
  claim(request: ClaimRequest): Promise<readonly Lease[]>;

  /** Writes down how a leased attempt ended and gives the lease back. Changes nothing when the lease is no longer held. */
  settle(lease: Lease, settlement: Settlement): Promise<Settled>;

  /** When the next row can be claimed; `null` when there is nothing to do. */
  nextDueAt(): Promise<number | null>;

  /** The rows that were given up, in an order of the store's own that stays, beginning after the row `after`. */
  deadLetters(page: DeadLetterPage): Promise<readonly FeedbackRow[]>;

  /**
   * Has dead rows delivered once more, as if they had never failed, and resolves to how many there were; a row that is not dead
   * stays as it is. They are due at once, but not before their `notBefore`. For a row that died `in_doubt` this says that its
   * attempt did not arrive: it is due when that attempt can arrive no more, at its `doubtUntil`, and is then without a doubt.
   */
  redrive(selection: RedriveSelection, now: number): Promise<number>;
}

/** What a user wants for one message. */
export interface UserSubmission extends StampedFeedback {
  readonly userId: string;
  /** Kept as it is, with fields that the store does not know. */
  readonly message: UpstreamMessage;
}

export interface StampedFeedback {
  readonly feedback: Feedback;
  readonly stamp: string;
}

/**
 * For upstreams where not everything can be said again. A row has _reached the upstream_ when it is leased, when its `doubtUntil` is set, or
 * when what was delivered last has a rating: then the upstream has, or may have, an opinion of this user.
 */
export interface AcceptanceTerms {
  /** How long the submission waits before it is due, in milliseconds, so that a newer one can still replace it before it is sent. */
  readonly holdMs: number;
  /** Whether the submission may replace one that has reached the upstream. Without, it is `too_late` for such a row. */
  readonly replacesReached: boolean;
  /** Whether the submission needs no delivery while nothing has reached the upstream, as when a rating is revoked: it is then never due. */
  readonly restsUnreached: boolean;
}

export interface FeedbackRow {
  readonly userId: string;
  /** Kept as it is, with fields that the store does not know. */
  readonly message: UpstreamMessage;
  readonly submission: StampedFeedback;
  /** What the upstream took last; `null` when it never took anything. */
  readonly delivered: StampedFeedback | null;
  /** When there is something to send; `null` when there is nothing. */
  readonly dueAt: number | null;
  /** Attempts for the wanted feedback that did not end in a delivery. */
  readonly attempts: number;
  /** When the first of those attempts ended. */
  readonly failingSince: number | null;
  /** The upstream asked for no request before this, not even for a newer submission. */
  readonly notBefore: number | null;
  /** Until then an attempt of unknown fate may still reach the upstream, so a delivery before it has to be repeated. */
  readonly doubtUntil: number | null;
  /** Why delivery was given up; `null` while it has not been. */
  readonly deadBecause: DeadBecause | null;
}

/** `in_doubt`: an attempt of unknown fate, which the adapter does not let be made again. */
export type DeadBecause = RefusalCode | 'gave_up' | 'in_doubt';

/**
 * `accepted`: the row now wants this. `repeated`: it did already. `superseded`: it wants something later. `too_late`: the
 * upstream has, or may have, what cannot be replaced.
 */
export interface Acceptance {
  readonly status: 'accepted' | 'repeated' | 'superseded' | 'too_late';
  readonly row: FeedbackRow;
}

export interface ClaimRequest {
  readonly now: number;
  /** Unique to this claim. */
  readonly leaseId: string;
  readonly leaseUntil: number;
  readonly limit: number;
  /** Leases this row and no other. */
  readonly key?: RowKey;
}

/** What names a row. Neither of the two is ever empty. */
export interface RowKey {
  readonly userId: string;
  readonly messageId: string;
}

export interface DeadLetterPage {
  readonly limit: number;
  /** The last row of the page before, which need not exist any more. Without, the first page. */
  readonly after?: RowKey;
}

/** One dead row, or all there are. */
export type RedriveSelection = RowKey | 'all';

/** The right to attempt delivery of a row, as the row stood when it was claimed. */
export interface Lease {
  readonly id: string;
  readonly row: FeedbackRow;
}

/** How an attempt ended. What is said about the submission applies only while the row still wants the leased stamp. */
export interface Settlement {
  /** The upstream has taken the leased feedback. */
  readonly delivered: boolean;
  /**
   * The submission is refused: the row wants again what was last delivered, with nothing to send, and goes away when nothing was. For
   * a submission that is marked as promised the rest of the settlement applies instead.
   */
  readonly withdrawn: boolean;
  readonly dueAt: number | null;
  readonly attempts: number;
  readonly failingSince: number | null;
  readonly deadBecause: DeadBecause | null;
  /** Also holds back a newer submission. */
  readonly notBefore: number | null;
  readonly doubtUntil: number | null;
}

/** `applied` is false when the lease had been lost. `row` is the row as it stands; `null` when there is none. */
export interface Settled {
  readonly applied: boolean;
  readonly row: FeedbackRow | null;
}
