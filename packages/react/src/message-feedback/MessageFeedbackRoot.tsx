'use client';
import type { Rating } from '@message-feedback/core';
import * as React from 'react';
import { groupProps } from '../bar/bar-props.ts';
import { MessageFeedbackRootProvider } from '../bar/MessageFeedbackRootContext.tsx';
import { UsageTracker } from '../bar/UsageTracker.tsx';
import { type BarProps, useBar } from '../bar/useBar.ts';
import { useBarTimers } from '../bar/useBarTimers.ts';
import { type PartProps, renderPart } from '../internals/part-element.ts';

/**
 * Groups the parts that rate one message, and gives them that message.
 * Renders a `<div>` element.
 *
 * @example
 * ```tsx
 * <MessageFeedback.Root message={{ messageId: 'message-1' }}>
 *   <MessageFeedback.Like />
 *   <MessageFeedback.Dislike />
 *   <MessageFeedback.Status />
 *   <MessageFeedback.Undo />
 *   <MessageFeedback.Retry />
 * </MessageFeedback.Root>
 * ```
 */
export const MessageFeedbackRoot = React.forwardRef(function MessageFeedbackRoot(
  props: MessageFeedbackRootProps,
  forwardedRef: React.ForwardedRef<HTMLDivElement>,
) {
  const [bar, { render, children, ...elementProps }] = useBar(props);
  useBarTimers(bar, bar !== null && (bar.view.hasIntent || bar.view.feedback.rating !== null));
  if (bar === null) return null;

  return (
    <MessageFeedbackRootProvider bar={bar}>
      {renderPart('div', render, {
        ...groupProps(bar, elementProps),
        ref: forwardedRef,
        children: (
          <>
            {children}
            {bar.tracked && <UsageTracker />}
          </>
        ),
      })}
    </MessageFeedbackRootProvider>
  );
});

export interface MessageFeedbackRootState {
  /**
   * The rating.
   * @selector [data-rating="like"], [data-rating="dislike"]
   */
  rating: Rating | null;
  /**
   * Whether the proxy has not yet confirmed the feedback, and for how long.
   * @selector [data-delivery]
   */
  unsent: boolean;
  /**
   * Whether the rating can no longer change.
   * @selector [data-final]
   */
  final: boolean;
  /**
   * Whether the message cannot be rated now.
   * @selector [data-disabled]
   */
  disabled: boolean;
  /**
   * Whether the feedback is for reading only.
   * @selector [data-readonly]
   */
  readOnly: boolean;
}

export interface MessageFeedbackRootProps
  extends BarProps,
    PartProps,
    React.ComponentPropsWithoutRef<'div'> {}
