import { createDueQueue } from './due-queue.ts';
import type { FeedbackRow, RowKey, RowSubmission } from './feedback-store.ts';

/**
 * The rows of the memory store, with the indexes that a database has: rows by user, rows by the time
 * at which they can be claimed, rows by age, and dead rows. A search visits only rows of its kind,
 * such as leased or dead ones.
 */
export function createMemoryTable(): MemoryTable {
  const users = new Map<string, Map<string, MemoryRecord>>();
  /** Rows to be sent without a lease, by the time at which they are due. */
  const waiting = createDueQueue<MemoryRecord>();
  /** Rows to be sent with a lease, by the time at which it has expired and they are due. */
  const leased = createDueQueue<MemoryRecord>();
  /** Rows with nothing to send and no lease, by the time of their submission. */
  const settled = createDueQueue<MemoryRecord>();
  const dead = new Set<MemoryRecord>();
  let size = 0;

  function index(record: MemoryRecord): void {
    const { leaseId, leaseUntil } = record;
    const { dueAt, changedAt, deadLetterCause } = record.row;
    waiting.set(record, leaseId === null ? dueAt : null);
    leased.set(record, leaseId === null || dueAt === null ? null : Math.max(dueAt, leaseUntil));
    settled.set(record, leaseId === null && dueAt === null ? changedAt : null);
    if (deadLetterCause === null) dead.delete(record);
    else dead.add(record);
  }

  return {
    find: ({ userId, messageId }) => users.get(userId)?.get(messageId),
    ofUser: (userId) => users.get(userId)?.values() ?? [],
    size: () => size,
    dead: () => dead,

    insert(record) {
      const { userId, message } = record.row;
      const rows = users.get(userId) ?? new Map<string, MemoryRecord>();
      users.set(userId, rows.set(message.messageId, record));
      size++;
      index(record);
    },

    change(record, change) {
      Object.assign(record, change);
      index(record);
    },

    remove(record) {
      const { userId, message } = record.row;
      const rows = users.get(userId);
      if (!rows?.delete(message.messageId)) return;
      if (rows.size === 0) users.delete(userId);
      size--;
      waiting.set(record, null);
      leased.set(record, null);
      settled.set(record, null);
      dead.delete(record);
    },

    claimable(now, limit) {
      return [...leased.until(now), ...waiting.until(now, limit)]
        .sort((a, b) => (a.row.dueAt ?? 0) - (b.row.dueAt ?? 0))
        .slice(0, limit);
    },

    nextDueAt() {
      const times = [waiting.earliestAt(), leased.earliestAt()].filter((at) => at !== null);
      return times.length === 0 ? null : Math.min(...times);
    },

    *toBeSent() {
      yield* waiting.items();
      yield* leased.items();
    },

    leasedBy: (leaseIds) =>
      [...leased.items()].filter(({ leaseId }) => leaseId !== null && leaseIds.includes(leaseId)),

    settledBefore: (time, limit) => settled.until(time, limit).filter(({ row }) => row.changedAt < time),
  };
}

export interface MemoryTable {
  find(key: RowKey): MemoryRecord | undefined;
  ofUser(userId: string): Iterable<MemoryRecord>;
  size(): number;
  insert(record: MemoryRecord): void;
  /** Every change of a record goes through this, because it updates the indexes. */
  change(record: MemoryRecord, change: Partial<MemoryRecord>): void;
  remove(record: MemoryRecord): void;
  /** The records that can be claimed now, the longest waiting first, at most `limit`. */
  claimable(now: number, limit: number): MemoryRecord[];
  /** When the next record can be claimed; `null` if there is none. */
  nextDueAt(): number | null;
  /** The records that are to be sent, leased ones among them. */
  toBeSent(): Iterable<MemoryRecord>;
  /** The records with one of these leases. */
  leasedBy(leaseIds: readonly string[]): MemoryRecord[];
  /** The oldest records with nothing to send, no lease and a submission from before this time. */
  settledBefore(time: number, limit: number): MemoryRecord[];
  dead(): ReadonlySet<MemoryRecord>;
}

/** A row with the fields that only the store uses. */
export interface MemoryRecord {
  readonly row: FeedbackRow;
  readonly leaseId: string | null;
  /** 0 without a lease. */
  readonly leaseUntil: number;
  /** Whether another request was answered with `accepted` for this submission. */
  readonly promised: boolean;
  /** The replaced submission, as `accept` of the store defines it. */
  readonly replaced: RowSubmission | null;
}

export function isClaimable({ row, leaseUntil }: MemoryRecord, now: number): boolean {
  return row.dueAt !== null && row.dueAt <= now && leaseUntil <= now;
}

export function rowKeyOf({ userId, message: { messageId } }: FeedbackRow): RowKey {
  return { userId, messageId };
}
