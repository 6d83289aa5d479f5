'use client';
import * as React from 'react';
import type { MessageFeedbackRootState } from '../bar/root-state.ts';
import { useFeedbackForm } from '../form/useFeedbackForm.ts';
import { composeEventHandlers } from '../internals/event-handlers.ts';
import {
  type ElementProps,
  type PartProps,
  renderPart,
  withoutUndefined,
} from '../internals/part-element.ts';

/**
 * Sends the rating. Reasons and comment are optional.
 * Renders a `<button>` element, or nothing where nothing can change.
 *
 * @example
 * ```tsx
 * <MessageFeedback.Send>Send feedback</MessageFeedback.Send>
 * ```
 */
export const MessageFeedbackSend = React.forwardRef(function MessageFeedbackSend(
  { render, onClick, ...elementProps }: MessageFeedbackSendProps,
  forwardedRef: React.ForwardedRef<HTMLButtonElement>,
) {
  const { root, readOnly, send } = useFeedbackForm('Send');
  if (readOnly) return null;
  return renderPart('button', render, root.state, {
    type: 'button',
    'data-feedback-part': 'button',
    'data-primary': '',
    ...withoutUndefined(elementProps),
    ref: forwardedRef,
    onClick: composeEventHandlers(onClick, () => send()),
    children: elementProps.children ?? root.labels.send,
  });
});

export interface MessageFeedbackSendState extends MessageFeedbackRootState {}

export interface MessageFeedbackSendProps
  extends PartProps<'button', MessageFeedbackSendState>,
    ElementProps<'button'> {}
