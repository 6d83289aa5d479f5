import type { Feedback, Rating } from './types.ts';

/** Unsent reasons and comment. They outlive the form. */
export interface FeedbackDraft {
  /** The rating that the reasons belong to. */
  readonly rating: Rating;
  readonly reasons: readonly string[];
  readonly comment: string;
  /** The text in the field for a custom reason, not added to `reasons` yet. */
  readonly customReason?: string;
}

/**
 * The initial content of the form for a rating: the draft if there is one, otherwise the current
 * feedback. Reasons of the other rating are dropped.
 *
 * @example
 * draftFor('dislike', null, { rating: 'like', reasons: ['Clear'], comment: 'Thanks.' });
 * // { rating: 'dislike', reasons: [], comment: 'Thanks.' }
 */
export function draftFor(rating: Rating, draft: FeedbackDraft | null, current: Feedback): FeedbackDraft {
  if (draft !== null) return draft.rating === rating ? draft : { ...draft, rating, reasons: [] };
  return { rating, reasons: current.rating === rating ? current.reasons : [], comment: current.comment };
}

/**
 * The draft after a new rating replaces `current`. Switching drops the reasons, as they belong to
 * the other rating. What would disappear with the old rating becomes the draft. `null` if
 * nothing is left.
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

/** The feedback's reasons and comment as a draft. `null` if it has neither. */
export function draftOf({ rating, reasons, comment }: Feedback): FeedbackDraft | null {
  return rating === null || isEmptyDraft({ reasons, comment }) ? null : { rating, reasons, comment };
}

/** The feedback that sending the draft would submit. */
export function feedbackOf({ rating, reasons, comment, customReason }: FeedbackDraft): Feedback {
  return { rating, reasons: customReason ? [...reasons, customReason] : reasons, comment };
}

/** Whether the draft has no reason, comment or custom reason. */
export function isEmptyDraft({ reasons, comment, customReason }: Omit<FeedbackDraft, 'rating'>): boolean {
  return reasons.length === 0 && comment === '' && !customReason;
}
