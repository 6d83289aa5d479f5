import { type ConfirmedFeedback, type Feedback, NO_FEEDBACK } from '../feedback/types.ts';
import type { FeedbackErrorCode } from '../wire/feedback-error.ts';

/**
 * The facts about one message: a last-writer-wins register. The shown feedback and the unsent
 * submission are derived from it, so a late failure has no older value to restore.
 */
export interface FeedbackRegister {
  /** The feedback to show, and its stamp. `null` if there is none. */
  readonly submission: StampedFeedback | null;
  /** The newest feedback that the proxy has stored or, with the stamp `''`, the host's own. */
  readonly confirmed: ConfirmedFeedback | null;
  /** The last permanent refusal, until the next submission. */
  readonly refusal: FeedbackRefusal | null;
}

/** Feedback with its stamp and, if this device made the stamp, the values that it was derived from. */
export interface StampedFeedback {
  readonly feedback: Feedback;
  readonly stamp: string;
  /** The device's clock when the user submitted it, in milliseconds since 1970. */
  readonly pressedAt?: number | undefined;
  /** The newest stamp that the proxy may have had at that time. A corrected stamp must be larger. */
  readonly after?: string | undefined;
  /** The presses that this one replaced: for each page, the counter of its last press. */
  readonly replaced?: Readonly<Record<string, number>> | undefined;
}

export interface FeedbackRefusal {
  readonly code: FeedbackErrorCode;
  /** The refused feedback. Its text is kept for editing. */
  readonly feedback: Feedback;
  readonly stamp: string;
}

export const EMPTY_REGISTER: FeedbackRegister = { submission: null, confirmed: null, refusal: null };

/** The register with a newer submission: the same object if it is not newer. */
export function withSubmission(register: FeedbackRegister, submission: StampedFeedback): FeedbackRegister {
  const { submission: shown } = register;
  return shown === null || submission.stamp > shown.stamp
    ? { ...register, submission, refusal: null }
    : register;
}

/** The register with the host's feedback, which has no stamp, so that of the proxy or the user wins. */
export function withHostFeedback(register: FeedbackRegister, feedback: Feedback): FeedbackRegister {
  const { submission, confirmed } = register;
  if (confirmed?.stamp) return register;
  return {
    ...register,
    confirmed: { feedback, stamp: '', undoUntil: null, final: false },
    submission: submission?.stamp ? submission : { feedback, stamp: '' },
  };
}

/** The feedback to show: the user's latest, confirmed or not. */
export function shownFeedback({ submission }: FeedbackRegister): Feedback {
  return submission?.feedback ?? NO_FEEDBACK;
}

/** Whether there is a submission that the proxy has not confirmed. The host's own is none: its stamp is `''`. */
export function isUnsent({ submission, confirmed }: FeedbackRegister): boolean {
  return submission !== null && submission.stamp > (confirmed?.stamp ?? '');
}
