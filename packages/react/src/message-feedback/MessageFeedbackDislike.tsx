'use client';
import * as React from 'react';
import { RatingButton } from '../internals/RatingButton.tsx';
import type { PartProps } from '../internals/renderPart.ts';

/**
 * Says that the message was bad; pressing it again takes that back. Shows the theme's icon while it has no children.
 * Renders a `<button>` element.
 */
export const MessageFeedbackDislike = React.forwardRef(function MessageFeedbackDislike(
  props: MessageFeedbackDislikeProps,
  forwardedRef: React.ForwardedRef<HTMLButtonElement>,
) {
  return <RatingButton {...props} ref={forwardedRef} rating="dislike" part="Dislike" />;
});

export interface MessageFeedbackDislikeState {
  /**
   * Whether the person currently says so.
   * @selector [data-pressed]
   */
  pressed: boolean;
}

export interface MessageFeedbackDislikeProps extends PartProps, React.ComponentPropsWithoutRef<'button'> {}
