import type { Feedback, FeedbackError, RatedMessage } from '@message-feedback/core';

/** What happened with a message, for a host that counts. The comment and the reasons are the user's own words: keep them safe. */
export type UsageEvent = UsageAction | UsageFailure;

interface UsageAction extends UsageSubject {
  /**
   * `shown`: half of the bar came into view, told once per message. `rated`, `switched`, `undone`: by its button, Undo or the hook.
   * `details_opened`; `abandoned_with_draft`: closed with words that were not sent. `sent`: reasons and comment, with Send.
   * `retried`: by Retry. `expired`: could not be delivered for seven days and is given up.
   */
  readonly type:
    | 'shown'
    | 'rated'
    | 'switched'
    | 'undone'
    | 'details_opened'
    | 'abandoned_with_draft'
    | 'sent'
    | 'retried'
    | 'expired';
}

interface UsageFailure extends UsageSubject {
  /** One attempt to deliver. The engine tries again, or has told the user. */
  readonly type: 'failed';
  readonly error: FeedbackError;
}

interface UsageSubject {
  readonly message: RatedMessage;
  /** What the user says now, as far as the event does not take it away. */
  readonly feedback: Feedback;
}

/** Tells of one thing that somebody did. */
export type TrackUsage = (type: UsageAction['type'], message: RatedMessage) => void;
