import { COZE_LIMITS, countCharacters, type Rating } from '@message-feedback/core';

/** One reason tag to choose from. */
export interface FeedbackReason {
  /** Stable name, for the host's statistics. */
  readonly id: string;
  /** What the person reads, and what is sent. At most 30 characters (Coze's limit for `reason_types`). */
  readonly label: string;
}

/** The reasons to choose from, for either side. */
export type FeedbackReasons = Readonly<Record<Rating, readonly FeedbackReason[]>>;

/** Throws when a reason could never be sent, so that the developer learns of it and not the person who presses it. */
export function assertSendableReasons({ like = [], dislike = [] }: Partial<FeedbackReasons>): void {
  for (const { id, label } of [...like, ...dislike]) {
    const count = countCharacters(label);
    if (count > 0 && count <= COZE_LIMITS.reasonCharacters) continue;
    throw new Error(
      `The reason "${id}" has ${count} characters, so nobody could send it. Give it 1 to ${COZE_LIMITS.reasonCharacters}.`,
    );
  }
}
