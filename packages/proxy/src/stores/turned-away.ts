import type { Acceptance, FeedbackRow } from './feedback-store.ts';

/** Why a row did not take a wish with this stamp. */
export function turnedAway(row: FeedbackRow, stamp: string): Acceptance {
  const { wanted } = row;
  if (wanted.stamp === stamp) return { status: 'repeated', row };
  return { status: wanted.stamp > stamp ? 'superseded' : 'too_late', row };
}
