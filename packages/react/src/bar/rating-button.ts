import type { Rating } from '@message-feedback/core';
import type { MessageFeedbackModel } from './message-feedback-model.ts';

/** The button of a rating, to position the details at and to move focus to. */
export function ratingButton({ element }: MessageFeedbackModel, rating: Rating | null): HTMLElement | null {
  return element?.querySelector<HTMLElement>(`[aria-pressed][data-rating="${rating ?? 'like'}"]`) ?? null;
}
