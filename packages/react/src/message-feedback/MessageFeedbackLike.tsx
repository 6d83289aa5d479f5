'use client';
import * as React from 'react';
import { pressHandler, ratingAttributes } from '../bar/bar-props.ts';
import { useMessageFeedbackRootContext } from '../bar/MessageFeedbackRootContext.tsx';
import type { MessageFeedbackRootState } from '../bar/root-state.ts';
import { composeEventHandlers } from '../internals/event-handlers.ts';
import {
  type ElementProps,
  type PartProps,
  renderPart,
  withoutUndefined,
} from '../internals/part-element.ts';

/**
 * Rates the message as good; a second press revokes the rating. Without children it shows the icon
 * of `styles.css`, if `Root` has the class `message-feedback`. If it shows a text, pass the same
 * text as `aria-label`.
 * Renders a `<button>` element, or nothing where the message does not accept this rating.
 *
 * @example
 * ```tsx
 * <MessageFeedback.Like className="thumb">👍</MessageFeedback.Like>
 * ```
 */
export const MessageFeedbackLike = React.forwardRef(function MessageFeedbackLike(
  { render, onClick, ...elementProps }: MessageFeedbackLikeProps,
  forwardedRef: React.ForwardedRef<HTMLButtonElement>,
) {
  const bar = useMessageFeedbackRootContext('Like');
  if (!bar.view.ratings.includes('like')) return null;
  const state = {
    ...bar.state,
    pressed: bar.view.feedback.rating === 'like',
    blocked: bar.blocked !== undefined,
  };
  return renderPart('button', render, state, {
    ...ratingAttributes(bar, 'like'),
    ...withoutUndefined(elementProps),
    ref: forwardedRef,
    onClick: composeEventHandlers(onClick, pressHandler(bar, 'like')),
  });
});

export interface MessageFeedbackLikeState extends MessageFeedbackRootState {
  /**
   * Whether this is the user's rating.
   * @selector [data-pressed]
   */
  pressed: boolean;
  /**
   * Whether a press does nothing but explain why.
   * @selector [aria-disabled]
   */
  blocked: boolean;
}

export interface MessageFeedbackLikeProps
  extends PartProps<'button', MessageFeedbackLikeState>,
    ElementProps<'button'> {}
