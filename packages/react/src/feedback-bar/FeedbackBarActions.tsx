'use client';
import * as React from 'react';
import type { Bar, BarOptions } from '../bar/bar-props.ts';
import { startBarTimers } from '../bar/bar-timers.ts';
import { withDefaultLabels } from '../bar/default-labels.ts';
import { MessageFeedbackRootContext } from '../bar/MessageFeedbackRootContext.ts';
import type { UsageTrackerProps } from '../bar/UsageTracker.tsx';
import type { SurfaceOptions } from '../details/surface-options.ts';
import { useDetailsSurface } from '../details/useDetailsSurface.ts';
import { lazyComponent, useLazyComponent } from '../internals/useLazyComponent.ts';
import { MessageFeedbackDetailsTrigger } from '../message-feedback/MessageFeedbackDetailsTrigger.tsx';
import { MessageFeedbackRetry } from '../message-feedback/MessageFeedbackRetry.tsx';
import { MessageFeedbackUndo } from '../message-feedback/MessageFeedbackUndo.tsx';
import { useOwnReasonField } from '../message-feedback/useOwnReasonField.ts';

/** Undo, retry and the details, whose code is fetched once the user comes near. */
export function FeedbackBarActions({
  bar,
  below = false,
  onFeedbackChange,
  ...surfaceOptions
}: FeedbackBarActionsProps): React.ReactElement {
  const id = React.useId();
  const { hasIntent, detailsFor } = bar.view;
  const open = detailsFor !== null;
  const Details = useLazyComponent(details, hasIntent, open);
  const listened = bar.track !== undefined || onFeedbackChange !== undefined;
  const Tracker = useLazyComponent(usageTracker, listened, false);
  // Fetched beside the form, not after it.
  useDetailsSurface(bar.surface, hasIntent, open);
  useOwnReasonField(hasIntent && bar.reasons.allowCustom);
  const { model, blocked } = bar;
  const mayChange = blocked === undefined;
  React.useEffect(
    () => (below ? undefined : startBarTimers(model, { mayChange })),
    [below, model, mayChange],
  );
  return (
    <MessageFeedbackRootContext.Provider value={{ ...bar, ...withDefaultLabels(bar), id }}>
      {!below && (
        <>
          <MessageFeedbackDetailsTrigger />
          <MessageFeedbackUndo />
          <MessageFeedbackRetry />
          {Tracker && listened && (
            <Tracker model={bar.model} track={bar.track} onFeedbackChange={onFeedbackChange} />
          )}
        </>
      )}
      {Details !== null && open && below === (bar.surface === 'inline') && <Details {...surfaceOptions} />}
    </MessageFeedbackRootContext.Provider>
  );
}

export interface FeedbackBarActionsProps extends SurfaceOptions {
  bar: Bar;
  onFeedbackChange: BarOptions['onFeedbackChange'];
  /** Whether this stands after the bar, for what stands in the flow of the page, instead of in it. */
  below?: boolean;
}

const details = lazyComponent<SurfaceOptions>(
  async () => (await import('./FeedbackBarDetails.tsx')).FeedbackBarDetails,
);

const usageTracker = lazyComponent<UsageTrackerProps>(
  async () => (await import('../bar/UsageTracker.tsx')).UsageTracker,
);
