import type { Capabilities } from './limits.ts';

/** Thumbs up or thumbs down. `Rating | null` where there may be none, or where it was revoked. */
export type Rating = 'like' | 'dislike';

/**
 * One user's rating of one message, with reasons and a comment. It is always sent in full, because upstreams replace their
 * record: Dify erases a comment that a request leaves out.
 */
export interface Feedback {
  readonly rating: Rating | null;
  /** Reasons that the user chose or wrote. Empty without a rating. */
  readonly reasons: readonly string[];
  /** Free text. Empty without a rating. */
  readonly comment: string;
  /** Fields of the host, such as the model that wrote the message. */
  readonly metadata?: FeedbackMetadata | undefined;
}

/**
 * Fields of the host, by name: see `METADATA_LIMITS`. They are stored and sent unchanged, and the user
 * neither sees nor writes them.
 */
export type FeedbackMetadata = Readonly<Record<string, string>>;

/** No rating: never given, or revoked. */
export const NO_FEEDBACK: Feedback = Object.freeze({
  rating: null,
  reasons: Object.freeze([]) as readonly string[],
  comment: '',
});

/** The message to rate, in the upstream's own ids, each of at most `LIMITS.idCharacters`. */
export interface MessageRef {
  readonly messageId: string;
  /** Coze and Moveworks need it. */
  readonly conversationId?: string;
  /** Moveworks needs it. */
  readonly responseId?: string;
  /** A sealed reference from the host's server for this user and message; opaque to the browser. */
  readonly token?: string;
  /** The message's id while it streamed. Finds feedback given under it; never sent. */
  readonly pendingId?: string;
}

/** A message without an upstream id yet, such as one that is still streaming. */
export interface PendingMessageRef {
  /**
   * The host's own id of this one answer. Keep passing it, next to `messageId`, once the upstream's
   * id is known.
   */
  readonly pendingId: string;
  readonly messageId?: undefined;
}

/** A message to rate, with or without its upstream id. */
export type RatedMessage = MessageRef | PendingMessageRef;

/** The complete feedback for one message, with its position in time. */
export interface FeedbackSubmission {
  readonly message: MessageRef;
  readonly feedback: Feedback;
  /** See `formatStamp`. The larger of two stamps belongs to the later submission. */
  readonly stamp: string;
  /** The user tag of its user. Absent until the proxy has sent one. */
  readonly userTag?: string;
}

/** A submission as the proxy receives it. */
export interface SentSubmission extends FeedbackSubmission {
  /** The `sentAt` of its `SubmitContext`. Absent if the submit function does not send it. */
  readonly sentAt?: number | null;
}

/** The feedback that the proxy has stored for one message. */
export interface ConfirmedFeedback {
  readonly feedback: Feedback;
  /** Empty in a snapshot with feedback that the host has passed to `seed`. */
  readonly stamp: string;
  /** End of the undo window, as an ISO 8601 time. `null` if undo is always possible. */
  readonly undoUntil: string | null;
  /** Whether the feedback can no longer change. */
  readonly final: boolean;
}

/** The proxy's response to a submission. */
export interface FeedbackReceipt extends ConfirmedFeedback {
  /**
   * `delivered`: the upstream has the feedback. `accepted`: it is stored and will be delivered.
   * `superseded`: the proxy keeps other feedback and returns it as `feedback`: a newer submission or,
   * with `final`, a rating that can no longer change.
   */
  readonly status: 'delivered' | 'accepted' | 'superseded';
  /**
   * The proxy's clock when it responded, in milliseconds since 1970. The client's stamps use it.
   * Without it, they use the device's clock.
   */
  readonly serverTime?: number;
  /** The user tag of the user who made the request: an opaque keyed hash of the id. */
  readonly userTag?: string;
}

/** Saved feedback of one message, as a read returns it. */
export interface FeedbackItem extends ConfirmedFeedback {
  readonly messageId: string;
}

/** A message that accepts only one rating, or none. */
export interface RestrictedMessage {
  readonly messageId: string;
  readonly ratings: readonly Rating[];
}

/** The result of a submit function: a receipt, or nothing if the host's server makes none. */
// biome-ignore lint/suspicious/noConfusingVoidType: lets a host write `async () => { await save() }`.
export type SubmitResult = FeedbackReceipt | void;

export interface SubmitContext {
  /** Aborts after `LIMITS.submitTimeoutMs`, or when the client is closed. With `keepalive`, never. */
  readonly signal: AbortSignal;
  /** Whether the page is being unloaded, so the request must outlive it. Pass it to `fetch`. */
  readonly keepalive: boolean;
  /**
   * The proxy's time now, in milliseconds since 1970. It is `null` until a response has carried it.
   * With `keepalive` it is then the device's time: the proxy would refuse `null`, and the user may
   * never return to send the submission again. `createProxySubmit` sends it, so that the proxy can
   * refuse the stamp of a wrong clock. Your own function may leave it out.
   */
  readonly sentAt?: number | null;
}

export interface LoadContext {
  /** The user tag of the user whose feedback is read. Absent until the proxy has sent one. */
  readonly userTag?: string;
  /** Aborts after `LIMITS.submitTimeoutMs`, or when the client is closed. */
  readonly signal: AbortSignal;
}

/** The response to a read: this user's saved feedback and the upstream's capabilities. */
export interface LoadedFeedback {
  readonly items: readonly FeedbackItem[];
  /**
   * The messages that accept only one rating, or none. Messages that are not listed keep what an earlier
   * read said; at first, they accept both.
   */
  readonly restricted?: readonly RestrictedMessage[];
  /** Ids that the upstream cannot have, such as those that a chat gives greetings. Not read again. */
  readonly skipped?: readonly string[];
  readonly capabilities?: Capabilities;
  /** The proxy's clock when it responded, in milliseconds since 1970. See `FeedbackReceipt`. */
  readonly serverTime?: number;
  /** The user tag of the user who made the request. */
  readonly userTag?: string;
}

/** Reads this user's saved feedback for at most `LIMITS.messagesPerRead` messages. */
export type LoadFeedback = (messages: readonly MessageRef[], context: LoadContext) => Promise<LoadedFeedback>;

/**
 * Sends one submission from the browser to the host's server. Resolve once the server has stored
 * it; a receipt is optional. Reject with a `FeedbackError` whose code decides whether the client
 * retries. Any other rejection is a transient error and is retried.
 */
export interface SubmitFeedback {
  (submission: FeedbackSubmission, context: SubmitContext): Promise<SubmitResult>;
  /** Optional. With it, saved feedback is shown after a reload. */
  readonly load?: LoadFeedback;
  /** Where the feedback goes, such as the URL of the endpoint. Keeps two destinations apart. */
  readonly destination?: string;
}
