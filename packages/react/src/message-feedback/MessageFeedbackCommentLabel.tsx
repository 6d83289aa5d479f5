'use client';
import * as React from 'react';
import { type PartProps, renderPart } from '../internals/renderPart.ts';
import { useMessageFeedbackRootContext } from './MessageFeedbackRootContext.ts';

/**
 * Names the comment field.
 * Renders a `<label>` element.
 */
export const MessageFeedbackCommentLabel = React.forwardRef(function MessageFeedbackCommentLabel(
  { render, ...elementProps }: MessageFeedbackCommentLabelProps,
  forwardedRef: React.ForwardedRef<HTMLLabelElement>,
) {
  const { labels, id } = useMessageFeedbackRootContext('CommentLabel');
  return renderPart('label', render, {
    htmlFor: `${id}comment`,
    ...elementProps,
    ref: forwardedRef,
    children: elementProps.children ?? labels.comment,
  });
});

export interface MessageFeedbackCommentLabelProps
  extends PartProps,
    React.ComponentPropsWithoutRef<'label'> {}
