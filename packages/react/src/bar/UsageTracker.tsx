'use client';
import * as React from 'react';
import type { TrackUsage } from '../provider/usage-event.ts';
import type { OnFeedbackChange } from './bar-props.ts';
import type { MessageFeedbackModel } from './message-feedback-model.ts';

/** Tells what no press tells of the bar around it. Only there for hosts that listen. */
export function UsageTracker({ model, track, onFeedbackChange }: UsageTrackerProps): React.ReactElement {
  const mark = React.useRef<HTMLSpanElement>(null);
  useTrackShown(mark, model, track);
  useTrackDetails(model, track);
  useReportChange(model, onFeedbackChange);
  return <span hidden ref={mark} />;
}

export interface UsageTrackerProps {
  readonly model: MessageFeedbackModel;
  readonly track: TrackUsage | undefined;
  readonly onFeedbackChange: OnFeedbackChange | undefined;
}

/** That half of the bar has come into view, once per message. */
function useTrackShown(
  mark: React.RefObject<HTMLElement | null>,
  { message }: MessageFeedbackModel,
  track: TrackUsage | undefined,
): void {
  const name = message.pendingId ?? message.messageId;
  React.useEffect(() => {
    const bar = mark.current?.parentElement;
    if (!bar || !track) return;
    const tracked = trackedBy.get(track) ?? new Set();
    trackedBy.set(track, tracked);
    if (tracked.has(name)) return;
    const observer = new IntersectionObserver(
      ([entry]) => {
        if (!entry?.isIntersecting) return;
        observer.disconnect();
        if (!tracked.has(name)) track('shown', message);
        tracked.add(name);
      },
      { threshold: 0.5 },
    );
    observer.observe(bar);
    return () => observer.disconnect();
  }, [mark, message, name, track]);
}

const trackedBy = new WeakMap<TrackUsage, Set<string | undefined>>();

/** That the details were opened, and that they were closed on words that nobody sent. */
function useTrackDetails(model: MessageFeedbackModel, track: TrackUsage | undefined): void {
  const open = model.read().detailsFor !== null;
  React.useEffect(() => {
    if (!open || !track) return;
    track('details_opened', model.message);
    return () => {
      if (model.read().draft !== null) track('abandoned_with_draft', model.message);
    };
  }, [open, model, track]);
}

/** That other feedback is shown than before, from what the host gave at first on. */
function useReportChange(model: MessageFeedbackModel, onFeedbackChange: OnFeedbackChange | undefined): void {
  const { feedback, refusal, delivery } = model.read();
  const shown = React.useRef({ model, content: JSON.stringify(model.initialView.feedback) });
  React.useEffect(() => {
    const content = JSON.stringify(feedback);
    const before =
      shown.current.model === model ? shown.current.content : JSON.stringify(model.initialView.feedback);
    shown.current = { model, content };
    if (content === before) return;
    const here = delivery === 'settled' ? 'read' : 'submitted';
    onFeedbackChange?.(feedback, { reason: refusal === null ? here : 'refused' });
  }, [model, feedback, refusal, delivery, onFeedbackChange]);
}
