import type { FeedbackDraft } from '../feedback/draft.ts';
import {
  type ConfirmedFeedback,
  type Feedback,
  NO_FEEDBACK,
  type RatedMessage,
  type Rating,
} from '../feedback/types.ts';
import {
  EMPTY_REGISTER,
  type FeedbackRefusal,
  type FeedbackRegister,
  isUnsent,
  shownFeedback,
} from './register.ts';

/** Everything a client knows about one message. */
export interface FeedbackEntry {
  /** The newest reference. Ids that an upstream needs may arrive after the message's own id. */
  message: RatedMessage & ReusedPendingId;
  register: FeedbackRegister;
  draft: FeedbackDraft | null;
  /** The stamp of the submission that the page showed when the draft was written. */
  draftAfter?: string | undefined;
  ratings: readonly Rating[];
  /** The stamp of this message's record in the journal. */
  journaled: string | null;
  /** The largest stamp of this message that the proxy has or may have. */
  atProxy: string;
  /** `null` until there is something to send and the engine has loaded. */
  delivery: MessageDelivery | null;
  snapshot: FeedbackSnapshot;
}

/** Marks a message without an id whose `pendingId` the host has used for other messages before. */
export interface ReusedPendingId {
  /** The ids of those messages. The feedback of this message belongs to none of them. */
  readonly notFor?: readonly string[];
}

/** Sends the unsent feedback of one message. The engine creates it. */
export interface MessageDelivery {
  readonly state: DeliveryState;
  /** Whether a request is in flight, or has to wait for the end of `Retry-After`. */
  readonly isBusy: boolean;
  /** Updates `state` from the changed register, without notifying the listeners. */
  refresh(): void;
  /** Sends what the user has just submitted in this tab. */
  submitted(): void;
  /** Sends another tab's unsent feedback, after giving that tab time to send it. */
  submittedElsewhere(): void;
  /** Retries now, because the page is in use again or the device is online again. */
  wake(): void;
  /** Updates `state`, because the device went offline. */
  offline(): void;
  /** Retries because the user pressed Retry, but not before the end of a credible `Retry-After`. */
  retry(): void;
  /** Sends held feedback, because the user signed in. */
  resume(): void;
  /** Sends held feedback once, because the user may have signed in elsewhere. */
  tryHeld(): void;
  /** Sends feedback that waits for a fresh sealed reference, if the message has one by now. */
  referenceChanged(): void;
  /** Sends unsent feedback in a request that outlives the page, which is being unloaded. */
  flush(): void;
  close(): void;
}

/**
 * How long the message has had unsent feedback, waits between attempts included: `settled` (nothing
 * to send), `sending` (unsent, or without a message id), `slow` (unsent for 3 s), `delayed` (unsent for
 * 30 s or 5 attempts, offline, with an expired reference, or without the engine, whose code did not
 * load), `held` (until the user signs in: after a 401, `cross_origin`, or another user's session).
 */
export type DeliveryState = 'settled' | 'sending' | 'slow' | 'delayed' | 'held';

/** The state of a message that bars show. A new object after every change. */
export interface FeedbackSnapshot {
  /** The user's latest feedback, confirmed or not. */
  readonly feedback: Feedback;
  /**
   * The newest feedback that the proxy has stored or, with an empty `stamp`, the host's own from `seed`.
   * `null` until one is known.
   */
  readonly confirmed: ConfirmedFeedback | null;
  /** The last permanent refusal, until the next submission. */
  readonly refusal: FeedbackRefusal | null;
  readonly draft: FeedbackDraft | null;
  /** The ratings that the message accepts: both, one or none. */
  readonly ratings: readonly Rating[];
  readonly delivery: DeliveryState;
}

/** The snapshot of every message of which the client knows nothing. One object, to compare by identity. */
export const EMPTY_SNAPSHOT: FeedbackSnapshot = {
  feedback: NO_FEEDBACK,
  confirmed: null,
  refusal: null,
  draft: null,
  ratings: ['like', 'dislike'],
  delivery: 'settled',
};

export function createEntry(message: RatedMessage): FeedbackEntry {
  return {
    message,
    register: EMPTY_REGISTER,
    draft: null,
    ratings: EMPTY_SNAPSHOT.ratings,
    journaled: null,
    atProxy: '',
    delivery: null,
    snapshot: EMPTY_SNAPSHOT,
  };
}

/** The snapshot of an entry as it is now. */
export function snapshotOf(entry: FeedbackEntry, isEngineLate: boolean | undefined): FeedbackSnapshot {
  const { register, draft, ratings, delivery } = entry;
  return {
    feedback: shownFeedback(register),
    confirmed: register.confirmed,
    refusal: register.refusal,
    draft,
    ratings,
    delivery: delivery?.state ?? stateWithoutDelivery(register, isEngineLate),
  };
}

function stateWithoutDelivery(register: FeedbackRegister, isEngineLate: boolean | undefined): DeliveryState {
  if (!isUnsent(register)) return 'settled';
  return isEngineLate ? 'delayed' : 'sending';
}

/**
 * The key of a message in maps and in the journal. Hosts without types may pass empty ids. Throws
 * for a message without any id, because all such messages would share one rating.
 */
export function messageKey({ messageId, pendingId }: RatedMessage): string {
  if (!messageId && !pendingId) throw new TypeError('A message needs a messageId or a pendingId.');
  return messageId || pendingKey(pendingId as string);
}

export function pendingKey(pendingId: string): string {
  return `pending:${pendingId}`;
}

/** Whether the rating can no longer change: it is final, or its undo window is over. `now` is the proxy's time. */
export function isFinal(confirmed: ConfirmedFeedback | null, now: number): boolean {
  if (confirmed === null) return false;
  const { final, undoUntil } = confirmed;
  return final || (undoUntil !== null && Date.parse(undoUntil) <= now);
}
