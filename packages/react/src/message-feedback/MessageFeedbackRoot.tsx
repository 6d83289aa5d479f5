'use client';
import type { Feedback } from '@message-feedback/core';
import * as React from 'react';
import { groupProps } from '../bar/bar-props.ts';
import { FeedbackControl } from '../bar/FeedbackControl.tsx';
import { MessageFeedbackRootProvider } from '../bar/MessageFeedbackRootContext.tsx';
import { type MessageFeedbackRootState, rootState } from '../bar/root-state.ts';
import { UsageTracker } from '../bar/UsageTracker.tsx';
import { type BarProps, useBar } from '../bar/useBar.ts';
import { useBarTimers } from '../bar/useBarTimers.ts';
import { useHeldEnter } from '../bar/useHeldEnter.ts';
import {
  type ElementProps,
  type PartProps,
  renderPart,
  withoutUndefined,
} from '../internals/part-element.ts';

/**
 * Groups the parts that rate one message, and gives them that message. For the styles of
 * `styles.css`, give it the class `message-feedback`.
 * Renders a `<div>` element.
 *
 * @example
 * ```tsx
 * <MessageFeedback.Root message={{ messageId: 'message-1' }} className="message-feedback">
 *   <MessageFeedback.Like />
 *   <MessageFeedback.Dislike />
 *   <MessageFeedback.Status />
 *   <MessageFeedback.Undo />
 *   <MessageFeedback.Retry />
 * </MessageFeedback.Root>
 * ```
 */
export const MessageFeedbackRoot = React.forwardRef(function MessageFeedbackRoot(
  { feedback, ...props }: MessageFeedbackRootProps,
  forwardedRef: React.ForwardedRef<HTMLDivElement>,
) {
  if (feedback === undefined) return <UncontrolledRoot {...props} ref={forwardedRef} />;
  const { onFeedbackChange, initialFeedback: _replaced, ...rest } = props;
  return (
    <FeedbackControl feedback={feedback} onFeedbackChange={onFeedbackChange}>
      <UncontrolledRoot {...rest} ref={forwardedRef} />
    </FeedbackControl>
  );
});

/** Shows the feedback of its client, which a host may control. */
const UncontrolledRoot = React.forwardRef(function UncontrolledRoot(
  props: Omit<MessageFeedbackRootProps, 'feedback'>,
  forwardedRef: React.ForwardedRef<HTMLDivElement>,
) {
  const [bar, { render, children, ...elementProps }] = useBar(props);
  useBarTimers(bar, bar !== null && (bar.view.hasIntent || bar.view.feedback.rating !== null));
  useHeldEnter(bar);
  if (!bar?.view.ratings.length) return null;

  return (
    <MessageFeedbackRootProvider bar={bar}>
      {renderPart('div', render, rootState(bar), {
        ...groupProps(bar, withoutUndefined(elementProps)),
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

export interface MessageFeedbackRootProps
  extends BarProps,
    PartProps<'div', MessageFeedbackRootState>,
    ElementProps<'div'> {
  /**
   * What to show, in controlled mode. A change by the user calls `onFeedbackChange` and is
   * submitted, unless the callback cancels it. A change by you is shown, and not submitted. A new
   * object with the same content only costs a render of the bar.
   */
  feedback?: Feedback | undefined;
}
