'use client';
import * as React from 'react';
import { useMessageFeedbackRootContext } from '../message-feedback/MessageFeedbackRootContext.ts';
import { composeEventHandlers } from './composeEventHandlers.ts';
import { type PartProps, renderPart } from './renderPart.ts';

/**
 * A button that comes and goes with what it can do. As it goes when pressed, focus moves to the rating's button first:
 * otherwise it would fall to the page.
 */
export const ActionButton = React.forwardRef(function ActionButton(
  { part, act, staysMounted = false, render, onClick, ...elementProps }: ActionButtonProps,
  forwardedRef: React.ForwardedRef<HTMLButtonElement>,
) {
  const { model, view } = useMessageFeedbackRootContext(part);
  return renderPart('button', render, {
    type: 'button',
    ...elementProps,
    ref: forwardedRef,
    onClick: composeEventHandlers(onClick, () => {
      if (!staysMounted) model.buttonOf(view.feedback.rating)?.focus();
      act();
    }),
  });
});

export interface ActionButtonProps extends PartProps, React.ComponentPropsWithoutRef<'button'> {
  part: string;
  act: () => void;
  staysMounted?: boolean;
}
