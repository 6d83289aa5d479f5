/** Whether the message was good. Taken back, or never given, is `null` wherever a rating is optional. */
export type Rating = 'like' | 'dislike';

/**
 * What a user says about one message. Always handled whole: rating, reasons and comment travel together, because
 * upstreams replace the record they hold (Dify erases the comment that a request leaves out).
 */
export interface Feedback {
  readonly rating: Rating | null;
  /** Reason tags, chosen or written by the user. Empty without a rating. */
  readonly reasons: readonly string[];
  /** Free text. Empty without a rating. */
  readonly comment: string;
}

/** No rating given, or the rating taken back. */
export const NO_FEEDBACK: Feedback = Object.freeze({
  rating: null,
  reasons: Object.freeze([]) as readonly string[],
  comment: '',
});

/** Names the message that is rated, in the upstream's own ids. */
export interface MessageRef {
  readonly messageId: string;
  /** Needed by Coze and Moveworks. */
  readonly conversationId?: string;
  /** Needed by Moveworks. */
  readonly responseId?: string;
  /** A sealed reference that the host's server made for this user and message; opaque to the browser. */
  readonly token?: string;
  /** The name that the message had while it streamed, so that what was said under it finds its way. Never sent. */
  readonly pendingId?: string;
}

/** A message that has no id of the upstream yet, such as one that still streams. */
export interface PendingMessageRef {
  /** The host's own name for it, the same until the id comes and handed in with the id from then on. */
  readonly pendingId: string;
  readonly messageId?: undefined;
}

/** A message that can be rated, with its id or without it yet. */
export type RatedMessage = MessageRef | PendingMessageRef;

/** Feedback on its way: one message, the whole feedback, and its stamp. */
export interface FeedbackSubmission {
  readonly message: MessageRef;
  readonly feedback: Feedback;
  /** See `formatStamp`: the larger of two stamps is the later submission. */
  readonly stamp: string;
}

/** What the proxy holds for one message. */
export interface ConfirmedFeedback {
  readonly feedback: Feedback;
  readonly stamp: string;
  /** Until when the user can take it back, as an ISO 8601 time; `null` where undo has no end. */
  readonly undoUntil: string | null;
  /** Whether the upstream has it for good and nothing can be changed any more. */
  readonly final: boolean;
}

/** The answer to a submission. */
export interface FeedbackReceipt extends ConfirmedFeedback {
  /**
   * `delivered`: the upstream has it. `accepted`: stored durably, delivery follows. `superseded`: a newer submission won
   * and stands in `feedback`.
   */
  readonly status: 'delivered' | 'accepted' | 'superseded';
}

/** One message of the answer to a read. */
export interface FeedbackItem extends ConfirmedFeedback {
  readonly messageId: string;
}

/** Which ratings one message takes. */
export interface RatableMessage {
  readonly messageId: string;
  readonly ratings: readonly Rating[];
}

export interface SubmitContext {
  /** Aborts when the attempt takes too long or the client is closed. */
  readonly signal: AbortSignal;
  /** Whether the page is going away, so that the request has to outlive it. */
  readonly keepalive: boolean;
}

export interface LoadContext {
  readonly signal: AbortSignal;
}

/** What a read answers: what this user said before, and what the upstream can do. */
export interface LoadedFeedback {
  readonly items: readonly FeedbackItem[];
  /** Messages of which it is known that they take certain ratings only, or none. Messages that are not named take both. */
  readonly ratable?: readonly RatableMessage[];
  readonly capabilities?: import('./capabilities.ts').Capabilities;
}

/** Reads back what the user said before about these messages, at most `LIMITS.messagesPerRead` of them. */
export type LoadFeedback = (messages: readonly MessageRef[], context: LoadContext) => Promise<LoadedFeedback>;

/**
 * Brings one submission from the browser to the host's server. Resolving means that the server has stored it durably;
 * `undefined` says so without details. Rejects with a `FeedbackError` to say whether trying again can help; any other
 * rejection is taken for a transient error and tried again.
 */
export interface SubmitFeedback {
  // biome-ignore lint/suspicious/noConfusingVoidType: lets a host write `async () => { await save() }`.
  (submission: FeedbackSubmission, context: SubmitContext): Promise<FeedbackReceipt | void>;
  /** Where given, saved feedback is shown again after a reload. */
  readonly load?: LoadFeedback;
}
