'use client';
import * as React from 'react';
import { useMessageFeedbackRootContext } from '../bar/MessageFeedbackRootContext.tsx';
import { composeEventHandlers } from '../internals/event-handlers.ts';
import { type PartProps, renderPart } from '../internals/part-element.ts';

/**
 * Closes the details. The rating stays, and unsent text stays as a draft.
 * Renders a `<button>` element.
 *
 * @example
 * ```tsx
 * <MessageFeedback.Close>Cancel</MessageFeedback.Close>
 * ```
 */
export const MessageFeedbackClose = React.forwardRef(function MessageFeedbackClose(
  { render, onClick, ...elementProps }: MessageFeedbackCloseProps,
  forwardedRef: React.ForwardedRef<HTMLButtonElement>,
) {
  const { model, labels } = useMessageFeedbackRootContext('Close');
  return renderPart('button', render, {
    type: 'button',
    'data-feedback-part': 'button',
    ...elementProps,
    ref: forwardedRef,
    onClick: composeEventHandlers(onClick, () => model.close()),
    children: elementProps.children ?? labels.close,
  });
});

export interface MessageFeedbackCloseProps extends PartProps, React.ComponentPropsWithoutRef<'button'> {}
