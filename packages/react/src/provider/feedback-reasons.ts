import { COZE_LIMITS, countCharacters, feedbackProblems, type Rating } from '@message-feedback/core';

/** One reason tag to choose from. */
export interface FeedbackReason {
  /** Stable name, for the host's statistics. */
  readonly id: string;
  /** What the person reads, and what is sent. At most 30 characters (Coze's limit for `reason_types`). */
  readonly label: string;
}

/** The reasons to choose from, for either side. */
export type FeedbackReasons = Readonly<Record<Rating, readonly FeedbackReason[]>>;

/**
 * Throws when a reason could never be sent, so that the developer learns of it and not the person who presses it.
 */
export function assertSendableReasons(reasons: FeedbackReasons): void {
  for (const rating of ['like', 'dislike'] as const) {
    const labels = reasons[rating].map(({ label }) => label);
    for (const { index, code } of feedbackProblems({ rating, reasons: labels, comment: '' })) {
      // More than ten to choose from is fine; choosing more than ten is not.
      if (index === undefined) continue;
      const label = labels[index] ?? '';
      throw new Error(
        `The ${rating} reason ${index + 1} ("${label.slice(0, 60)}", ${countCharacters(label)} characters) cannot be sent: ${code}. ` +
          `Reasons are at most ${COZE_LIMITS.reasonCharacters} characters long, not empty and all different. Change it where you configure the reasons.`,
      );
    }
  }
}
