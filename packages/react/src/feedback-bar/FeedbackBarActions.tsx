'use client';
import type * as React from 'react';
import { MessageFeedbackRootProvider } from '../bar/MessageFeedbackRootContext.tsx';
import { mergeReasons } from '../bar/merge-reasons.ts';
import type { Bar } from '../bar/useBar.ts';
import { useBarTimers } from '../bar/useBarTimers.ts';
import { useHeldEnter } from '../bar/useHeldEnter.ts';
import type { SurfaceOptions } from '../internals/surface-place.ts';
import { lazyComponent, useLazyComponent } from '../internals/useLazyComponent.ts';
import { MessageFeedbackDetailsTrigger } from '../message-feedback/MessageFeedbackDetailsTrigger.tsx';
import { MessageFeedbackRetry } from '../message-feedback/MessageFeedbackRetry.tsx';
import { MessageFeedbackSentAction } from '../message-feedback/MessageFeedbackSentAction.tsx';
import { MessageFeedbackUndo } from '../message-feedback/MessageFeedbackUndo.tsx';
import { useCustomReasonField } from '../message-feedback/useCustomReasonField.ts';

/**
 * Undo, Retry, what the host offers after Send, and the details. A separate module, loaded once the
 * user has rated, hovered, focused or pressed a bar, or at once for a host that gets its events.
 */
export function FeedbackBarActions({
  bar,
  below = false,
  host,
}: FeedbackBarActionsProps): React.ReactElement {
  const { hasIntent, detailsFor } = bar.view;
  const open = detailsFor !== null;
  const { report } = bar.model.client;
  const Details = useLazyComponent(details, open || (hasIntent && bar.details !== false), report);
  const Tracker = useLazyComponent(usageTracker, bar.tracked, report);
  useCustomReasonField(hasIntent && mergeReasons(bar.getReasons()).allowCustom, report);
  useBarTimers(bar, !below);
  useHeldEnter(below ? null : bar);
  return (
    <MessageFeedbackRootProvider bar={bar}>
      {!below && (
        <>
          <MessageFeedbackDetailsTrigger />
          <MessageFeedbackUndo />
          <MessageFeedbackSentAction />
          <MessageFeedbackRetry />
          {Tracker && bar.tracked && <Tracker />}
        </>
      )}
      {Details !== null && open && below === (bar.surface === 'inline') && <Details {...placeIn(host)} />}
    </MessageFeedbackRootProvider>
  );
}

/** Picks the options of the place from the props of the bar. */
function placeIn({ side, align, sideOffset, container, collisionBoundary }: SurfaceOptions): SurfaceOptions {
  return { side, align, sideOffset, container, collisionBoundary };
}

export interface FeedbackBarActionsProps {
  bar: Bar;
  /** What the host passes to the bar. The details take the options of the place from it. */
  host: SurfaceOptions;
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
