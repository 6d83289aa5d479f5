import type { Feedback, FeedbackClient, FeedbackError, RatedMessage } from '@message-feedback/core';

/** A usage event of one message, for analytics. Reasons and comment can be personal data. */
export type UsageEvent = UsageAction | UsageFailure;

export interface UsageAction extends UsageSubject {
  /**
   * - `shown`: half of the bar came into view, once per message.
   * - `rated`, `switched`, `undone`: by a button, Undo or the hook.
   * - `details_opened`: a rating or a button opened the details. Their code may still be loading.
   * - `details_closed`: the user closed them without Send.
   * - `abandoned_with_draft`: the details closed, or their component unmounted, while they held unsent
   *   reasons or text. Not reported when the browser leaves the page.
   * - `sent`, `retried`: by Send, Retry or a hook.
   * - `expired`: unsent for seven days, so the browser drops it.
   */
  readonly type:
    | 'shown'
    | 'rated'
    | 'switched'
    | 'undone'
    | 'details_opened'
    | 'details_closed'
    | 'abandoned_with_draft'
    | 'sent'
    | 'retried'
    | 'expired';
}

export interface UsageFailure extends UsageSubject {
  /** One attempt to send failed. The engine tries again, or the bar shows the refusal. */
  readonly type: 'failed';
  readonly error: FeedbackError;
}

export interface UsageSubject {
  readonly message: RatedMessage;
  /**
   * The user's feedback after the event; with `expired`, the feedback that was dropped, or `NO_FEEDBACK`
   * if it was another user's.
   */
  readonly feedback: Feedback;
}

/** A client that also reports usage to the host. */
export interface TrackingClient extends FeedbackClient {
  /** Returns `false` if the host, which controls the feedback, has cancelled it. */
  rate(...change: Parameters<FeedbackClient['rate']>): Outcome;
  /** Returns `false` also if the host, which controls the feedback, has cancelled it. */
  submit(...change: Parameters<FeedbackClient['submit']>): boolean;
  /** The client that this one wraps; set only if the host controls the feedback. */
  readonly uncontrolled?: TrackingClient;
  /** Reports an action of the user to `onEvent`. */
  track(type: UsageAction['type'], message: RatedMessage): void;
  /** Reports to `onError` that code of the bars could not be loaded. */
  report(cause: unknown): void;
}

// biome-ignore lint/suspicious/noConfusingVoidType: the client of core returns nothing.
type Outcome = boolean | void;
