import { type ConfirmedFeedback, type Feedback, NO_FEEDBACK } from '../feedback/types.ts';
import type { FeedbackErrorCode } from '../wire/feedback-error.ts';

/**
 * What is known about one message: a last-writer-wins register. Facts only; what is shown and whether anything is left to
 * send derive from them, so a late failure has no older value to roll back to.
 */
export interface FeedbackRegister {
  /** The user's latest feedback and its stamp. `null` before the first submission. */
  readonly submission: { readonly feedback: Feedback; readonly stamp: string } | null;
  /** The newest that the proxy has confirmed to hold. */
  readonly confirmed: ConfirmedFeedback | null;
  /** The last submission that was refused for good, until the user makes another. */
  readonly refusal: FeedbackRefusal | null;
}

export interface FeedbackRefusal {
  readonly code: FeedbackErrorCode;
  /** What was refused; its text is kept for editing. */
  readonly feedback: Feedback;
  readonly stamp: string;
}

export type RegisterEvent =
  | { readonly type: 'submitted'; readonly feedback: Feedback; readonly stamp: string }
  | { readonly type: 'restamped'; readonly was: string; readonly stamp: string }
  | { readonly type: 'confirmed'; readonly confirmed: ConfirmedFeedback }
  | { readonly type: 'refused'; readonly stamp: string; readonly code: FeedbackErrorCode };

export const EMPTY_REGISTER: FeedbackRegister = { submission: null, confirmed: null, refusal: null };

/** The next register. The same object comes back when the event says nothing new. */
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
      // The one way back in time: the submission was stamped by a clock that the proxy calls wrong. Not below what is known to be
      // there: the tab that restamped it did not know that. Here it stays unsent, and gets a stamp that counts.
      return register.submission?.stamp === event.was && isNewer(event.stamp, register.confirmed)
        ? { ...register, submission: { ...register.submission, stamp: event.stamp } }
        : register;
    case 'confirmed':
      return confirm(register, event.confirmed);
    case 'refused': {
      const { submission, confirmed } = register;
      // A submission made since then decides; the late refusal of an older one changes nothing.
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

/** What to show: what the user wants, whether or not it has arrived. */
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
  // An equal stamp is our own submission come back, in the form in which it was stored.
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
