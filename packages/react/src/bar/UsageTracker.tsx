'use client';
import { isSubmittedHere } from '@message-feedback/core';
import * as React from 'react';
import { callHost } from '../internals/host-call.ts';
import { ifSupported } from '../internals/part-element.ts';
import { useFeedbackContext } from '../provider/FeedbackContext.ts';
import type { TrackingClient } from '../provider/usage-event.ts';
import { contentOf } from './feedback-content.ts';
import { useMessageFeedbackRootContext } from './MessageFeedbackRootContext.tsx';
import type { MessageFeedbackModel } from './message-feedback-model.ts';
import type { OnFeedbackChange } from './useBar.ts';

/** Tracks views, opened details and changes of the feedback. Loaded only for hosts that listen. */
export function UsageTracker(): React.ReactElement {
  const { model, onFeedbackChange } = useMessageFeedbackRootContext('Root');
  const tracksUsage = useFeedbackContext().onEvent !== undefined;
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
    if (!bar || !tracksUsage) return;
    const tracked = trackedBy.get(client) ?? new Set();
    trackedBy.set(client, tracked);
    if (tracked.has(name)) return;
    return observeShown(bar, () => {
      if (!tracked.has(name)) client.track('shown', message);
      tracked.add(name);
    });
  }, [mark, client, message, name, tracksUsage]);
}

/** Calls back once at least half of the element is in view; never where that cannot be observed. */
function observeShown(element: Element, onShown: () => void): (() => void) | undefined {
  return ifSupported(() => {
    const observer = new IntersectionObserver(
      ([entry]) => {
        if (!entry?.isIntersecting) return;
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

/** Reports every change of the shown feedback, except for the feedback that comes from the host. */
function useReportChange(model: MessageFeedbackModel, onFeedbackChange: OnFeedbackChange | undefined): void {
  const { feedback, confirmed, refusal } = model.read();
  const reported = React.useRef({ model, refusal, content: contentOf(model.initialView.feedback) });
  React.useEffect(() => {
    const { client, message, initialView } = model;
    const content = contentOf(feedback);
    const before =
      reported.current.model === model
        ? reported.current
        : { refusal: null, content: contentOf(initialView.feedback) };
    reported.current = { model, refusal, content };
    // The host's own feedback is the only one without a stamp.
    const isFromHost = confirmed?.stamp === '' && confirmed.feedback === feedback;
    if (content === before.content || isFromHost) return;
    const origin = isSubmittedHere(client, message) ? 'submitted' : 'read';
    const refused = refusal !== null && refusal !== before.refusal;
    callHost(() => onFeedbackChange?.(feedback, { reason: refused ? 'refused' : origin }));
  }, [model, feedback, confirmed, refusal, onFeedbackChange]);
}
