import { declined } from './declined-acceptance.ts';
import type { Acceptance, FeedbackRow, FeedbackStore, Settled } from './feedback-store.ts';
import { type SqlInteger, type SqlRecord, toFeedbackRow, toNumber } from './sql-row.ts';
import type { SqliteDatabase } from './sqlite-database.ts';
import { sqliteStatements } from './sqlite-statements.ts';
import { upgradeSqlite } from './sqlite-upgrade.ts';
import { checkTableName } from './table-name.ts';

export type { SqliteDatabase, SqliteStatement, SqliteValue } from './sqlite-database.ts';

export interface SqliteStoreOptions {
  /** An open handle of `node:sqlite`, `libsql`, `better-sqlite3` or `bun:sqlite`. The host opens and closes it. */
  readonly database: SqliteDatabase;
  /**
   * Name of the table, which is made when missing. Two proxies in one database need two tables.
   * @default 'message_feedback'
   */
  readonly table?: string;
}

/**
 * A durable store in one SQLite file, shared by as many processes of one machine as wanted. Sets the handle to WAL with
 * `synchronous=FULL`, so that what was accepted survives a power cut, and to wait 5 seconds for another process's lock.
 */
export function createSqliteStore({
  database,
  table = 'message_feedback',
}: SqliteStoreOptions): FeedbackStore {
  const sql = sqliteStatements(checkTableName(table, { what: 'its table name', longest: 63 }));
  // First of all to wait, as two processes that start at once both want the other two.
  database.exec('PRAGMA busy_timeout = 5000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;');
  database.exec(sql.schema);
  upgradeSqlite(database, table);

  const statements = {
    accept: database.prepare(sql.accept),
    get: database.prepare(sql.get),
    markPromised: database.prepare(sql.markPromised),
    claimDue: database.prepare(sql.claimDue),
    claimOne: database.prepare(sql.claimOne),
    removeWithdrawn: database.prepare(sql.removeWithdrawn),
    settle: database.prepare(sql.settle),
    nextDueAt: database.prepare(sql.nextDueAt),
    deadLetters: database.prepare(sql.deadLetters),
    redriveOne: database.prepare(sql.redriveOne),
    redriveAll: database.prepare(sql.redriveAll),
  };

  function rowsOf(records: readonly unknown[]): FeedbackRow[] {
    return records.map((record) => toFeedbackRow(record as SqlRecord));
  }

  function read(userId: string, messageId: string): FeedbackRow | null {
    return rowsOf(statements.get.all(userId, JSON.stringify([messageId])))[0] ?? null;
  }

  return {
    durable: true,

    async accept({ userId, message, feedback, stamp }, now, terms): Promise<Acceptance> {
      const { holdMs = 0, replacesReached = true, restsUnreached = false } = terms ?? {};
      const { messageId } = message;
      const dueAt = now + holdMs;
      const columns = [userId, messageId, JSON.stringify(message), JSON.stringify(feedback), stamp];
      for (;;) {
        const [taken] = rowsOf(
          statements.accept.all(
            ...columns,
            restsUnreached ? null : dueAt,
            restsUnreached ? 1 : 0,
            dueAt,
            replacesReached ? 1 : 0,
          ),
        );
        if (taken !== undefined) return { status: 'accepted', row: taken };
        const row = read(userId, messageId);
        // A row goes away when its submission is refused, and another process may have done that in between.
        if (row !== null) return declined(row, stamp);
      }
    },

    async get(userId, messageIds) {
      return rowsOf(statements.get.all(userId, JSON.stringify(messageIds)));
    },

    async markPromised({ userId, messageId }, stamp) {
      return statements.markPromised.all(userId, messageId, stamp).length > 0;
    },

    async claim({ now, leaseId, leaseUntil, limit, key }) {
      const records =
        key === undefined
          ? statements.claimDue.all(leaseId, leaseUntil, now, now, limit)
          : statements.claimOne.all(leaseId, leaseUntil, key.userId, key.messageId, now, now);
      return rowsOf(records).map((row) => ({ id: leaseId, row }));
    },

    async settle({ id, row }, settlement): Promise<Settled> {
      const { userId, submission } = row;
      const { messageId } = row.message;
      if (settlement.withdrawn) {
        const removed = statements.removeWithdrawn.all(userId, messageId, id, submission.stamp);
        if (removed.length > 0) return { applied: true, row: null };
      }
      const [settled] = rowsOf(
        statements.settle.all(
          submission.stamp,
          JSON.stringify(submission.feedback),
          settlement.delivered ? 1 : 0,
          settlement.withdrawn ? 1 : 0,
          settlement.dueAt,
          settlement.attempts,
          settlement.failingSince,
          settlement.deadBecause,
          settlement.notBefore,
          settlement.doubtUntil,
          userId,
          messageId,
          id,
        ),
      );
      return settled === undefined
        ? { applied: false, row: read(userId, messageId) }
        : { applied: true, row: settled };
    },

    async nextDueAt() {
      const [record] = statements.nextDueAt.all() as { at: SqlInteger }[];
      return toNumber(record?.at);
    },

    async deadLetters({ limit, after }) {
      return rowsOf(statements.deadLetters.all(after?.userId ?? '', after?.messageId ?? '', limit));
    },

    async redrive(selection, now) {
      const redriven =
        selection === 'all'
          ? statements.redriveAll.all(now)
          : statements.redriveOne.all(now, selection.userId, selection.messageId);
      return redriven.length;
    },
  };
}
