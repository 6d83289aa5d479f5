import type { Feedback, MessageRef } from '@message-feedback/core';
import type { DeadBecause, FeedbackRow } from './feedback-store.ts';

/** A row as SQLite hands it out. Written by this store alone, so it is not parsed again. */
export interface SqliteRecord {
  readonly user_id: string;
  readonly message: string;
  readonly wanted_feedback: string;
  readonly wanted_stamp: string;
  readonly delivered_feedback: string | null;
  readonly delivered_stamp: string | null;
  readonly due_at: number | null;
  readonly attempts: number;
  readonly failing_since: number | null;
  readonly not_before: number | null;
  readonly doubt_until: number | null;
  readonly dead_because: DeadBecause | null;
}

export function toFeedbackRow(record: SqliteRecord): FeedbackRow {
  const { delivered_feedback: delivered, delivered_stamp: deliveredStamp } = record;
  return {
    userId: record.user_id,
    message: JSON.parse(record.message) as MessageRef,
    wanted: { feedback: JSON.parse(record.wanted_feedback) as Feedback, stamp: record.wanted_stamp },
    delivered:
      delivered === null || deliveredStamp === null
        ? null
        : { feedback: JSON.parse(delivered) as Feedback, stamp: deliveredStamp },
    dueAt: record.due_at,
    attempts: record.attempts,
    failingSince: record.failing_since,
    notBefore: record.not_before,
    doubtUntil: record.doubt_until,
    deadBecause: record.dead_because,
  };
}
