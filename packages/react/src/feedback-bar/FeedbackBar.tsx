'use client';
import type { Feedback, RatedMessage } from '@message-feedback/core';
import * as React from 'react';
import {
  type BarOptions,
  createBar,
  groupProps,
  pressHandler,
  ratingAttributes,
  statusAttributes,
} from '../bar/bar-props.ts';
import { useMessageFeedbackModel } from '../bar/useMessageFeedbackModel.ts';
import type { SurfaceOptions } from '../details/surface-options.ts';
import { isSameMessage } from '../hooks/useMessageFeedback.ts';
import { lazyComponent, useLazyComponent } from '../internals/useLazyComponent.ts';
import { useFeedbackContext } from '../provider/FeedbackContext.ts';
import type { FeedbackBarActionsProps } from './FeedbackBarActions.tsx';

/**
 * The ready-made bar: both buttons, status with undo and retry, and details on demand. Import `styles.css` for its looks.
 * Renders a `<div>` element.
 *
 * Says the same as `MessageFeedback.Root` with its parts inside, but spells the elements out: a row that nobody touches is
 * then one component with one subscription, and the rest joins it when somebody comes near.
 */
export const FeedbackBar: React.NamedExoticComponent<FeedbackBarProps & React.RefAttributes<HTMLDivElement>> =
  React.memo(
    React.forwardRef<HTMLDivElement, FeedbackBarProps>(function FeedbackBar(
      {
        message,
        initialFeedback,
        disabled,
        readOnly,
        surface,
        onFeedbackChange,
        collisionBoundary,
        container,
        className,
        ...elementProps
      },
      forwardedRef,
    ) {
      const context = useFeedbackContext();
      const state = useMessageFeedbackModel(context, message, initialFeedback);
      if (state === null || state.view.ratings.length === 0) return null;
      const options = { disabled, readOnly, surface };
      const bar = createBar(context, state, options);
      const { ratings, hasIntent, feedback } = state.view;
      const mountsActions = hasIntent || feedback.rating !== null || !!(bar.track || onFeedbackChange);
      const actionsProps = { bar, collisionBoundary, container, onFeedbackChange };
      return (
        <>
          <div
            {...groupProps(bar, options, elementProps)}
            ref={forwardedRef}
            className={className === undefined ? 'message-feedback' : `message-feedback ${className}`}
          >
            {ratings.includes('like') && (
              <button {...ratingAttributes(bar, 'like')} onClick={pressHandler(bar, 'like')} />
            )}
            {ratings.includes('dislike') && (
              <button {...ratingAttributes(bar, 'dislike')} onClick={pressHandler(bar, 'dislike')} />
            )}
            <span {...statusAttributes(bar)} />
            {mountsActions && <LazyActions {...actionsProps} />}
          </div>
          {mountsActions && surface === 'inline' && <LazyActions {...actionsProps} below />}
        </>
      );
    }),
    isSameProps,
  );

/** What a bar that nobody touches does without, and what has no part in the first load. */
function LazyActions(props: FeedbackBarActionsProps): React.ReactElement | null {
  const Actions = useLazyComponent(actions, true, true);
  return Actions && <Actions {...props} />;
}

const actions = lazyComponent<FeedbackBarActionsProps>(
  async () => (await import('./FeedbackBarActions.tsx')).FeedbackBarActions,
);

export interface FeedbackBarProps
  extends BarOptions,
    SurfaceOptions,
    Omit<React.ComponentPropsWithoutRef<'div'>, 'children'> {
  /**
   * The message to rate; with a `pendingId` one that has no id yet, such as one that still streams. With `null`, for one that
   * cannot be rated, nothing is rendered.
   */
  message: RatedMessage | null;
  /** What the host knows of this message from its own data, shown from the first paint until something newer is known. */
  initialFeedback?: Feedback | undefined;
}

/** While an answer streams, hosts hand in a new `message={{ messageId }}` with the same ids for every word. */
function isSameProps(before: FeedbackBarProps, after: FeedbackBarProps): boolean {
  const names = Object.keys(after) as (keyof FeedbackBarProps)[];
  return (
    names.length === Object.keys(before).length &&
    names.every((name) =>
      name === 'message' ? isSameMessage(before.message, after.message) : before[name] === after[name],
    )
  );
}
