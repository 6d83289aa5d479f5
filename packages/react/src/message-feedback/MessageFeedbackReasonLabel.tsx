'use client';
import * as React from 'react';
import type { MessageFeedbackRootState } from '../bar/root-state.ts';
import { useFeedbackForm } from '../form/useFeedbackForm.ts';
import {
  type ElementProps,
  type PartProps,
  renderPart,
  withoutUndefined,
} from '../internals/part-element.ts';

/**
 * Names the field for a custom reason.
 * Renders a `<label>` element, or nothing while there is no such field.
 *
 * @example
 * ```tsx
 * <MessageFeedback.ReasonLabel>Another reason</MessageFeedback.ReasonLabel>
 * <MessageFeedback.ReasonInput />
 * <MessageFeedback.ReasonAdd />
 * ```
 */
export const MessageFeedbackReasonLabel = React.forwardRef(function MessageFeedbackReasonLabel(
  { render, ...elementProps }: MessageFeedbackReasonLabelProps,
  forwardedRef: React.ForwardedRef<HTMLLabelElement>,
) {
  const { root, draft, readOnly } = useFeedbackForm('ReasonLabel');
  if (draft === null || readOnly) return null;
  return renderPart('label', render, root.state, {
    htmlFor: `${root.id}reason-input`,
    'data-feedback-part': 'label',
    ...withoutUndefined(elementProps),
    ref: forwardedRef,
    children: elementProps.children ?? root.labels.customReason,
  });
});

export interface MessageFeedbackReasonLabelState extends MessageFeedbackRootState {}

export interface MessageFeedbackReasonLabelProps
  extends PartProps<'label', MessageFeedbackReasonLabelState>,
    ElementProps<'label'> {}
