import type { Feedback } from '@message-feedback/core';
import type { UpstreamMessage } from '../adapters/feedback-adapter.ts';
import type { Acceptance, Backlog, DeadLetterCause, FeedbackRow } from './feedback-store.ts';

/**
 * A row as SQLite and Postgres return it. Not validated, because only the stores write rows. Two columns
 * have older names than the code: `doubt_until` is `uncertainUntil`, `dead_because` is `deadLetterCause`.
 */
export interface SqlRecord {
  readonly user_id: string;
  readonly message_id: string;
  readonly message: string;
  readonly submission_feedback: string;
  readonly submission_stamp: string;
  readonly delivered_feedback: string | null;
  readonly delivered_stamp: string | null;
  readonly due_at: SqlInteger;
  readonly attempts: number;
  readonly failing_since: SqlInteger;
  readonly not_before: SqlInteger;
  readonly doubt_until: SqlInteger;
  readonly dead_because: DeadLetterCause | null;
  readonly lease_id: string | null;
  readonly created_at: SqlInteger;
  readonly changed_at: SqlInteger;
  readonly delivered_at: SqlInteger;
}

/** Some drivers return large integers as text or `bigint`, to keep all digits. */
export type SqlInteger = number | string | bigint | null;

export function toFeedbackRow(record: SqlRecord): FeedbackRow {
  const { delivered_feedback: delivered, delivered_stamp: deliveredStamp } = record;
  return {
    userId: record.user_id,
    message: JSON.parse(record.message) as UpstreamMessage,
    submission: {
      feedback: JSON.parse(record.submission_feedback) as Feedback,
      stamp: record.submission_stamp,
    },
    delivered:
      delivered === null || deliveredStamp === null
        ? null
        : { feedback: JSON.parse(delivered) as Feedback, stamp: deliveredStamp },
    dueAt: toNumber(record.due_at),
    attempts: Number(record.attempts),
    failingSince: toNumber(record.failing_since),
    notBefore: toNumber(record.not_before),
    uncertainUntil: toNumber(record.doubt_until),
    deadLetterCause: record.dead_because,
    createdAt: Number(record.created_at),
    changedAt: Number(record.changed_at),
    deliveredAt: toNumber(record.delivered_at),
  };
}

/** The acceptance of a submission that the row now has, with its lease if it got this one. */
export function toAcceptance(record: SqlRecord, leaseId: string | undefined): Acceptance {
  const row = toFeedbackRow(record);
  const leased = leaseId !== undefined && record.lease_id === leaseId;
  return { status: 'accepted', row, ...(leased && { lease: { id: leaseId, row } }) };
}

export function toBacklog(record: unknown): Backlog {
  const { waiting, retrying, dead, oldest } = record as Record<string, SqlInteger>;
  return {
    waiting: Number(waiting),
    retrying: Number(retrying),
    deadLetters: Number(dead),
    oldestChangedAt: toNumber(oldest),
  };
}

export function toNumber(integer: SqlInteger | undefined): number | null {
  return integer === null || integer === undefined ? null : Number(integer);
}

/** Throws a `TypeError` for a name that could contain SQL, because a name cannot be a parameter. */
export function checkTableName(name: string, { subject, longest }: TableNameRule): void {
  if (/^[a-z_][a-z0-9_]*$/.test(name) && name.length <= longest) return;
  throw new TypeError(
    `The store cannot be created: ${subject} contains something other than lower-case letters, digits and "_", or more than ${longest} characters. ` +
      'Pass one such as "message_feedback".',
  );
}

export interface TableNameRule {
  /** Starts the error, such as "its table name". */
  readonly subject: string;
  readonly longest: number;
}
