'use client';
import type { FeedbackProblemCode } from '@message-feedback/core';
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
 * Explains why the comment cannot be sent, after the user pressed Send.
 * Renders a `<p>` element, or nothing without such a problem.
 *
 * @example
 * ```tsx
 * <MessageFeedback.Comment />
 * <MessageFeedback.CommentError className="error" />
 * ```
 */
export const MessageFeedbackCommentError = React.forwardRef(function MessageFeedbackCommentError(
  { render, ...elementProps }: MessageFeedbackCommentErrorProps,
  forwardedRef: React.ForwardedRef<HTMLParagraphElement>,
) {
  const { root, problems } = useFeedbackForm('CommentError');
  const problem = problems.find(({ field }) => field === 'comment');
  if (problem === undefined || !root.view.problemsShown) return null;
  const state = { ...root.state, problem: problem.code };
  return renderPart('p', render, state, {
    role: root.view.problemAnnounced ? 'alert' : undefined,
    'data-feedback-part': 'error',
    'data-error': '',
    'data-problem': problem.code,
    ...withoutUndefined(elementProps),
    id: `${root.id}comment-error`,
    ref: forwardedRef,
    children:
      problem.code === 'too_long'
        ? root.labels.commentTooLong(problem.count - problem.limit)
        : root.labels.commentNotStorable,
  });
});

export interface MessageFeedbackCommentErrorState extends MessageFeedbackRootState {
  /**
   * What is wrong with the comment.
   * @selector [data-problem="too_long"], [data-problem="not_storable"]
   */
  problem: FeedbackProblemCode;
}

export interface MessageFeedbackCommentErrorProps
  extends PartProps<'p', MessageFeedbackCommentErrorState>,
    Omit<ElementProps<'p'>, 'id'> {}
