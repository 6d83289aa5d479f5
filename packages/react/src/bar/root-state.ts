import type { DeliveryState, Rating } from '@message-feedback/core';
import type { Bar } from './useBar.ts';

/** The state of the bar, for `render`, `className` and `style` of every part. */
export function rootState({ view, disabled, readOnly }: Bar): MessageFeedbackRootState {
  return {
    rating: view.feedback.rating,
    delivery: view.delivery,
    final: view.final,
    disabled: Boolean(disabled),
    readOnly: Boolean(readOnly),
  };
}

/** Part of the state of every part. */
export interface MessageFeedbackRootState {
  /**
   * The rating.
   * @selector [data-rating="like"], [data-rating="dislike"]
   */
  rating: Rating | null;
  /**
   * The progress of the newest feedback; the attribute is absent once there is nothing to send.
   * @selector [data-delivery="sending"], [data-delivery="slow"], [data-delivery="delayed"], [data-delivery="held"]
   */
  delivery: DeliveryState;
  /**
   * Whether the rating can no longer change.
   * @selector [data-final]
   */
  final: boolean;
  /**
   * Whether the message cannot be rated now.
   * @selector [data-disabled]
   */
  disabled: boolean;
  /**
   * Whether the feedback is for reading only.
   * @selector [data-readonly]
   */
  readOnly: boolean;
}
