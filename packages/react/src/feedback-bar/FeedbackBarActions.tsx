'use client';
import type * as React from 'react';
import { MessageFeedbackRootProvider } from '../bar/MessageFeedbackRootContext.tsx';
import type { Bar } from '../bar/useBar.ts';
import { useBarTimers } from '../bar/useBarTimers.ts';
import type { SurfaceOptions } from '../details/surface-options.ts';
import { lazyComponent, useLazyComponent } from '../internals/useLazyComponent.ts';
import { MessageFeedbackDetailsTrigger } from '../message-feedback/MessageFeedbackDetailsTrigger.tsx';
import { MessageFeedbackRetry } from '../message-feedback/MessageFeedbackRetry.tsx';
import { MessageFeedbackUndo } from '../message-feedback/MessageFeedbackUndo.tsx';
import { useCustomReasonField } from '../message-feedback/useCustomReasonField.ts';

/** Undo, Retry and the details. A separate module, loaded when the user shows intent. */
export function FeedbackBarActions({
  bar,
  below = false,
  ...surfaceOptions
}: FeedbackBarActionsProps): React.ReactElement {
  const { hasIntent, detailsFor } = bar.view;
  const open = detailsFor !== null;
  const { report } = bar.model.client;
  const Details = useLazyComponent(details, hasIntent || open, report);
  const Tracker = useLazyComponent(usageTracker, bar.tracked, report);
  useCustomReasonField(hasIntent && bar.reasons.allowCustom, report);
  useBarTimers(bar, !below);
  return (
    <MessageFeedbackRootProvider bar={bar}>
      {!below && (
        <>
          <MessageFeedbackDetailsTrigger />
          <MessageFeedbackUndo />
          <MessageFeedbackRetry />
          {Tracker && bar.tracked && <Tracker />}
        </>
      )}
      {Details !== null && open && below === (bar.surface === 'inline') && <Details {...surfaceOptions} />}
    </MessageFeedbackRootProvider>
  );
}

export interface FeedbackBarActionsProps extends SurfaceOptions {
  bar: Bar;
  /**
   * Whether to render after the bar, where inline details belong, instead of inside it.
   * @default false
   */
  below?: boolean;
}

const details = lazyComponent<SurfaceOptions>(
  async () => (await import('./FeedbackBarDetails.tsx')).FeedbackBarDetails,
);

const usageTracker = lazyComponent<object>(
  async () => (await import('../bar/UsageTracker.tsx')).UsageTracker,
);
