'use client';
import * as React from 'react';
import { statusAttributes } from '../bar/bar-props.ts';
import { useMessageFeedbackRootContext } from '../bar/MessageFeedbackRootContext.tsx';
import type { MessageFeedbackRootState } from '../bar/root-state.ts';
import {
  type ElementProps,
  type PartProps,
  renderPart,
  withoutUndefined,
} from '../internals/part-element.ts';

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
  const attributes = statusAttributes(bar);
  const state = {
    ...bar.state,
    tone: attributes['data-tone'],
    empty: attributes.children === undefined,
  };
  return renderPart('span', render, state, {
    ...attributes,
    ...withoutUndefined(elementProps),
    ref: forwardedRef,
  });
});

export interface MessageFeedbackStatusState extends MessageFeedbackRootState {
  /**
   * Set while the status shows a refusal.
   * @selector [data-tone="error"]
   */
  tone: 'error' | undefined;
  /**
   * Whether there is no news.
   * @selector :empty
   */
  empty: boolean;
}

export interface MessageFeedbackStatusProps
  extends PartProps<'span', MessageFeedbackStatusState>,
    ElementProps<'span'> {}
