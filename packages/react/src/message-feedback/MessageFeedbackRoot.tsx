'use client';
import type { Feedback, MessageRef, Rating } from '@message-feedback/core';
import * as React from 'react';
import { groupAttributes, groupHandlers } from '../internals/bar-props.ts';
import { completeWords } from '../internals/completeWords.ts';
import { composeEventHandlers } from '../internals/composeEventHandlers.ts';
import { type PartProps, renderPart } from '../internals/renderPart.ts';
import { useMessageFeedbackModel } from '../internals/useMessageFeedbackModel.ts';
import { useFeedbackContext } from '../provider/FeedbackContext.ts';
import { MessageFeedbackRootContext } from './MessageFeedbackRootContext.ts';

/**
 * Groups the parts that rate one message.
 * Renders a `<div>` element.
 */
export const MessageFeedbackRoot = React.forwardRef(function MessageFeedbackRoot(
  {
    message,
    initialFeedback,
    disabled = false,
    render,
    onPointerEnter,
    onPointerLeave,
    onFocus,
    onBlur,
    ...elementProps
  }: MessageFeedbackRootProps,
  forwardedRef: React.ForwardedRef<HTMLDivElement>,
) {
  const id = React.useId();
  const context = useFeedbackContext();
  const rated = useMessageFeedbackModel(context, message, initialFeedback);
  if (rated === null) return null;
  const { model, view } = rated;
  const bar = { id, model, view, ...completeWords(context), disabled };
  const handlers = groupHandlers(model);

  return (
    <MessageFeedbackRootContext.Provider value={bar}>
      {renderPart('div', render, {
        ...groupAttributes(bar),
        ...elementProps,
        ref: forwardedRef,
        onPointerEnter: composeEventHandlers(onPointerEnter, handlers.onPointerEnter),
        onPointerLeave: composeEventHandlers(onPointerLeave, handlers.onPointerLeave),
        onFocus: composeEventHandlers(onFocus, handlers.onFocus),
        onBlur: composeEventHandlers(onBlur, handlers.onBlur),
      })}
    </MessageFeedbackRootContext.Provider>
  );
});

export interface MessageFeedbackRootState {
  /**
   * What the person said.
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
}

export interface MessageFeedbackRootProps extends PartProps, React.ComponentPropsWithoutRef<'div'> {
  /** The message to rate. With `null`, for one that cannot be rated, nothing is rendered. */
  message: MessageRef | null;
  /** What the host knows of this message from its own data, shown from the first paint until something newer is known. */
  initialFeedback?: Feedback | undefined;
  /** Keeps the buttons in place and in the tab order, but they do nothing. @default false */
  disabled?: boolean;
}
