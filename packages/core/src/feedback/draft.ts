import type { Feedback, Rating } from './types.ts';

/** Reasons and a comment that were begun and not sent. Outlives the form that they are written in. */
export interface FeedbackDraft {
  /** The rating that the reasons belong to. */
  readonly rating: Rating;
  readonly reasons: readonly string[];
  readonly comment: string;
  /** A reason of one's own that is being written, and is not yet among the reasons. */
  readonly ownReason?: string;
}

/** What the form for a rating starts from: what was begun, else what was said. */
export function draftFor(rating: Rating, draft: FeedbackDraft | null, current: Feedback): FeedbackDraft {
  if (draft !== null) return draft.rating === rating ? draft : { ...draft, rating, reasons: [] };
  return { rating, reasons: current.rating === rating ? current.reasons : [], comment: current.comment };
}

/**
 * What is left to write on once a rating replaces `said`: a switch drops the reasons, as they belong to the other side;
 * words that would leave the feedback with the rating stay as a draft. `null` when there are none.
 */
export function draftAfterRating(
  rating: Rating | null,
  draft: FeedbackDraft | null,
  current: Feedback,
): FeedbackDraft | null {
  const side = rating ?? current.rating ?? draft?.rating;
  if (side === undefined) return null;
  const next = draftFor(side, draft, current);
  return isEmptyDraft(next) ? null : next;
}

/** The words of a feedback, to go on writing with; `null` when it has none. */
export function draftOf({ rating, reasons, comment }: Feedback): FeedbackDraft | null {
  return rating === null || isEmptyDraft({ reasons, comment }) ? null : { rating, reasons, comment };
}

/** The feedback that a draft would become if it were sent as it stands. */
export function feedbackOf({ rating, reasons, comment, ownReason }: FeedbackDraft): Feedback {
  return { rating, reasons: ownReason ? [...reasons, ownReason] : reasons, comment };
}

/** Whether nothing has been written or chosen. */
export function isEmptyDraft({ reasons, comment, ownReason }: Omit<FeedbackDraft, 'rating'>): boolean {
  return reasons.length === 0 && comment === '' && !ownReason;
}
