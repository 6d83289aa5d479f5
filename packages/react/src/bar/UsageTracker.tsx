'use client';
import * as React from 'react';
import { useFeedbackContext } from '../provider/FeedbackContext.ts';
import type { TrackingClient } from '../provider/usage-event.ts';
import { useMessageFeedbackRootContext } from './MessageFeedbackRootContext.tsx';
import type { MessageFeedbackModel } from './message-feedback-model.ts';
import type { OnFeedbackChange } from './useBar.ts';

/** Tracks views, opened details and changes of the feedback. Loaded only for hosts that listen. */
export function UsageTracker(): React.ReactElement {
  const { model, onFeedbackChange } = useMessageFeedbackRootContext('Root');
  const { tracksUsage } = useFeedbackContext();
  const mark = React.useRef<HTMLSpanElement>(null);
  useTrackShown(mark, model, tracksUsage);
  useTrackDetails(model, tracksUsage);
  useReportChange(model, onFeedbackChange);
  return <span hidden ref={mark} />;
}

/** Tracks, once per message, that at least half of the bar came into view. */
function useTrackShown(
  mark: React.RefObject<HTMLElement | null>,
  { client, message }: MessageFeedbackModel,
  tracksUsage: boolean,
): void {
  const name = message.pendingId ?? message.messageId;
  React.useEffect(() => {
    const bar = mark.current?.parentElement;
    if (!bar || !tracksUsage || typeof IntersectionObserver === 'undefined') return;
    const tracked = trackedBy.get(client) ?? new Set();
    trackedBy.set(client, tracked);
    if (tracked.has(name)) return;
    const observer = new IntersectionObserver(
      ([entry]) => {
        if (!entry?.isIntersecting) return;
        observer.disconnect();
        if (!tracked.has(name)) client.track('shown', message);
        tracked.add(name);
      },
      { threshold: 0.5 },
    );
    observer.observe(bar);
    return () => observer.disconnect();
  }, [mark, client, message, name, tracksUsage]);
}

const trackedBy = new WeakMap<TrackingClient, Set<string | undefined>>();

/** Tracks that the details opened, and that they closed with unsent text. */
function useTrackDetails(model: MessageFeedbackModel, tracksUsage: boolean): void {
  const open = model.read().detailsFor !== null;
  React.useEffect(() => {
    if (!open || !tracksUsage) return;
    model.client.track('details_opened', model.message);
    return () => {
      if (model.read().draft !== null) model.client.track('abandoned_with_draft', model.message);
    };
  }, [open, model, tracksUsage]);
}

/** Reports every change of the shown feedback, starting from the host's initial feedback. */
function useReportChange(model: MessageFeedbackModel, onFeedbackChange: OnFeedbackChange | undefined): void {
  const { feedback, refusal, delivery } = model.read();
  const shown = React.useRef({ model, content: JSON.stringify(model.initialView.feedback) });
  React.useEffect(() => {
    const content = JSON.stringify(feedback);
    const before =
      shown.current.model === model ? shown.current.content : JSON.stringify(model.initialView.feedback);
    shown.current = { model, content };
    if (content === before) return;
    const accepted = delivery === 'settled' ? 'read' : 'submitted';
    onFeedbackChange?.(feedback, { reason: refusal === null ? accepted : 'refused' });
  }, [model, feedback, refusal, delivery, onFeedbackChange]);
}
