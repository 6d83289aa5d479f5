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
 * Rates the message as bad; a second press revokes the rating. Without children it shows the icon
 * of `styles.css`, if `Root` has the class `message-feedback`. If it shows a text, pass the same
 * text as `aria-label`.
 * Renders a `<button>` element, or nothing where the message does not accept this rating.
 *
 * @example
 * ```tsx
 * <MessageFeedback.Dislike className="thumb">👎</MessageFeedback.Dislike>
 * ```
 */
export const MessageFeedbackDislike = React.forwardRef(function MessageFeedbackDislike(
  { render, onClick, ...elementProps }: MessageFeedbackDislikeProps,
  forwardedRef: React.ForwardedRef<HTMLButtonElement>,
) {
  const bar = useMessageFeedbackRootContext('Dislike');
  if (!bar.view.ratings.includes('dislike')) return null;
  const state = {
    ...bar.state,
    pressed: bar.view.feedback.rating === 'dislike',
    blocked: bar.blocked !== undefined,
  };
  return renderPart('button', render, state, {
    ...ratingAttributes(bar, 'dislike'),
    ...withoutUndefined(elementProps),
    ref: forwardedRef,
    onClick: composeEventHandlers(onClick, pressHandler(bar, 'dislike')),
  });
});

export interface MessageFeedbackDislikeState extends MessageFeedbackRootState {
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

export interface MessageFeedbackDislikeProps
  extends PartProps<'button', MessageFeedbackDislikeState>,
    ElementProps<'button'> {}
