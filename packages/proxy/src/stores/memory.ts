import { ANYTHING_AT_ONCE } from './acceptance-terms.ts';
import {
  type Acceptance,
  type AcceptanceTerms,
  type ClaimRequest,
  declined,
  type FeedbackRow,
  type FeedbackStore,
  type Lease,
  type LeaseTerms,
  type RowKey,
  type Settlement,
} from './feedback-store.ts';
import { type MemoryRecord, memoryOperations } from './memory-operations.ts';

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
  const records = new Map<string, MemoryRecord>();
  const settings = new Map<string, string>();

  return {
    durable: false,

    async accept(submission, now, terms = ANYTHING_AT_ONCE, lease?): Promise<Acceptance> {
      const { userId, message, feedback, stamp } = submission;
      const key = recordKey(userId, message.messageId);
      const record = records.get(key);
      if (record && !takes(record, stamp, terms)) return declined(record.row, stamp);
      const rests = terms.skipIfNothingSent && !(record && mayHaveReachedUpstream(record));
      const changedAt = clock();
      const row: FeedbackRow = {
        createdAt: changedAt,
        deliveredAt: null,
        delivered: null,
        notBefore: null,
        uncertainUntil: null,
        ...record?.row,
        userId,
        message,
        submission: { feedback, stamp },
        changedAt,
        dueAt: rests ? null : Math.max(now + terms.holdMs, record?.row.notBefore ?? 0),
        attempts: 0,
        failingSince: null,
        deadLetterCause: null,
      };
      const accepted: MemoryRecord = { ...(record ?? UNLEASED), row, promised: false };
      records.set(key, accepted);
      if (lease === undefined || !isClaimable(accepted, now)) return { status: 'accepted', row };
      const claimed = leaseRecord(accepted, lease);
      return { status: 'accepted', row: claimed.row, lease: claimed };
    },

    async markPromised(key, stamp) {
      const [record] = selected(records, key);
      if (record?.row.submission.stamp !== stamp) return false;
      record.promised = true;
      return true;
    },

    async get(userId, messageIds) {
      return messageIds.flatMap((messageId) => records.get(recordKey(userId, messageId))?.row ?? []);
    },

    async claim(request) {
      const { leaseId: id, leaseUntil: until } = request;
      return claimable(records, request).map((record) => leaseRecord(record, { id, until }));
    },

    async settle(lease, settlement) {
      const key = recordKey(lease.row.userId, lease.row.message.messageId);
      const record = records.get(key);
      if (record === undefined || record.leaseId !== lease.id)
        return { applied: false, row: record?.row ?? null };

      const row = settled(record, lease.row, settlement, clock());
      if (row === null) records.delete(key);
      else records.set(key, { ...UNLEASED, row, promised: record.promised });
      return { applied: true, row };
    },

    async nextDueAt() {
      let next: number | null = null;
      for (const { row, leaseUntil } of records.values()) {
        if (row.dueAt === null) continue;
        const at = Math.max(row.dueAt, leaseUntil);
        if (next === null || at < next) next = at;
      }
      return next;
    },

    async deadLetters({ limit, after = { userId: '', messageId: '' } }) {
      return [...records.values()]
        .map(({ row }) => row)
        .filter((row) => row.deadLetterCause !== null && compareKeys(rowKeyOf(row), after) > 0)
        .sort((a, b) => compareKeys(rowKeyOf(a), rowKeyOf(b)))
        .slice(0, limit);
    },

    ...memoryOperations(records),

    async removeUnknown(selection) {
      const unknown = [...records.values()]
        .map(({ row }) => row)
        .filter((row) => row.deadLetterCause === 'message_not_found' && row.delivered === null)
        .sort((a, b) => (b.failingSince ?? 0) - (a.failingSince ?? 0));
      const removed =
        'userId' in selection
          ? unknown.filter((row) => row.userId === selection.userId).slice(selection.keep)
          : unknown.filter((row) => (row.failingSince ?? 0) < selection.failingBefore);
      for (const { userId, message } of removed) records.delete(recordKey(userId, message.messageId));
      return removed.length;
    },

    async keepSetting(name, value) {
      const kept = settings.get(name) ?? value;
      settings.set(name, kept);
      return kept;
    },
  };
}

const UNLEASED = { leaseId: null, leaseUntil: 0 } as const;

function recordKey(userId: string, messageId: string): string {
  return JSON.stringify([userId, messageId]);
}

function rowKeyOf({ userId, message: { messageId } }: FeedbackRow): RowKey {
  return { userId, messageId };
}

function compareKeys(a: RowKey, b: RowKey): number {
  return compareTexts(a.userId, b.userId) || compareTexts(a.messageId, b.messageId);
}

function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function selected(records: ReadonlyMap<string, MemoryRecord>, selection: RowKey | 'all'): MemoryRecord[] {
  if (selection === 'all') return [...records.values()];
  const record = records.get(recordKey(selection.userId, selection.messageId));
  return record === undefined ? [] : [record];
}

function claimable(
  records: ReadonlyMap<string, MemoryRecord>,
  { now, limit, key }: ClaimRequest,
): MemoryRecord[] {
  return selected(records, key ?? 'all')
    .filter((record) => isClaimable(record, now))
    .sort((a, b) => (a.row.dueAt ?? 0) - (b.row.dueAt ?? 0))
    .slice(0, limit);
}

function isClaimable({ row, leaseUntil }: MemoryRecord, now: number): boolean {
  return row.dueAt !== null && row.dueAt <= now && leaseUntil <= now;
}

function leaseRecord(record: MemoryRecord, { id, until }: LeaseTerms): Lease {
  if (record.leaseId !== null) {
    const uncertainUntil = Math.max(record.row.uncertainUntil ?? 0, record.leaseUntil);
    record.row = { ...record.row, uncertainUntil };
  }
  record.leaseId = id;
  record.leaseUntil = until;
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
  { row, promised }: MemoryRecord,
  leased: FeedbackRow,
  settlement: Settlement,
  now: number,
): FeedbackRow | null {
  const { delivered, dueAt, attempts, failingSince, deadLetterCause, notBefore, uncertainUntil } = settlement;
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
  if (!settlement.withdrawUnlessPromised || promised)
    return { ...common, dueAt, attempts, failingSince, deadLetterCause };
  if (row.delivered === null) return null;
  return {
    ...common,
    submission: row.delivered,
    changedAt: now,
    dueAt: null,
    attempts: 0,
    failingSince: null,
    deadLetterCause: null,
  };
}
