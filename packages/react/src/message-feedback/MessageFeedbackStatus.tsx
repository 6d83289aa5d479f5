'use client';
import * as React from 'react';
import { statusAttributes } from '../bar/bar-props.ts';
import { useMessageFeedbackRootContext } from '../bar/MessageFeedbackRootContext.ts';
import { type PartProps, renderPart } from '../internals/part-element.ts';

/**
 * Says how the feedback is getting on, to the eye and as a polite announcement. Always there, so that screen readers
 * know it before it first speaks; empty while there is nothing to say.
 * Renders a `<span>` element.
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
   * Set while a refusal is told.
   * @selector [data-tone="error"]
   */
  tone: 'error' | undefined;
}

export interface MessageFeedbackStatusProps extends PartProps, React.ComponentPropsWithoutRef<'span'> {}
