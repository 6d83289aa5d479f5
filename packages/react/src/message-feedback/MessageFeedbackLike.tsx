'use client';
import * as React from 'react';
import { RatingButton } from '../internals/RatingButton.tsx';
import type { PartProps } from '../internals/renderPart.ts';

/**
 * Says that the message was good; pressing it again takes that back. Shows the theme's icon while it has no children.
 * Renders a `<button>` element.
 */
export const MessageFeedbackLike = React.forwardRef(function MessageFeedbackLike(
  props: MessageFeedbackLikeProps,
  forwardedRef: React.ForwardedRef<HTMLButtonElement>,
) {
  return <RatingButton {...props} ref={forwardedRef} rating="like" part="Like" />;
});

export interface MessageFeedbackLikeState {
  /**
   * Whether the person currently says so.
   * @selector [data-pressed]
   */
  pressed: boolean;
}

export interface MessageFeedbackLikeProps extends PartProps, React.ComponentPropsWithoutRef<'button'> {}
