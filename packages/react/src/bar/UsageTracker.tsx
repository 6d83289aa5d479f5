'use client';
import * as React from 'react';
import { ifSupported } from '../internals/part-element.ts';
import { useFeedbackContext } from '../provider/FeedbackContext.ts';
import type { TrackingClient } from '../provider/usage-event.ts';
import { useMessageFeedbackRootContext } from './MessageFeedbackRootContext.tsx';
import type { MessageFeedbackModel } from './message-feedback-model.ts';
import { useReportChange } from './useReportChange.ts';
import { useTrackDetails } from './useTrackDetails.ts';

/** Tracks views, opened details and changes of the feedback. Mounted only for hosts that listen. */
export function UsageTracker(): React.ReactElement {
  const { model, onFeedbackChange } = useMessageFeedbackRootContext('Root');
  const tracksUsage = useFeedbackContext().onEvent !== undefined;
  const mark = React.useRef<HTMLSpanElement>(null);
  useTrackShown(mark, model, tracksUsage);
  useTrackDetails(model);
  useReportChange(model, onFeedbackChange);
  return <span hidden ref={mark} />;
}

/** Tracks, once per message, that at least half of the bar came into view. */
function useTrackShown(
  mark: React.RefObject<HTMLElement | null>,
  { client, message }: MessageFeedbackModel,
  tracksUsage: boolean,
): void {
  const { messageId, pendingId } = message;
  const name = messageId || pendingId;
  React.useEffect(() => {
    const bar = mark.current?.parentElement;
    if (!bar || !tracksUsage) return;
    // Each controlled bar has a client of its own.
    const page = client.uncontrolled ?? client;
    const tracked = trackedBy.get(page) ?? new Set();
    trackedBy.set(page, tracked);
    // The answer has its id now, and the next one may stream under the same `pendingId`.
    if (messageId && pendingId && !tracked.has(messageId) && tracked.delete(pendingId))
      tracked.add(messageId);
    if (tracked.has(name)) return;
    return observeShown(bar, () => {
      if (!tracked.has(name)) client.track('shown', message);
      tracked.add(name);
    });
  }, [mark, client, message, messageId, pendingId, name, tracksUsage]);
}

/** Calls back once at least half of the element is in view; never where that cannot be observed. */
function observeShown(element: Element, onShown: () => void): (() => void) | undefined {
  return ifSupported(() => {
    const observer = new IntersectionObserver(
      (entries) => {
        if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
        observer.disconnect();
        onShown();
      },
      { threshold: 0.5 },
    );
    observer.observe(element);
    return () => observer.disconnect();
  });
}

const trackedBy = new WeakMap<TrackingClient, Set<string | undefined>>();
