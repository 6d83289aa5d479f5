import { type ConfirmedFeedback, type Feedback, NO_FEEDBACK } from '../feedback/types.ts';
import type { FeedbackErrorCode } from '../wire/feedback-error.ts';

/**
 * The facts about one message: a last-writer-wins register. The shown feedback and the unsent
 * submission are derived from it, so a late failure has no older value to restore.
 */
export interface FeedbackRegister {
  /** The user's latest feedback and its stamp. `null` before the first submission. */
  readonly submission: { readonly feedback: Feedback; readonly stamp: string } | null;
  /** The newest feedback that the proxy has stored. */
  readonly confirmed: ConfirmedFeedback | null;
  /** The last permanent refusal, until the next submission. */
  readonly refusal: FeedbackRefusal | null;
}

export interface FeedbackRefusal {
  readonly code: FeedbackErrorCode;
  /** The refused feedback. Its text is kept for editing. */
  readonly feedback: Feedback;
  readonly stamp: string;
}

export type RegisterEvent =
  | { readonly type: 'submitted'; readonly feedback: Feedback; readonly stamp: string }
  | { readonly type: 'restamped'; readonly was: string; readonly stamp: string }
  | { readonly type: 'confirmed'; readonly confirmed: ConfirmedFeedback }
  | { readonly type: 'refused'; readonly stamp: string; readonly code: FeedbackErrorCode };

export const EMPTY_REGISTER: FeedbackRegister = { submission: null, confirmed: null, refusal: null };

/** The next register: the same object if the event changes nothing. */
export function reduceFeedback(register: FeedbackRegister, event: RegisterEvent): FeedbackRegister {
  switch (event.type) {
    case 'submitted':
      return isNewer(event.stamp, register.submission)
        ? {
            ...register,
            submission: { feedback: event.feedback, stamp: event.stamp },
            refusal: null,
          }
        : register;
    case 'restamped':
      // Only here may a stamp decrease, because the proxy reported that the clock was wrong. It never
      // falls below the confirmed stamp, which the tab that restamped may not have known: then the
      // submission stays unsent here and gets a larger stamp with the next attempt.
      return register.submission?.stamp === event.was && isNewer(event.stamp, register.confirmed)
        ? { ...register, submission: { ...register.submission, stamp: event.stamp } }
        : register;
    case 'confirmed':
      return confirm(register, event.confirmed);
    case 'refused': {
      const { submission, confirmed } = register;
      // The late refusal of an older submission changes nothing.
      if (submission === null || submission.stamp !== event.stamp) return register;
      return {
        confirmed,
        submission: confirmed && { feedback: confirmed.feedback, stamp: confirmed.stamp },
        refusal: { code: event.code, feedback: submission.feedback, stamp: submission.stamp },
      };
    }
    default:
      // Another tab may run a newer version of this code.
      event satisfies never;
      return register;
  }
}

/** The feedback to show: the user's latest, confirmed or not. */
export function shownFeedback({ submission }: FeedbackRegister): Feedback {
  return submission?.feedback ?? NO_FEEDBACK;
}

/** Whether there is a submission that the proxy has not confirmed. */
export function isUnsent({ submission, confirmed }: FeedbackRegister): boolean {
  return submission !== null && isNewer(submission.stamp, confirmed);
}

function confirm(register: FeedbackRegister, saved: ConfirmedFeedback): FeedbackRegister {
  const { submission, confirmed } = register;
  if (confirmed !== null && confirmed.stamp > saved.stamp) return register;
  // With an equal stamp, this is our own submission in the form in which the proxy stored it.
  const adopted = submission === null || saved.stamp >= submission.stamp;
  return {
    ...register,
    confirmed: saved,
    submission: adopted ? { feedback: saved.feedback, stamp: saved.stamp } : submission,
  };
}

function isNewer(stamp: string, than: { readonly stamp: string } | null): boolean {
  return than === null || stamp > than.stamp;
}
