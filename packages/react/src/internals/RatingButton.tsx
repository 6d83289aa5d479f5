'use client';
import type { Rating } from '@message-feedback/core';
import * as React from 'react';
import { useMessageFeedbackRootContext } from '../message-feedback/MessageFeedbackRootContext.ts';
import { composeEventHandlers } from './composeEventHandlers.ts';
import { composeRefs } from './composeRefs.ts';
import { type PartProps, renderPart } from './renderPart.ts';

/** What Like and Dislike have in common. */
export const RatingButton = React.forwardRef(function RatingButton(
  { rating, part, render, onClick, disabled = false, ...elementProps }: RatingButtonProps,
  forwardedRef: React.ForwardedRef<HTMLButtonElement>,
) {
  const root = useMessageFeedbackRootContext(part);
  const pressed = root.feedback.rating === rating;
  const final = root.saved?.final ?? false;
  const blocked = disabled || root.disabled || final;
  const label = root.labels.rating[rating];

  return renderPart('button', render, {
    type: 'button',
    'aria-label': label,
    'aria-pressed': pressed,
    // A disabled button drops keyboard focus, so it stays enabled and says that it does nothing.
    'aria-disabled': blocked || undefined,
    title: final ? root.labels.final : label,
    'data-rating': rating,
    'data-pressed': pressed ? '' : undefined,
    ...elementProps,
    ref: composeRefs(root.buttons[rating], forwardedRef),
    onClick: composeEventHandlers(onClick, () => {
      if (!blocked) root.press(rating);
    }),
  });
});

export interface RatingButtonProps extends PartProps, React.ComponentPropsWithoutRef<'button'> {
  rating: Rating;
  part: string;
}
