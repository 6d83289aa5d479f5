import { countCharacters, type Feedback } from '@message-feedback/core';
import type { FeedbackEvent } from './feedback-event.ts';
import type { Acceptance } from './stores/feedback-store.ts';

/** What the operator is told about a submission that was stored, or that came too late. */
export function submissionEvent(status: Acceptance['status'], submission: ReportedSubmission): FeedbackEvent {
  const { feedback, ...of } = submission;
  if (status === 'superseded') return { type: 'superseded', ...of };
  return {
    type: 'accepted',
    ...of,
    reasons: feedback.reasons.length,
    commentCharacters: countCharacters(feedback.comment),
  };
}

interface ReportedSubmission {
  readonly adapter: string;
  readonly requestId: string;
  readonly messageId: string;
  readonly feedback: Feedback;
}
