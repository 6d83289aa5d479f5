'use client';
import type { Feedback, RatedMessage, Rating } from '@message-feedback/core';
import * as React from 'react';
import { type BarOptions, createBar, groupProps } from '../bar/bar-props.ts';
import { startBarTimers } from '../bar/bar-timers.ts';
import { withDefaultLabels } from '../bar/default-labels.ts';
import { MessageFeedbackRootContext } from '../bar/MessageFeedbackRootContext.ts';
import { UsageTracker } from '../bar/UsageTracker.tsx';
import { useMessageFeedbackModel } from '../bar/useMessageFeedbackModel.ts';
import { type PartProps, renderPart } from '../internals/part-element.ts';
import { useFeedbackContext } from '../provider/FeedbackContext.ts';

/**
 * Groups the parts that rate one message.
 * Renders a `<div>` element.
 */
export const MessageFeedbackRoot = React.forwardRef(function MessageFeedbackRoot(
  {
    message,
    initialFeedback,
    disabled,
    readOnly,
    surface,
    onFeedbackChange,
    render,
    ...elementProps
  }: MessageFeedbackRootProps,
  forwardedRef: React.ForwardedRef<HTMLDivElement>,
) {
  const id = React.useId();
  const context = useFeedbackContext();
  const state = useMessageFeedbackModel(context, message, initialFeedback);
  const options = { disabled, readOnly, surface };
  const bar = state && createBar(context, state, options);
  const model = bar?.model;
  const mayChange = bar?.blocked === undefined;
  const needsTimers = bar !== null && (bar.view.hasIntent || bar.view.feedback.rating !== null);
  React.useEffect(
    () => (model && needsTimers ? startBarTimers(model, { mayChange }) : undefined),
    [model, needsTimers, mayChange],
  );
  if (bar === null) return null;

  return (
    <MessageFeedbackRootContext.Provider value={{ ...bar, ...withDefaultLabels(context), id }}>
      {renderPart('div', render, {
        ...groupProps(bar, options, elementProps),
        ref: forwardedRef,
        children: (
          <>
            {elementProps.children}
            {(context.track || onFeedbackChange) && (
              <UsageTracker model={bar.model} track={context.track} onFeedbackChange={onFeedbackChange} />
            )}
          </>
        ),
      })}
    </MessageFeedbackRootContext.Provider>
  );
});

export interface MessageFeedbackRootState {
  /**
   * What the user said.
   * @selector [data-rating="like"], [data-rating="dislike"]
   */
  rating: Rating | null;
  /**
   * Whether there is something that the proxy has not confirmed, and for how long.
   * @selector [data-delivery]
   */
  unsent: boolean;
  /**
   * Whether the upstream has it for good.
   * @selector [data-final]
   */
  final: boolean;
  /**
   * Whether the message cannot be rated now.
   * @selector [data-disabled]
   */
  disabled: boolean;
  /**
   * Whether what was said is shown for reading only.
   * @selector [data-readonly]
   */
  readOnly: boolean;
}

export interface MessageFeedbackRootProps
  extends PartProps,
    BarOptions,
    React.ComponentPropsWithoutRef<'div'> {
  /**
   * The message to rate; with a `pendingId` one that has no id yet, such as one that still streams. With `null`, for one that
   * cannot be rated, nothing is rendered.
   */
  message: RatedMessage | null;
  /** What the host knows of this message from its own data, shown from the first paint until something newer is known. */
  initialFeedback?: Feedback | undefined;
}
