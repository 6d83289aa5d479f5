import type { Capabilities, Feedback } from '@message-feedback/core';
import type { AcceptanceTerms, FeedbackRow } from './stores/feedback-store.ts';

/** What may become of a submission, given what the upstream can do. */
export function acceptanceTerms(
  { rating }: Feedback,
  { revoke, change, holdMs }: Capabilities,
): AcceptanceTerms {
  return {
    holdMs,
    // Unknown counts as no: the effect of a second submission is not documented.
    replacesReached: rating === null ? revoke : change === true,
    restsUnreached: rating === null && (holdMs > 0 || !revoke),
  };
}

/** Until when this can be undone, and whether it is for good, as it stands now. */
export function undoTerms(
  { dueAt, doubtUntil, delivered, submission }: FeedbackRow,
  { revoke, change }: Capabilities,
  now: number,
): { undoUntil: string | null; final: boolean } {
  const free = { undoUntil: null, final: false };
  if ((revoke && change === true) || submission.feedback.rating === null) return free;
  const reached = doubtUntil !== null || (delivered !== null && delivered.feedback.rating !== null);
  if (!reached && dueAt === null) return free;
  if (!reached && dueAt !== null && dueAt > now) return { ...free, undoUntil: new Date(dueAt).toISOString() };
  // What is due is on its way, or may be before an undo could arrive.
  return { ...free, final: !revoke && change !== true };
}
