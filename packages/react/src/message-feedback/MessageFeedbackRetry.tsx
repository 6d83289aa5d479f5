'use client';
import * as React from 'react';
import { ActionButton } from '../bar/ActionButton.tsx';
import { useMessageFeedbackRootContext } from '../bar/MessageFeedbackRootContext.ts';
import type { PartProps } from '../internals/part-element.ts';

/**
 * Sends at once what has not been sent for long.
 * Renders a `<button>` element, or nothing while nothing waits.
 */
export const MessageFeedbackRetry = React.forwardRef(function MessageFeedbackRetry(
  props: MessageFeedbackRetryProps,
  forwardedRef: React.ForwardedRef<HTMLButtonElement>,
) {
  const { model, view, labels, track } = useMessageFeedbackRootContext('Retry');
  if (view.delivery !== 'delayed') return null;
  return (
    <ActionButton
      {...props}
      ref={forwardedRef}
      part="Retry"
      act={() => {
        model.client.retry(model.message);
        track?.('retried', model.message);
      }}
    >
      {props.children ?? labels.retry}
    </ActionButton>
  );
});

export interface MessageFeedbackRetryProps extends PartProps, React.ComponentPropsWithoutRef<'button'> {}
