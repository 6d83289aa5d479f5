import { draftFor, type FeedbackDraft } from '@message-feedback/core';
import type { MessageFeedbackView } from '../bar/message-feedback-view.ts';

/** The content of the form: the unsent text, or what was sent. `null` without a rating. */
export function formOf(view: MessageFeedbackView, isBlocked: boolean): FeedbackDraft | null {
  const rating = view.detailsFor ?? view.feedback.rating;
  return rating && draftFor(rating, isBlocked ? null : view.draft, view.feedback);
}
