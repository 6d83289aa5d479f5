'use client';
import * as React from 'react';
import { useFeedbackForm } from '../form/useFeedbackForm.ts';
import { type PartProps, renderPart } from '../internals/part-element.ts';
import { sentOf } from '../provider/feedback-reasons.ts';

/**
 * Names the comment field. While a reason is chosen that asks for words it invites to write them.
 * Renders a `<label>` element, or nothing while there is no such field.
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
  return renderPart('label', render, {
    htmlFor: `${id}comment`,
    'data-wanted': wanted ? '' : undefined,
    ...elementProps,
    ref: forwardedRef,
    children: elementProps.children ?? (wanted && !readOnly ? labels.commentWanted : labels.comment),
  });
});

export interface MessageFeedbackCommentLabelState {
  /**
   * Whether a chosen reason asks for words.
   * @selector [data-wanted]
   */
  wanted: boolean;
}

export interface MessageFeedbackCommentLabelProps
  extends PartProps,
    React.ComponentPropsWithoutRef<'label'> {}
