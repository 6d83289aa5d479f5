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
 * Adds the text in `ReasonInput` to the reasons, for users without an Enter key, and moves focus
 * back to the field.
 * Renders a `<button>` element, or nothing while there is no such field.
 *
 * @example
 * ```tsx
 * <MessageFeedback.ReasonInput />
 * <MessageFeedback.ReasonAdd>Add this reason</MessageFeedback.ReasonAdd>
 * ```
 */
export const MessageFeedbackReasonAdd = React.forwardRef(function MessageFeedbackReasonAdd(
  { render, onClick, ...elementProps }: MessageFeedbackReasonAddProps,
  forwardedRef: React.ForwardedRef<HTMLButtonElement>,
) {
  const { root, draft, readOnly, addCustomReason } = useFeedbackForm('ReasonAdd');
  if (draft === null || readOnly) return null;
  return renderPart('button', render, root.state, {
    type: 'button',
    'data-feedback-part': 'button',
    ...withoutUndefined(elementProps),
    ref: forwardedRef,
    onClick: composeEventHandlers(onClick, () => addCustomReason()),
    children: elementProps.children ?? root.labels.addReason,
  });
});

export interface MessageFeedbackReasonAddState extends MessageFeedbackRootState {}

export interface MessageFeedbackReasonAddProps
  extends PartProps<'button', MessageFeedbackReasonAddState>,
    ElementProps<'button'> {}
