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
import { sentOf } from '../provider/feedback-reasons.ts';

/**
 * Names the comment field, and asks for a comment while a chosen reason invites one.
 * Renders a `<label>` element, or nothing while there is no comment field.
 *
 * @example
 * ```tsx
 * <MessageFeedback.CommentLabel />
 * <MessageFeedback.Comment />
 * ```
 */
export const MessageFeedbackCommentLabel = React.forwardRef(function MessageFeedbackCommentLabel(
  { render, ...elementProps }: MessageFeedbackCommentLabelProps,
  forwardedRef: React.ForwardedRef<HTMLLabelElement>,
) {
  const { root, draft, readOnly } = useFeedbackForm('CommentLabel');
  if (draft === null || (readOnly && draft.comment === '')) return null;
  const { labels, reasons, id } = root;
  const wanted = reasons[draft.rating].some(
    (reason) => reason.wantsComment && draft.reasons.includes(sentOf(reason, reasons)),
  );
  return renderPart(
    'label',
    render,
    { ...root.state, wanted },
    {
      htmlFor: `${id}comment`,
      'data-feedback-part': 'label',
      'data-wanted': wanted ? '' : undefined,
      ...withoutUndefined(elementProps),
      ref: forwardedRef,
      children: elementProps.children ?? (wanted && !readOnly ? labels.commentWanted : labels.comment),
    },
  );
});

export interface MessageFeedbackCommentLabelState extends MessageFeedbackRootState {
  /**
   * Whether a chosen reason invites a comment.
   * @selector [data-wanted]
   */
  wanted: boolean;
}

export interface MessageFeedbackCommentLabelProps
  extends PartProps<'label', MessageFeedbackCommentLabelState>,
    ElementProps<'label'> {}
