'use client';
import * as React from 'react';
import { useMessageFeedbackRootContext } from '../bar/MessageFeedbackRootContext.tsx';
import type { MessageFeedbackRootState } from '../bar/root-state.ts';
import {
  type ElementProps,
  type PartProps,
  renderPart,
  withoutUndefined,
} from '../internals/part-element.ts';

/**
 * Names the details.
 * Renders an `<h2>` element.
 *
 * @example
 * ```tsx
 * <MessageFeedback.DetailsTitle>What went wrong?</MessageFeedback.DetailsTitle>
 * ```
 */
export const MessageFeedbackDetailsTitle = React.forwardRef(function MessageFeedbackDetailsTitle(
  { render, ...elementProps }: MessageFeedbackDetailsTitleProps,
  forwardedRef: React.ForwardedRef<HTMLHeadingElement>,
) {
  const bar = useMessageFeedbackRootContext('DetailsTitle');
  const { labels, view, id, blocked } = bar;
  return renderPart('h2', render, bar.state, {
    'data-feedback-part': 'title',
    ...withoutUndefined(elementProps),
    id: `${id}title`,
    ref: forwardedRef,
    children:
      elementProps.children ??
      (blocked === undefined
        ? labels.detailsTitle[view.detailsFor ?? view.feedback.rating ?? 'dislike']
        : labels.viewDetailsTitle),
  });
});

export interface MessageFeedbackDetailsTitleState extends MessageFeedbackRootState {}

export interface MessageFeedbackDetailsTitleProps
  extends PartProps<'h2', MessageFeedbackDetailsTitleState>,
    Omit<ElementProps<'h2'>, 'id'> {}
