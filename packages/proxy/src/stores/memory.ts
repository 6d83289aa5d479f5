import { DEFAULT_TERMS } from './acceptance-terms.ts';
import {
  type Acceptance,
  type AcceptanceTerms,
  type FeedbackRow,
  type FeedbackStore,
  type Lease,
  type LeaseTerms,
  notAccepted,
  type RowSubmission,
  type Settlement,
} from './feedback-store.ts';
import { memoryOperations } from './memory-operations.ts';
import {
  createMemoryTable,
  isClaimable,
  type MemoryRecord,
  type MemoryTable,
  rowKeyOf,
} from './memory-table.ts';

export interface MemoryStoreOptions {
  /**
   * The store's clock, in milliseconds since 1970. Dates the rows.
   * @default Date.now
   */
  readonly now?: () => number;
}

/**
 * A store for development and tests. It loses its rows when the process ends.
 *
 * @example
 * const store = createMemoryStore();
 */
export function createMemoryStore({ now: clock = () => Date.now() }: MemoryStoreOptions = {}): FeedbackStore {
  const table = createMemoryTable();
  const settings = new Map<string, string>();

  return {
    durable: false,

    async accept(submission, now, terms = DEFAULT_TERMS, lease?): Promise<Acceptance> {
      const { userId, message, feedback, stamp } = submission;
      const found = table.find({ userId, messageId: message.messageId });
      if (found && !takes(found, stamp, terms)) return notAccepted(found.row, stamp);
      const isNeverDue = terms.skipIfNothingSent && !(found && mayHaveReachedUpstream(found));
      const changedAt = clock();
      const row: FeedbackRow = {
        createdAt: changedAt,
        deliveredAt: null,
        delivered: null,
        notBefore: null,
        uncertainUntil: null,
        ...found?.row,
        userId,
        message,
        submission: { feedback, stamp },
        changedAt,
        dueAt: isNeverDue ? null : Math.max(now + terms.holdMs, found?.row.notBefore ?? 0),
        attempts: 0,
        failingSince: null,
        deadLetterCause: null,
      };
      const replaced = terms.skipIfNothingSent || !found ? null : replacedBy(found);
      const record = found ?? { ...UNLEASED, row, promised: false, replaced };
      if (found === undefined) table.insert(record);
      else table.change(record, { row, promised: false, replaced });
      if (lease === undefined || !isClaimable(record, now)) return { status: 'accepted', row };
      const claimed = leaseRecord(table, record, lease);
      return { status: 'accepted', row: claimed.row, lease: claimed };
    },

    async markPromised(key, stamp) {
      const record = table.find(key);
      if (record?.row.submission.stamp !== stamp) return false;
      table.change(record, { promised: true });
      return true;
    },

    async get(userId, messageIds) {
      return messageIds.flatMap((messageId) => table.find({ userId, messageId })?.row ?? []);
    },

    async claim({ now, leaseId: id, leaseUntil: until, limit, key }) {
      const found = key === undefined ? table.claimable(now, limit) : [table.find(key) ?? []].flat();
      return found
        .filter((record) => isClaimable(record, now))
        .map((record) => leaseRecord(table, record, { id, until }));
    },

    async settle({ id, row: leased }, settlement) {
      const record = table.find(rowKeyOf(leased));
      if (record === undefined || record.leaseId !== id) return { applied: false, row: record?.row ?? null };

      const row = settled(record, leased, settlement, clock());
      const replaced = keepsReplaced(record, leased, settlement) ? record.replaced : null;
      if (row === null) table.remove(record);
      else table.change(record, { ...UNLEASED, row, replaced });
      return { applied: true, row };
    },

    async releaseUnused(leaseIds) {
      const unused = table.leasedBy(leaseIds);
      for (const record of unused) table.change(record, UNLEASED);
      return unused.length;
    },

    nextDueAt: async () => table.nextDueAt(),

    ...memoryOperations(table),

    async keepSetting(name, value) {
      const kept = settings.get(name) ?? value;
      settings.set(name, kept);
      return kept;
    },
  };
}

const UNLEASED = { leaseId: null, leaseUntil: 0 } as const;

function leaseRecord(table: MemoryTable, record: MemoryRecord, { id, until }: LeaseTerms): Lease {
  const { row, leaseId, leaseUntil } = record;
  const uncertainUntil =
    leaseId === null ? row.uncertainUntil : Math.max(row.uncertainUntil ?? 0, leaseUntil);
  table.change(record, { row: { ...row, uncertainUntil }, leaseId: id, leaseUntil: until });
  return { id, row: record.row };
}

/** Whether the row accepts a submission with this stamp. */
function takes(record: MemoryRecord, stamp: string, { mayReplaceSent }: AcceptanceTerms): boolean {
  return stamp > record.row.submission.stamp && (mayReplaceSent || !mayHaveReachedUpstream(record));
}

function mayHaveReachedUpstream({ row: { delivered, uncertainUntil }, leaseId }: MemoryRecord): boolean {
  return (
    leaseId !== null || uncertainUntil !== null || (delivered !== null && delivered.feedback.rating !== null)
  );
}

/** The row after an attempt; `null` if it is removed. */
function settled(
  { row, promised, replaced }: MemoryRecord,
  leased: FeedbackRow,
  settlement: Settlement,
  now: number,
): FeedbackRow | null {
  const { delivered, dueAt, attempts, failingSince, deadLetterCause, notBefore, uncertainUntil } = settlement;
  const isWithdrawn = settlement.withdrawUnlessPromised && !promised;
  const common = {
    ...row,
    delivered: delivered ? leased.submission : row.delivered,
    deliveredAt: delivered ? now : row.deliveredAt,
    notBefore,
    uncertainUntil,
  };
  if (row.submission.stamp !== leased.submission.stamp) {
    return { ...common, dueAt: Math.max(row.dueAt ?? 0, notBefore ?? 0) };
  }
  if (!isWithdrawn) return { ...common, dueAt, attempts, failingSince, deadLetterCause };
  const submission = replaced ?? row.delivered;
  if (submission === null) return null;
  return {
    ...common,
    submission,
    changedAt: now,
    dueAt: replaced === null ? uncertainUntil : Math.max(row.dueAt ?? 0, notBefore ?? 0),
    attempts: 0,
    failingSince: null,
    deadLetterCause: null,
  };
}

function keepsReplaced(
  { row, replaced, promised }: MemoryRecord,
  leased: FeedbackRow,
  { delivered, dueAt, withdrawUnlessPromised }: Settlement,
): boolean {
  const { stamp } = leased.submission;
  if (replaced === null) return false;
  if (row.submission.stamp === stamp) return !delivered && (!withdrawUnlessPromised || promised);
  return replaced.stamp > stamp || (!delivered && (dueAt !== null || replaced.stamp !== stamp));
}

/** The replaced submission of a row that now gets another one. */
function replacedBy({ row: { dueAt, delivered, submission }, replaced }: MemoryRecord): RowSubmission | null {
  return dueAt !== null && delivered?.stamp !== submission.stamp ? submission : replaced;
}
