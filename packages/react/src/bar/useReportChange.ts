'use client';
import { EMPTY_SNAPSHOT, type FeedbackSnapshot, isSubmittedHere } from '@message-feedback/core';
import * as React from 'react';
import { callHost } from '../internals/host-call.ts';
import { contentOf } from './feedback-content.ts';
import type { MessageFeedbackModel } from './message-feedback-model.ts';
import type { OnFeedbackChange } from './useBar.ts';

/** Reports every change of the shown feedback, except for the feedback that comes from the host. */
export function useReportChange(
  model: MessageFeedbackModel | undefined,
  onFeedbackChange: OnFeedbackChange | undefined,
): void {
  const { feedback, confirmed, refusal } = model?.read() ?? EMPTY_SNAPSHOT;
  const reported = React.useRef<Reported | null>(null);
  React.useEffect(() => {
    if (model === undefined) return;
    const content = contentOf(feedback);
    const before = reported.current?.model === model ? reported.current : null;
    reported.current = { model, refusal, content };
    // The host's own feedback is the only one without a stamp.
    const isFromHost = confirmed?.stamp === '' && confirmed.feedback === feedback;
    if (isFromHost || content === (before?.content ?? contentOf(model.initialView.feedback))) return;
    // Feedback from before this bar mounted is not reported as an action again. A press on a bar
    // whose tracker had not loaded yet has shown intent.
    const isAfterMount = before !== null || model.read().hasIntent;
    const isRefused = before !== null && refusal !== null && refusal !== before.refusal;
    const origin = isAfterMount && isSubmittedHere(model.client, model.message) ? 'submitted' : 'read';
    callHost(() => onFeedbackChange?.(feedback, { reason: isRefused ? 'refused' : origin }));
  }, [model, feedback, confirmed, refusal, onFeedbackChange]);
}

interface Reported {
  readonly model: MessageFeedbackModel;
  readonly refusal: FeedbackSnapshot['refusal'];
  readonly content: string;
}
