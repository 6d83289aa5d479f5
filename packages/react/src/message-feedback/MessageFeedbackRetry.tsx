'use client';
import * as React from 'react';
import { ActionButton } from '../bar/ActionButton.tsx';
import { retry } from '../bar/bar-actions.ts';
import { useMessageFeedbackRootContext } from '../bar/MessageFeedbackRootContext.tsx';
import type { MessageFeedbackRootState } from '../bar/root-state.ts';
import type { ElementProps, PartProps } from '../internals/part-element.ts';

/**
 * Sends delayed feedback now, but not before the end of a `Retry-After` of up to 5 minutes.
 * Renders a `<button>` element, or nothing while no feedback is delayed.
 *
 * @example
 * ```tsx
 * <MessageFeedback.Retry>Try again</MessageFeedback.Retry>
 * ```
 */
export const MessageFeedbackRetry = React.forwardRef(function MessageFeedbackRetry(
  props: MessageFeedbackRetryProps,
  forwardedRef: React.ForwardedRef<HTMLButtonElement>,
) {
  const bar = useMessageFeedbackRootContext('Retry');
  const { model, view, labels } = bar;
  if (view.delivery !== 'delayed') return null;
  return (
    <ActionButton {...props} ref={forwardedRef} part="Retry" state={bar.state} act={() => retry(model)}>
      {props.children ?? labels.retry}
    </ActionButton>
  );
});

export interface MessageFeedbackRetryState extends MessageFeedbackRootState {}

export interface MessageFeedbackRetryProps
  extends PartProps<'button', MessageFeedbackRetryState>,
    ElementProps<'button'> {}
