import {
  type Acceptance,
  declined,
  type FeedbackRow,
  type FeedbackStore,
  type RedriveFilter,
  type Settled,
} from './feedback-store.ts';
import {
  checkTableName,
  type SqlInteger,
  type SqlRecord,
  toBacklog,
  toFeedbackRow,
  toNumber,
} from './sql-table.ts';
import { migrateSqlite, type PreparedStatement, prepare, type SqliteDatabase } from './sqlite-migration.ts';
import { type SqliteStatementName, sqliteStatements } from './sqlite-statements.ts';

export type { SqliteDatabase, SqliteStatement } from './sqlite-migration.ts';

export interface SqliteStoreOptions {
  /**
   * An open handle of `node:sqlite`, `libsql`, `better-sqlite3` or `bun:sqlite`, or a function that
   * opens one. The store calls it once, when it is first used, so that a framework can load the
   * module without creating the file. The host closes the handle.
   */
  readonly database: SqliteDatabase | (() => SqliteDatabase);
  /**
   * Name of the table, which the store creates. Two proxies in one database need two tables.
   * @default 'message_feedback'
   */
  readonly table?: string;
}

/**
 * A durable store in one SQLite file. Any number of processes on one machine can share the file.
 * Creates or migrates its table when it is first used, and then sets the handle to WAL with
 * `synchronous=FULL`, so that accepted feedback survives a power cut, and to wait 5 seconds for
 * another process's lock, unless the host has set another wait. Throws a `TypeError` for an unsafe
 * table name.
 *
 * @example
 * const store = createSqliteStore({ database: () => new Database('feedback.db') });
 */
export function createSqliteStore({
  database,
  table = 'message_feedback',
}: SqliteStoreOptions): FeedbackStore {
  checkTableName(table, { subject: 'its table name', longest: 63 });
  const statements = prepareWhenUsed(() => openSqlite(database, table), table);

  function rowsOf(records: readonly unknown[]): FeedbackRow[] {
    return records.map((record) => toFeedbackRow(record as SqlRecord));
  }

  function read(userId: string, messageId: string): FeedbackRow | null {
    return rowsOf(statements.get(userId, JSON.stringify([messageId])))[0] ?? null;
  }

  return {
    durable: true,

    async accept({ userId, message, feedback, stamp }, now, terms): Promise<Acceptance> {
      const { holdMs = 0, mayReplaceSent = true, skipIfNothingSent = false } = terms ?? {};
      const { messageId } = message;
      const dueAt = now + holdMs;
      const columns = [userId, messageId, JSON.stringify(message), JSON.stringify(feedback), stamp];
      for (;;) {
        const [accepted] = rowsOf(
          statements.accept(
            ...columns,
            skipIfNothingSent ? null : dueAt,
            skipIfNothingSent ? 1 : 0,
            dueAt,
            mayReplaceSent ? 1 : 0,
          ),
        );
        if (accepted !== undefined) return { status: 'accepted', row: accepted };
        const row = read(userId, messageId);
        // No row: another process has just removed it, because its submission was refused.
        if (row !== null) return declined(row, stamp);
      }
    },

    async get(userId, messageIds) {
      return rowsOf(statements.get(userId, JSON.stringify(messageIds)));
    },

    async markPromised({ userId, messageId }, stamp) {
      return statements.markPromised(userId, messageId, stamp).length > 0;
    },

    async claim({ now, leaseId, leaseUntil, limit, key }) {
      const records =
        key === undefined
          ? statements.claimDue(leaseId, leaseUntil, now, now, limit)
          : statements.claimOne(leaseId, leaseUntil, key.userId, key.messageId, now, now);
      return rowsOf(records).map((row) => ({ id: leaseId, row }));
    },

    async settle({ id, row }, settlement): Promise<Settled> {
      const { userId, submission } = row;
      const { messageId } = row.message;
      if (settlement.withdrawUnlessPromised) {
        const removed = statements.removeWithdrawn(userId, messageId, id, submission.stamp);
        if (removed.length > 0) return { applied: true, row: null };
      }
      const [settled] = rowsOf(
        statements.settle(
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
      const [record] = statements.nextDueAt() as { at: SqlInteger }[];
      return toNumber(record?.at);
    },

    async deadLetters({ limit, after }) {
      return rowsOf(statements.deadLetters(after?.userId ?? '', after?.messageId ?? '', limit));
    },

    async redrive(selection, now) {
      const { userId, messageId, causes, limit } = selection === 'all' ? ({} as RedriveFilter) : selection;
      const listed = causes === undefined ? null : JSON.stringify(causes);
      // A negative limit is none.
      return statements.redrive(now, userId ?? null, messageId ?? null, listed, limit ?? -1).length;
    },

    async rowsOfUser(userId, { limit, after = '' }) {
      return rowsOf(statements.rowsOfUser(userId, after, limit));
    },

    async remove({ userId, messageId }, stamp) {
      return statements.remove(userId, messageId, stamp).length > 0;
    },

    async removeSettled({ changedBefore, limit }) {
      return statements.removeSettled(changedBefore, limit).length;
    },

    async backlog() {
      return toBacklog(statements.backlog()[0]);
    },

    async count() {
      const [record] = statements.count() as { rows: SqlInteger }[];
      return toNumber(record?.rows) ?? 0;
    },

    async removeUnknown(selection) {
      const removed =
        'userId' in selection
          ? statements.removeUnknownOf(selection.userId, selection.userId, selection.keep)
          : statements.removeUnknownBefore(selection.failingBefore);
      return removed.length;
    },
  };
}

function openSqlite(database: SqliteDatabase | (() => SqliteDatabase), table: string): SqliteDatabase {
  const opened = typeof database === 'function' ? database() : database;
  // The timeout comes first, because processes that start together compete for the others.
  const [wait] = prepare(opened, 'SELECT timeout AS ms FROM pragma_busy_timeout')() as {
    ms: SqlInteger;
  }[];
  if (!toNumber(wait?.ms)) opened.exec('PRAGMA busy_timeout = 5000');
  opened.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;');
  migrateSqlite(opened, table);
  return opened;
}

/** The statements, which open the database when the first of them runs. A failure is repeated. */
function prepareWhenUsed(
  open: () => SqliteDatabase,
  table: string,
): Record<SqliteStatementName, PreparedStatement> {
  let database: SqliteDatabase | null = null;
  const statements = Object.entries(sqliteStatements(table)).map(([name, sql]) => {
    let prepared: PreparedStatement | null = null;
    const run: PreparedStatement = (...parameters) => {
      database ??= open();
      prepared ??= prepare(database, sql);
      return prepared(...parameters);
    };
    return [name, run] as const;
  });
  return Object.fromEntries(statements) as Record<SqliteStatementName, PreparedStatement>;
}
