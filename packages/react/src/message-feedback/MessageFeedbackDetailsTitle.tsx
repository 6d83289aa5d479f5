'use client';
import * as React from 'react';
import { useMessageFeedbackRootContext } from '../bar/MessageFeedbackRootContext.tsx';
import { type PartProps, renderPart } from '../internals/part-element.ts';

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
  const { labels, view, id, blocked } = useMessageFeedbackRootContext('DetailsTitle');
  return renderPart('h2', render, {
    id: `${id}title`,
    'data-feedback-part': 'title',
    ...elementProps,
    ref: forwardedRef,
    children:
      elementProps.children ??
      (blocked === undefined
        ? labels.detailsTitle[view.detailsFor ?? view.feedback.rating ?? 'dislike']
        : labels.viewDetailsTitle),
  });
});

export interface MessageFeedbackDetailsTitleProps extends PartProps, React.ComponentPropsWithoutRef<'h2'> {}
