'use client';
import * as React from 'react';
import { closeDetails } from '../bar/details-state.ts';
import { useMessageFeedbackRootContext } from '../bar/MessageFeedbackRootContext.ts';
import { composeEventHandlers } from '../internals/event-handlers.ts';
import { type PartProps, renderPart } from '../internals/part-element.ts';

/**
 * Closes the details. The rating stays, and what was written stays as a draft.
 * Renders a `<button>` element.
 */
export const MessageFeedbackClose = React.forwardRef(function MessageFeedbackClose(
  { render, onClick, ...elementProps }: MessageFeedbackCloseProps,
  forwardedRef: React.ForwardedRef<HTMLButtonElement>,
) {
  const { model, labels } = useMessageFeedbackRootContext('Close');
  return renderPart('button', render, {
    type: 'button',
    ...elementProps,
    ref: forwardedRef,
    onClick: composeEventHandlers(onClick, () => closeDetails(model)),
    children: elementProps.children ?? labels.close,
  });
});

export interface MessageFeedbackCloseProps extends PartProps, React.ComponentPropsWithoutRef<'button'> {}
