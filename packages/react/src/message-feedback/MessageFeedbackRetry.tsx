'use client';
import * as React from 'react';
import { ActionButton } from '../bar/ActionButton.tsx';
import { useMessageFeedbackRootContext } from '../bar/MessageFeedbackRootContext.tsx';
import type { PartProps } from '../internals/part-element.ts';

/**
 * Sends feedback now that could not be sent for a while.
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
  const { model, view, labels } = useMessageFeedbackRootContext('Retry');
  if (view.delivery !== 'delayed') return null;
  return (
    <ActionButton {...props} ref={forwardedRef} part="Retry" act={() => model.retry()}>
      {props.children ?? labels.retry}
    </ActionButton>
  );
});

export interface MessageFeedbackRetryProps extends PartProps, React.ComponentPropsWithoutRef<'button'> {}
