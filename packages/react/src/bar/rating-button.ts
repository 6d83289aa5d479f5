import type { Rating } from '@message-feedback/core';
import type { MessageFeedbackModel } from './message-feedback-model.ts';

/** Selects the thumbs of a bar. */
export const THUMB = '[aria-pressed][data-rating]';
const TRIGGER = '[data-feedback-part="action"][aria-expanded]';

/**
 * The button of a rating, to position the details at and to move focus to. In a bar without it, the
 * other thumb, the button that opens the details, or the bar itself.
 */
export function ratingButton({ element }: MessageFeedbackModel, rating: Rating | null): HTMLElement | null {
  const find = (selector: string) => element?.querySelector<HTMLElement>(selector);
  return (
    find(`${THUMB}[data-rating="${rating}"]`) ??
    find(THUMB) ??
    find(TRIGGER) ??
    (element as HTMLElement | null)
  );
}
