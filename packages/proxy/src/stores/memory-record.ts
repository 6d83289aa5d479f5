import type { AcceptanceTerms, FeedbackRow, Settlement } from './feedback-store.ts';

/** A row in memory, with what only its store knows of it. */
export interface MemoryRecord {
  row: FeedbackRow;
  leaseId: string | null;
  /** 0 without a lease. */
  leaseUntil: number;
  /** Whether somebody else was told that the submission will be delivered. */
  promised: boolean;
}

/** Whether the row takes a submission with this stamp. */
export function takes(record: MemoryRecord, stamp: string, { replacesReached }: AcceptanceTerms): boolean {
  return stamp > record.row.submission.stamp && (replacesReached || !mayHaveReachedUpstream(record));
}

export function mayHaveReachedUpstream({ row: { delivered, doubtUntil }, leaseId }: MemoryRecord): boolean {
  return (
    leaseId !== null || doubtUntil !== null || (delivered !== null && delivered.feedback.rating !== null)
  );
}

/** The row after an attempt; `null` when it goes away. */
export function settled(
  { row, promised }: MemoryRecord,
  leased: FeedbackRow,
  settlement: Settlement,
): FeedbackRow | null {
  const { delivered, withdrawn, dueAt, attempts, failingSince, deadBecause, notBefore, doubtUntil } =
    settlement;
  const common = { ...row, delivered: delivered ? leased.submission : row.delivered, notBefore, doubtUntil };
  if (row.submission.stamp !== leased.submission.stamp) {
    return { ...common, dueAt: Math.max(row.dueAt ?? 0, notBefore ?? 0) };
  }
  if (!withdrawn || promised) return { ...common, dueAt, attempts, failingSince, deadBecause };
  if (row.delivered === null) return null;
  return {
    ...common,
    submission: row.delivered,
    dueAt: null,
    attempts: 0,
    failingSince: null,
    deadBecause: null,
  };
}

export function redriven(row: FeedbackRow, now: number): FeedbackRow {
  const { notBefore, doubtUntil, deadBecause } = row;
  const inDoubt = deadBecause === 'in_doubt';
  return {
    ...row,
    dueAt: Math.max(now, notBefore ?? 0, inDoubt ? (doubtUntil ?? 0) : 0),
    attempts: 0,
    failingSince: null,
    doubtUntil: inDoubt ? null : doubtUntil,
    deadBecause: null,
  };
}
