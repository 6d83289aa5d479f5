'use client';
import * as React from 'react';
import { pressHandler, ratingAttributes } from '../bar/bar-props.ts';
import { useMessageFeedbackRootContext } from '../bar/MessageFeedbackRootContext.ts';
import { composeEventHandlers } from '../internals/event-handlers.ts';
import { type PartProps, renderPart } from '../internals/part-element.ts';

/**
 * Says that the message was bad; pressing it again takes that back. Shows the theme's icon while it has no children.
 * Renders a `<button>` element, or nothing where the message does not take this rating.
 */
export const MessageFeedbackDislike = React.forwardRef(function MessageFeedbackDislike(
  { render, onClick, ...elementProps }: MessageFeedbackDislikeProps,
  forwardedRef: React.ForwardedRef<HTMLButtonElement>,
) {
  const bar = useMessageFeedbackRootContext('Dislike');
  if (!bar.view.ratings.includes('dislike')) return null;
  return renderPart('button', render, {
    ...ratingAttributes(bar, 'dislike'),
    ...elementProps,
    ref: forwardedRef,
    onClick: composeEventHandlers(onClick, pressHandler(bar, 'dislike')),
  });
});

export interface MessageFeedbackDislikeState {
  /**
   * Whether the user currently says so.
   * @selector [data-pressed]
   */
  pressed: boolean;
}

export interface MessageFeedbackDislikeProps extends PartProps, React.ComponentPropsWithoutRef<'button'> {}
