import type { FeedbackRow, FeedbackStore, RedriveSelection, RowKey } from './feedback-store.ts';
import { type MemoryTable, rowKeyOf } from './memory-table.ts';

/** The methods that operators use: dead letters, a user's rows, removal by age, and counts. */
export function memoryOperations(table: MemoryTable): MemoryOperations {
  return {
    async deadLetters({ limit, after = { userId: '', messageId: '' } }) {
      return [...table.dead()]
        .map(({ row }) => row)
        .filter((row) => compareKeys(rowKeyOf(row), after) > 0)
        .sort((a, b) => compareKeys(rowKeyOf(a), rowKeyOf(b)))
        .slice(0, limit);
    },

    async redrive(selection, now) {
      const dead = [...table.dead()]
        .filter(({ row }) => isSelected(row, selection))
        .slice(0, selection === 'all' ? undefined : selection.limit);
      for (const record of dead) table.change(record, { row: redriven(record.row, now) });
      return dead.length;
    },

    async removeUnknown(selection) {
      const unknown = [...table.dead()]
        .filter(({ row }) => row.deadLetterCause === 'message_not_found' && row.delivered === null)
        .sort((a, b) => (b.row.failingSince ?? 0) - (a.row.failingSince ?? 0));
      const removed =
        'userId' in selection
          ? unknown.filter(({ row }) => row.userId === selection.userId).slice(selection.keep)
          : unknown.filter(({ row }) => (row.failingSince ?? 0) < selection.failingBefore);
      for (const record of removed) table.remove(record);
      return removed.length;
    },

    async rowsOfUser(userId, { limit, after = '' }) {
      return [...table.ofUser(userId)]
        .map(({ row }) => row)
        .filter((row) => row.message.messageId > after)
        .sort((a, b) => compareTexts(a.message.messageId, b.message.messageId))
        .slice(0, limit);
    },

    async remove(key, stamp) {
      const record = table.find(key);
      if (record?.row.submission.stamp !== stamp) return false;
      table.remove(record);
      return true;
    },

    async removeSettled({ changedBefore, limit }) {
      const old = table.settledBefore(changedBefore, limit);
      for (const record of old) table.remove(record);
      return old.length;
    },

    async backlog() {
      let [waiting, retrying, oldest] = [0, 0, Number.POSITIVE_INFINITY];
      for (const { row } of table.toBeSent()) {
        if (row.delivered?.stamp === row.submission.stamp) continue;
        if (row.attempts === 0) waiting++;
        else retrying++;
        oldest = Math.min(oldest, row.changedAt);
      }
      const deadLetters = table.dead().size;
      return { waiting, retrying, deadLetters, oldestChangedAt: waiting + retrying === 0 ? null : oldest };
    },

    count: async () => table.size(),
  };
}

type MemoryOperations = Pick<
  FeedbackStore,
  | 'deadLetters'
  | 'redrive'
  | 'removeUnknown'
  | 'rowsOfUser'
  | 'remove'
  | 'removeSettled'
  | 'backlog'
  | 'count'
>;

function compareKeys(a: RowKey, b: RowKey): number {
  return compareTexts(a.userId, b.userId) || compareTexts(a.messageId, b.messageId);
}

function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
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
