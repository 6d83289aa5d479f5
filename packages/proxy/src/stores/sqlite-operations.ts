import { DEFAULT_TERMS, isDueAtOnce } from './acceptance-terms.ts';
import {
  type Acceptance,
  type FeedbackRow,
  type FeedbackStore,
  resultAfterReading,
  type Settled,
} from './feedback-store.ts';
import {
  type SqlInteger,
  type SqlRecord,
  toAcceptance,
  toBacklog,
  toFeedbackRow,
  toNumber,
} from './sql-table.ts';
import type { SqliteValue } from './sqlite-migration.ts';
import type { SqliteStatementName } from './sqlite-statements.ts';

/**
 * A method of the store: yields its statements one after another and gets the rows of each. SQLite
 * runs them at once, D1 sends a request for each.
 */
export type SqliteOperation<Result> = Generator<SqliteCall, Result, readonly unknown[]>;

export type SqliteCall = readonly [statement: SqliteStatementName, ...values: SqliteValue[]];

export interface SqliteRunner {
  read<Result>(operation: () => SqliteOperation<Result>): Promise<Result>;
  /** Runs the operation again if its group fails. */
  write<Result>(operation: () => SqliteOperation<Result>, terms?: WriteTerms): Promise<Result>;
}

export interface WriteTerms {
  /** Whether a power cut may undo it. */
  readonly mayBeLost?: boolean | undefined;
}

/** The store on the statements of SQLite, however they run. */
export function sqliteStore({ read, write }: SqliteRunner, clock: () => number): FeedbackStore {
  function* rowOf(userId: string, messageId: string): SqliteOperation<FeedbackRow | null> {
    return rowsOf(yield ['get', userId, JSON.stringify([messageId])])[0] ?? null;
  }

  return {
    durable: true,

    accept: ({ userId, message, feedback, stamp }, now, terms = DEFAULT_TERMS, lease) =>
      write(function* (): SqliteOperation<Acceptance> {
        const { holdMs, mayReplaceSent, skipIfNothingSent } = terms;
        const { messageId } = message;
        const dueAt = now + holdMs;
        const changedAt = clock();
        const leases = lease !== undefined && isDueAtOnce(terms);
        const columns = [userId, messageId, JSON.stringify(message), JSON.stringify(feedback), stamp];
        for (;;) {
          const [accepted] = (yield [
            'accept',
            ...columns,
            changedAt,
            changedAt,
            skipIfNothingSent ? null : dueAt,
            leases ? lease.id : null,
            leases ? lease.until : null,
            skipIfNothingSent ? 1 : 0,
            dueAt,
            mayReplaceSent ? 1 : 0,
          ]) as SqlRecord[];
          if (accepted !== undefined) return toAcceptance(accepted, lease?.id);
          const result = resultAfterReading(yield* rowOf(userId, messageId), stamp, terms);
          if (result !== null) return result;
        }
      }),

    get: (userId, messageIds) =>
      read(function* () {
        return rowsOf(yield ['get', userId, JSON.stringify(messageIds)]);
      }),

    markPromised: ({ userId, messageId }, stamp) =>
      write(function* () {
        return (yield ['markPromised', userId, messageId, stamp]).length > 0;
      }),

    claim: ({ now, leaseId, leaseUntil, limit, key }) =>
      write(function* () {
        const records =
          key === undefined
            ? yield ['claimDue', leaseId, leaseUntil, now, now, limit]
            : yield ['claimOne', leaseId, leaseUntil, key.userId, key.messageId, now, now];
        return rowsOf(records).map((row) => ({ id: leaseId, row }));
      }),

    settle: ({ id, row }, settlement) =>
      write(function* (): SqliteOperation<Settled> {
        const { userId, submission } = row;
        const { messageId } = row.message;
        if (settlement.withdrawUnlessPromised) {
          const removed = yield ['removeWithdrawn', userId, messageId, id, submission.stamp];
          if (removed.length > 0) return { applied: true, row: null };
        }
        const [settled] = rowsOf(
          yield [
            'settle',
            submission.stamp,
            JSON.stringify(submission.feedback),
            settlement.delivered ? 1 : 0,
            settlement.withdrawUnlessPromised ? 1 : 0,
            settlement.dueAt,
            settlement.attempts,
            settlement.failingSince,
            settlement.deadLetterCause,
            settlement.notBefore,
            settlement.uncertainUntil,
            clock(),
            userId,
            messageId,
            id,
          ],
        );
        return settled === undefined
          ? { applied: false, row: yield* rowOf(userId, messageId) }
          : { applied: true, row: settled };
      }, settlement),

    releaseUnused: (leaseIds) =>
      write(function* () {
        return (yield ['releaseUnused', JSON.stringify(leaseIds)]).length;
      }),

    nextDueAt: () =>
      read(function* () {
        const [record] = (yield ['nextDueAt']) as { at: SqlInteger }[];
        return toNumber(record?.at);
      }),

    deadLetters: ({ limit, after }) =>
      read(function* () {
        return rowsOf(yield ['deadLetters', after?.userId ?? '', after?.messageId ?? '', limit]);
      }),

    redrive: (selection, now) =>
      write(function* () {
        const { userId = null, messageId = null, causes, limit = -1 } = selection === 'all' ? {} : selection;
        const listed = causes === undefined ? null : JSON.stringify(causes);
        // A negative limit is none.
        return (yield ['redrive', now, userId, messageId, listed, limit]).length;
      }),

    rowsOfUser: (userId, { limit, after = '' }) =>
      read(function* () {
        return rowsOf(yield ['rowsOfUser', userId, after, limit]);
      }),

    remove: ({ userId, messageId }, stamp) =>
      write(function* () {
        return (yield ['remove', userId, messageId, stamp]).length > 0;
      }),

    removeSettled: ({ changedBefore, limit }) =>
      write(function* () {
        return (yield ['removeSettled', changedBefore, limit]).length;
      }),

    backlog: () =>
      read(function* () {
        return toBacklog((yield ['backlog'])[0]);
      }),

    count: () =>
      read(function* () {
        const [record] = (yield ['count']) as { rows: SqlInteger }[];
        return toNumber(record?.rows) ?? 0;
      }),

    removeUnknown: (selection) =>
      write(function* () {
        const removed =
          'userId' in selection
            ? yield ['removeUnknownOf', selection.userId, selection.userId, selection.keep]
            : yield ['removeUnknownBefore', selection.failingBefore];
        return removed.length;
      }),

    keepSetting: (name, value) =>
      write(function* () {
        const [record] = (yield ['keepSetting', name, value]) as [{ value: string }];
        return record.value;
      }),
  };
}

/** A statement with its values, run now. */
export function runSqliteNow<Result>(
  operation: SqliteOperation<Result>,
  call: (call: SqliteCall) => readonly unknown[],
): Result {
  let step = operation.next();
  while (step.done !== true) step = operation.next(call(step.value));
  return step.value;
}

function rowsOf(records: readonly unknown[]): FeedbackRow[] {
  return records.map((record) => toFeedbackRow(record as SqlRecord));
}
