'use client';
import * as React from 'react';
import { pressHandler, ratingAttributes } from '../bar/bar-props.ts';
import { useMessageFeedbackRootContext } from '../bar/MessageFeedbackRootContext.ts';
import { composeEventHandlers } from '../internals/event-handlers.ts';
import { type PartProps, renderPart } from '../internals/part-element.ts';

/**
 * Says that the message was good; pressing it again takes that back. Shows the theme's icon while it has no children.
 * Renders a `<button>` element, or nothing where the message does not take this rating.
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
   * Whether the user currently says so.
   * @selector [data-pressed]
   */
  pressed: boolean;
}

export interface MessageFeedbackLikeProps extends PartProps, React.ComponentPropsWithoutRef<'button'> {}
