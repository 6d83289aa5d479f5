'use client';
import * as React from 'react';
import { statusAttributes } from '../bar/bar-props.ts';
import { useMessageFeedbackRootContext } from '../bar/MessageFeedbackRootContext.tsx';
import { type PartProps, renderPart } from '../internals/part-element.ts';

/**
 * Shows the progress of the feedback and announces it politely. It is always mounted, because
 * screen readers only announce changes of a live region that they already know; it is empty while
 * there is no news.
 * Renders a `<span>` element.
 *
 * @example
 * ```tsx
 * <MessageFeedback.Status className="status" />
 * ```
 */
export const MessageFeedbackStatus = React.forwardRef(function MessageFeedbackStatus(
  { render, ...elementProps }: MessageFeedbackStatusProps,
  forwardedRef: React.ForwardedRef<HTMLSpanElement>,
) {
  const bar = useMessageFeedbackRootContext('Status');
  return renderPart('span', render, { ...statusAttributes(bar), ...elementProps, ref: forwardedRef });
});

export interface MessageFeedbackStatusState {
  /**
   * Set while the status shows a refusal.
   * @selector [data-tone="error"]
   */
  tone: 'error' | undefined;
}

export interface MessageFeedbackStatusProps extends PartProps, React.ComponentPropsWithoutRef<'span'> {}
