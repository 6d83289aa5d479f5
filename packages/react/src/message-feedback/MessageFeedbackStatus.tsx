'use client';
import * as React from 'react';
import { type PartProps, renderPart } from '../internals/renderPart.ts';
import {
  type MessageFeedbackRootContextValue,
  useMessageFeedbackRootContext,
} from './MessageFeedbackRootContext.ts';

/**
 * Says how the feedback is getting on, to the eye and as a polite announcement. Always there, so that screen readers
 * know it before it first speaks; empty while there is nothing to say.
 * Renders a `<span>` element.
 */
export const MessageFeedbackStatus = React.forwardRef(function MessageFeedbackStatus(
  { render, ...elementProps }: MessageFeedbackStatusProps,
  forwardedRef: React.ForwardedRef<HTMLSpanElement>,
) {
  const root = useMessageFeedbackRootContext('Status');
  const tone = root.refusal !== null ? 'error' : undefined;
  return renderPart('span', render, {
    role: 'status',
    'data-tone': tone,
    ...elementProps,
    ref: forwardedRef,
    children: elementProps.children ?? statusText(root),
  });
});

export interface MessageFeedbackStatusState {
  /**
   * Set while a refusal is told.
   * @selector [data-tone="error"]
   */
  tone: 'error' | undefined;
}

export interface MessageFeedbackStatusProps extends PartProps, React.ComponentPropsWithoutRef<'span'> {}

/** The one sentence to say now, or nothing. */
function statusText({
  labels,
  delivery,
  refusal,
  notice,
  saved,
}: MessageFeedbackRootContextValue): string | undefined {
  switch (delivery) {
    case 'slow':
      return labels.saving;
    case 'delayed':
      return labels.delayed;
    case 'held':
      return labels.held;
    default:
      if (refusal !== null) return labels.refused[refusal.code] ?? labels.refused.other;
      if (notice === 'taken_back') return labels.takenBack;
      if (notice === 'saved') return saved?.final ? `${labels.saved} ${labels.final}` : labels.saved;
      return undefined;
  }
}
