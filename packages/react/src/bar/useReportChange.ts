'use client';
import { EMPTY_SNAPSHOT, isSubmittedHere } from '@message-feedback/core';
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
  const reported = React.useRef({
    model,
    refusal,
    content: contentOf((model?.initialView ?? EMPTY_SNAPSHOT).feedback),
  });
  React.useEffect(() => {
    if (model === undefined) return;
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
