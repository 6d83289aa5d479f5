import type { Acceptance, FeedbackRow } from './feedback-store.ts';

/** Why a row did not take a submission with this stamp. */
export function declined(row: FeedbackRow, stamp: string): Acceptance {
  const { submission } = row;
  if (submission.stamp === stamp) return { status: 'repeated', row };
  return { status: submission.stamp > stamp ? 'superseded' : 'too_late', row };
}
