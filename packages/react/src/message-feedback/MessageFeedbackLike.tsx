'use client';
import * as React from 'react';
import { pressHandler, ratingAttributes } from '../bar/bar-props.ts';
import { useMessageFeedbackRootContext } from '../bar/MessageFeedbackRootContext.tsx';
import { composeEventHandlers } from '../internals/event-handlers.ts';
import { type PartProps, renderPart } from '../internals/part-element.ts';

/**
 * Rates the message as good; a second press revokes the rating. Without children it shows the icon
 * of `styles.css`.
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
  return renderPart('button', render, {
    ...ratingAttributes(bar, 'like'),
    ...elementProps,
    ref: forwardedRef,
    onClick: composeEventHandlers(onClick, pressHandler(bar, 'like')),
  });
});

export interface MessageFeedbackLikeState {
  /**
   * Whether this is the user's rating.
   * @selector [data-pressed]
   */
  pressed: boolean;
}

export interface MessageFeedbackLikeProps extends PartProps, React.ComponentPropsWithoutRef<'button'> {}
