import type { FeedbackRow, FeedbackStore, RedriveSelection } from './feedback-store.ts';

/** The methods of the memory store that operators use: by user, by age, in total. */
export function memoryOperations(records: Map<string, MemoryRecord>): MemoryOperations {
  const rows = () => [...records.values()].map(({ row }) => row);

  return {
    async redrive(selection, now) {
      const dead = [...records.values()]
        .filter(({ row }) => row.deadLetterCause !== null && isSelected(row, selection))
        .slice(0, selection === 'all' ? undefined : selection.limit);
      for (const record of dead) record.row = redriven(record.row, now);
      return dead.length;
    },

    async rowsOfUser(userId, { limit, after = '' }) {
      return rows()
        .filter((row) => row.userId === userId && row.message.messageId > after)
        .sort((a, b) => (a.message.messageId < b.message.messageId ? -1 : 1))
        .slice(0, limit);
    },

    async remove({ userId, messageId }, stamp) {
      for (const [key, { row }] of records) {
        if (row.userId !== userId || row.message.messageId !== messageId) continue;
        return row.submission.stamp === stamp && records.delete(key);
      }
      return false;
    },

    async removeSettled({ changedBefore, limit }) {
      const old = [...records]
        .filter(
          ([, { row, leaseId }]) => row.dueAt === null && leaseId === null && row.changedAt < changedBefore,
        )
        .slice(0, limit);
      for (const [key] of old) records.delete(key);
      return old.length;
    },

    async backlog() {
      const undelivered = rows().filter(
        ({ dueAt, delivered, submission }) => dueAt !== null && delivered?.stamp !== submission.stamp,
      );
      const waiting = undelivered.filter(({ attempts }) => attempts === 0).length;
      return {
        waiting,
        retrying: undelivered.length - waiting,
        deadLetters: rows().filter(({ deadLetterCause }) => deadLetterCause !== null).length,
        oldestChangedAt:
          undelivered.length === 0 ? null : Math.min(...undelivered.map(({ changedAt }) => changedAt)),
      };
    },

    async count() {
      return records.size;
    },
  };
}

type MemoryOperations = Pick<
  FeedbackStore,
  'redrive' | 'rowsOfUser' | 'remove' | 'removeSettled' | 'backlog' | 'count'
>;

/** A row with the fields that only the store uses. */
export interface MemoryRecord {
  row: FeedbackRow;
  leaseId: string | null;
  /** 0 without a lease. */
  leaseUntil: number;
  /** Whether another request was answered with `accepted` for this submission. */
  promised: boolean;
}

function isSelected({ userId, message, deadLetterCause }: FeedbackRow, selection: RedriveSelection): boolean {
  if (selection === 'all') return true;
  return (
    (selection.userId ?? userId) === userId &&
    (selection.messageId ?? message.messageId) === message.messageId &&
    (selection.causes === undefined || selection.causes.some((cause) => cause === deadLetterCause))
  );
}

function redriven(row: FeedbackRow, now: number): FeedbackRow {
  const { notBefore, uncertainUntil, deadLetterCause } = row;
  const isUncertain = deadLetterCause === 'in_doubt';
  return {
    ...row,
    dueAt: Math.max(now, notBefore ?? 0, isUncertain ? (uncertainUntil ?? 0) : 0),
    attempts: 0,
    failingSince: null,
    uncertainUntil: isUncertain ? null : uncertainUntil,
    deadLetterCause: null,
  };
}
