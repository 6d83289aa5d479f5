'use client';
import * as React from 'react';
import { closeDetails } from '../bar/bar-actions.ts';
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
  const bar = useMessageFeedbackRootContext('Close');
  const { model, labels } = bar;
  return renderPart('button', render, bar.state, {
    type: 'button',
    'data-feedback-part': 'button',
    ...withoutUndefined(elementProps),
    ref: forwardedRef,
    onClick: composeEventHandlers(onClick, () => closeDetails(model)),
    children: elementProps.children ?? labels.close,
  });
});

export interface MessageFeedbackCloseState extends MessageFeedbackRootState {}

export interface MessageFeedbackCloseProps
  extends PartProps<'button', MessageFeedbackCloseState>,
    ElementProps<'button'> {}
