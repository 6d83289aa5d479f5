'use client';
import * as React from 'react';
import { isSameMessage } from '../hooks/useMessageFeedback.ts';
import { lazyComponent, useLazyComponent } from '../internals/useLazyComponent.ts';
import { MessageFeedbackDetailsTrigger } from '../message-feedback/MessageFeedbackDetailsTrigger.tsx';
import { MessageFeedbackDislike } from '../message-feedback/MessageFeedbackDislike.tsx';
import { MessageFeedbackLike } from '../message-feedback/MessageFeedbackLike.tsx';
import { MessageFeedbackRetry } from '../message-feedback/MessageFeedbackRetry.tsx';
import {
  MessageFeedbackRoot,
  type MessageFeedbackRootProps,
} from '../message-feedback/MessageFeedbackRoot.tsx';
import { useMessageFeedbackRootContext } from '../message-feedback/MessageFeedbackRootContext.ts';
import { MessageFeedbackStatus } from '../message-feedback/MessageFeedbackStatus.tsx';
import { MessageFeedbackUndo } from '../message-feedback/MessageFeedbackUndo.tsx';

/**
 * The ready-made bar: both buttons, status with undo and retry, and details on demand. Import `styles.css` for its looks.
 * Renders a `<div>` element.
 */
export const FeedbackBar = React.memo(
  React.forwardRef(function FeedbackBar(
    { className, children, ...rootProps }: FeedbackBarProps,
    forwardedRef: React.ForwardedRef<HTMLDivElement>,
  ) {
    return (
      <MessageFeedbackRoot
        {...rootProps}
        ref={forwardedRef}
        className={className === undefined ? 'message-feedback' : `message-feedback ${className}`}
      >
        <MessageFeedbackLike />
        <MessageFeedbackDislike />
        {children}
        <MessageFeedbackStatus />
        <OnIntent />
      </MessageFeedbackRoot>
    );
  }),
  isSameProps,
);

export interface FeedbackBarProps extends MessageFeedbackRootProps {}

/** What a bar that nobody touches does without. */
function OnIntent(): React.ReactElement | null {
  const { intended, detailsFor, feedback, delivery } = useMessageFeedbackRootContext('OnIntent');
  const open = detailsFor !== null;
  const Details = useLazyComponent(feedbackBarDetails, intended, open);
  if (!intended && feedback.rating === null && delivery === 'settled') return null;
  return (
    <>
      <MessageFeedbackUndo />
      <MessageFeedbackRetry />
      <MessageFeedbackDetailsTrigger />
      {Details !== null && open && <Details />}
    </>
  );
}

const feedbackBarDetails = lazyComponent<object>(
  async () => (await import('./FeedbackBarDetails.tsx')).FeedbackBarDetails,
);

/** Hosts write `message={{ messageId }}` in place, so while an answer streams only the object changes. */
function isSameProps(before: FeedbackBarProps, after: FeedbackBarProps): boolean {
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]) as Set<keyof FeedbackBarProps>;
  for (const key of keys) {
    if (key === 'message' ? !isSameMessage(before.message, after.message) : before[key] !== after[key]) {
      return false;
    }
  }
  return true;
}
