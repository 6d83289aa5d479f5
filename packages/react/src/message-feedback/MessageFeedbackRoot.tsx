'use client';
import type { Feedback } from '@message-feedback/core';
import * as React from 'react';
import { groupProps } from '../bar/bar-props.ts';
import { MessageFeedbackRootProvider } from '../bar/MessageFeedbackRootContext.tsx';
import { type MessageFeedbackRootState, rootState } from '../bar/root-state.ts';
import { UsageTracker } from '../bar/UsageTracker.tsx';
import { type BarProps, useBar } from '../bar/useBar.ts';
import { useBarTimers } from '../bar/useBarTimers.ts';
import { useControlledClient, useNotifyBars } from '../bar/useControlledClient.ts';
import { useHeldEnter } from '../bar/useHeldEnter.ts';
import {
  type ElementProps,
  type PartProps,
  renderPart,
  withoutUndefined,
} from '../internals/part-element.ts';
import { FeedbackContext, useFeedbackContext } from '../provider/FeedbackContext.ts';

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
  { feedback, onFeedbackChange, initialFeedback, ...props }: MessageFeedbackRootProps,
  forwardedRef: React.ForwardedRef<HTMLDivElement>,
) {
  const context = useFeedbackContext();
  const client = useControlledClient(context.client, feedback, onFeedbackChange);
  const [first] = React.useState(feedback ?? initialFeedback);
  const [bar, { render, children, ...elementProps }] = useBar(
    {
      ...props,
      initialFeedback: feedback ? first : initialFeedback,
      // A controlled client reports the changes itself.
      onFeedbackChange: feedback ? undefined : onFeedbackChange,
    },
    client,
  );
  useNotifyBars(client, feedback);
  useBarTimers(bar, bar !== null && (bar.view.hasIntent || bar.view.feedback.rating !== null));
  useHeldEnter(bar);
  // The host controls what is inside as well, such as a hook of its own.
  const inside = React.useMemo(
    () => (client === context.client ? context : { ...context, client, initialFeedback: () => first }),
    [context, client, first],
  );
  if (!bar?.view.ratings.length) return null;

  return (
    <FeedbackContext.Provider value={inside}>
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
    </FeedbackContext.Provider>
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
