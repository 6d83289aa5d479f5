'use client';
import type { Feedback, MessageRef } from '@message-feedback/core';
import * as React from 'react';
import { isSameMessage } from '../hooks/useMessageFeedback.ts';
import {
  groupAttributes,
  groupHandlers,
  pressHandler,
  ratingAttributes,
  statusAttributes,
} from '../internals/bar-props.ts';
import { lazyComponent, useLazyComponent } from '../internals/useLazyComponent.ts';
import { useMessageFeedbackModel } from '../internals/useMessageFeedbackModel.ts';
import { useFeedbackContext } from '../provider/FeedbackContext.ts';
import type { FeedbackBarActionsProps } from './FeedbackBarActions.tsx';

/**
 * The ready-made bar: both buttons, status with undo and retry, and details on demand. Import `styles.css` for its looks.
 * Renders a `<div>` element.
 *
 * Says the same as `MessageFeedback.Root` with its parts inside, but spells the elements out: a row that nobody touches is
 * then one component with one subscription, and the rest joins it when somebody comes near.
 */
export const FeedbackBar: React.NamedExoticComponent<FeedbackBarProps> = React.memo(function FeedbackBar({
  message,
  initialFeedback,
  disabled = false,
  className,
  style,
}: FeedbackBarProps) {
  const context = useFeedbackContext();
  const rated = useMessageFeedbackModel(context, message, initialFeedback);
  if (rated === null || rated.view.ratings.length === 0) return null;
  const { model, view } = rated;
  const { labels, reasons } = context;
  const bar = { model, view, labels, reasons, disabled };
  return (
    <div
      {...groupAttributes(bar)}
      {...groupHandlers(model)}
      className={className === undefined ? 'message-feedback' : `message-feedback ${className}`}
      style={style}
    >
      {view.ratings.includes('like') && (
        <button {...ratingAttributes(bar, 'like')} onClick={pressHandler(bar, 'like')} />
      )}
      {view.ratings.includes('dislike') && (
        <button {...ratingAttributes(bar, 'dislike')} onClick={pressHandler(bar, 'dislike')} />
      )}
      <span {...statusAttributes(bar)} />
      {(view.intended || view.feedback.rating !== null) && <OnIntent bar={bar} />}
    </div>
  );
}, isSameProps);

/** What a bar that nobody touches does without, and what has no part in the first load. */
function OnIntent(props: FeedbackBarActionsProps): React.ReactElement | null {
  const Actions = useLazyComponent(actions, true, true);
  return Actions && <Actions {...props} />;
}

const actions = lazyComponent<FeedbackBarActionsProps>(
  async () => (await import('./FeedbackBarActions.tsx')).FeedbackBarActions,
);

export interface FeedbackBarProps {
  /** The message to rate. With `null`, for one that cannot be rated, nothing is rendered. */
  message: MessageRef | null;
  /** What the host knows of this message from its own data, shown from the first paint until something newer is known. */
  initialFeedback?: Feedback | undefined;
  /** Keeps the buttons in place and in the tab order, but they do nothing. @default false */
  disabled?: boolean;
  /** Joins `message-feedback`. */
  className?: string;
  style?: React.CSSProperties;
}

/** While an answer streams, hosts hand in a new `message={{ messageId }}` with the same ids for every word. */
function isSameProps(before: FeedbackBarProps, after: FeedbackBarProps): boolean {
  return (
    isSameMessage(before.message, after.message) &&
    before.initialFeedback === after.initialFeedback &&
    before.disabled === after.disabled &&
    before.className === after.className &&
    before.style === after.style
  );
}
