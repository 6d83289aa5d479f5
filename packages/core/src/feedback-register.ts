import type { FeedbackErrorCode } from './feedback-error.ts';
import { type Feedback, NO_FEEDBACK, type SavedFeedback } from './types.ts';

/**
 * What is known about one message: a last-writer-wins register. Facts only; what is shown and whether anything is left to
 * send derive from them, so a late failure has no older value to roll back to.
 */
export interface FeedbackRegister {
  /** What the person wants, and when they wanted it. `null` as long as nobody said anything. */
  readonly desired: { readonly feedback: Feedback; readonly stamp: string } | null;
  /** The newest that the proxy has confirmed to hold. */
  readonly acknowledged: SavedFeedback | null;
  /** The last wish that was refused for good, until the person makes another. */
  readonly refusal: FeedbackRefusal | null;
}

export interface FeedbackRefusal {
  readonly code: FeedbackErrorCode;
  /** What was refused; its text is kept for editing. */
  readonly feedback: Feedback;
  readonly stamp: string;
}

export type FeedbackEvent =
  | { readonly type: 'wished'; readonly feedback: Feedback; readonly stamp: string }
  | { readonly type: 'restamped'; readonly was: string; readonly stamp: string }
  | { readonly type: 'acknowledged'; readonly saved: SavedFeedback }
  | { readonly type: 'refused'; readonly stamp: string; readonly code: FeedbackErrorCode };

export const EMPTY_REGISTER: FeedbackRegister = { desired: null, acknowledged: null, refusal: null };

/** The next register. The same object comes back when the event says nothing new. */
export function reduceFeedback(register: FeedbackRegister, event: FeedbackEvent): FeedbackRegister {
  switch (event.type) {
    case 'wished':
      return isNewer(event.stamp, register.desired)
        ? {
            ...register,
            desired: { feedback: event.feedback, stamp: event.stamp },
            refusal: null,
          }
        : register;
    case 'restamped':
      // The one way back in time: the wish was stamped by a clock that the proxy calls wrong. Not below what is known to be
      // there: whoever restamped it did not know that. Here it stays unsent, and gets a stamp that counts.
      return register.desired?.stamp === event.was && isNewer(event.stamp, register.acknowledged)
        ? { ...register, desired: { ...register.desired, stamp: event.stamp } }
        : register;
    case 'acknowledged':
      return acknowledge(register, event.saved);
    case 'refused': {
      const { desired, acknowledged } = register;
      // A wish made since then decides; the late refusal of an older one changes nothing.
      if (desired === null || desired.stamp !== event.stamp) return register;
      return {
        acknowledged,
        desired: acknowledged && { feedback: acknowledged.feedback, stamp: acknowledged.stamp },
        refusal: { code: event.code, feedback: desired.feedback, stamp: desired.stamp },
      };
    }
    default:
      // Another tab may run a newer version of this code.
      event satisfies never;
      return register;
  }
}

/** What to show: what the person wants, whether or not it has arrived. */
export function shownFeedback({ desired }: FeedbackRegister): Feedback {
  return desired?.feedback ?? NO_FEEDBACK;
}

/** Whether there is a wish that the proxy has not confirmed. */
export function isUnsent({ desired, acknowledged }: FeedbackRegister): boolean {
  return desired !== null && isNewer(desired.stamp, acknowledged);
}

function acknowledge(register: FeedbackRegister, saved: SavedFeedback): FeedbackRegister {
  const { desired, acknowledged } = register;
  if (acknowledged !== null && acknowledged.stamp > saved.stamp) return register;
  // An equal stamp is our own wish come back, in the form in which it was stored.
  const adopted = desired === null || saved.stamp >= desired.stamp;
  return {
    ...register,
    acknowledged: saved,
    desired: adopted ? { feedback: saved.feedback, stamp: saved.stamp } : desired,
  };
}

function isNewer(stamp: string, than: { readonly stamp: string } | null): boolean {
  return than === null || stamp > than.stamp;
}
