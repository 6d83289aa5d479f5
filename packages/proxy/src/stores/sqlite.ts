import { type D1Database, runOnD1 } from './d1.ts';
import type { FeedbackStore } from './feedback-store.ts';
import { checkTableName, type SqlInteger, toNumber } from './sql-table.ts';
import { migrateSqlite, type PreparedStatement, prepare, type SqliteDatabase } from './sqlite-migration.ts';
import { runSqliteNow, type SqliteOperation, type SqliteRunner, sqliteStore } from './sqlite-operations.ts';
import { type SqliteStatementName, sqliteStatements } from './sqlite-statements.ts';
import { type SqliteWrite, sqliteTransactions } from './sqlite-transaction.ts';
import { createWriteGroup } from './write-group.ts';

export type { D1Database, D1Statement } from './d1.ts';
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
  /**
   * The store's clock, in milliseconds since 1970. Dates the rows.
   * @default Date.now, the machine's clock, which all processes of one file share
   */
  readonly now?: () => number;
}

/**
 * A durable store in one SQLite file. Any number of processes on one machine can share the file.
 * When it is first used, it sets the handle to WAL with `synchronous=FULL`, so that accepted feedback
 * survives a power cut, and to wait 5 seconds for another process's lock, unless the host has set
 * another wait. Then it creates or migrates its table. Throws a `TypeError` for an unsafe table name.
 *
 * @example
 * const store = createSqliteStore({ database: () => new Database('feedback.db') });
 */
export function createSqliteStore({
  database,
  table = 'message_feedback',
  now: clock = () => Date.now(),
}: SqliteStoreOptions): FeedbackStore {
  checkTableName(table, { subject: 'its table name', longest: 63 });
  return sqliteStore(runOnHandle(typeof database === 'function' ? database : () => database, table), clock);
}

/**
 * A durable store in D1, the SQLite of Cloudflare Workers. Creates or migrates its table with the
 * first request. Throws a `TypeError` for an unsafe table name.
 *
 * @example
 * const store = createD1Store({ database: env.FEEDBACK });
 */
export function createD1Store({
  database,
  table = 'message_feedback',
  now: clock = () => Date.now(),
}: D1StoreOptions): FeedbackStore {
  checkTableName(table, { subject: 'its table name', longest: 63 });
  return sqliteStore(runOnD1(database, table), clock);
}

export interface D1StoreOptions extends Omit<SqliteStoreOptions, 'database' | 'now'> {
  /** The binding of the database. */
  readonly database: D1Database;
  /**
   * The store's clock, in milliseconds since 1970. Dates the rows.
   * @default Date.now, the clock of each isolate
   */
  readonly now?: () => number;
}

/**
 * Opens and prepares the handle with the first operation. If that fails, the next operation tries
 * again, with the same handle if there is one.
 */
function runOnHandle(open: () => SqliteDatabase, table: string): SqliteRunner {
  const sql = sqliteStatements(table);
  let database: SqliteDatabase | null = null;
  let opened: OpenHandle | null = null;

  function handle(): OpenHandle {
    if (opened !== null) return opened;
    database ??= open();
    prepareSqlite(database, table);
    opened = { database, prepared: {}, grouped: createWriteGroup(sqliteTransactions(database)) };
    return opened;
  }

  function run<Result>(operation: SqliteOperation<Result>): Result {
    const { database, prepared } = handle();
    return runSqliteNow(operation, ([name, ...values]) => {
      prepared[name] ??= prepare(database, sql[name]);
      return prepared[name](...values);
    });
  }

  return {
    read: async (operation) => run(operation()),
    write: async (operation, { mayBeLost = false } = {}) =>
      handle().grouped({ run: () => run(operation()), mayBeLost }) as Promise<never>,
  };
}

interface OpenHandle {
  readonly database: SqliteDatabase;
  readonly prepared: Partial<Record<SqliteStatementName, PreparedStatement>>;
  readonly grouped: (write: SqliteWrite) => Promise<unknown>;
}

function prepareSqlite(database: SqliteDatabase, table: string): void {
  // The timeout comes first: processes that start together wait for each other's lock below. A
  // `SELECT` would read the file, and fail while another process recovers it after a crash.
  const [wait] = prepare(database, 'PRAGMA busy_timeout')() as { timeout: SqlInteger }[];
  if (!toNumber(wait?.timeout)) database.exec('PRAGMA busy_timeout = 5000');
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;');
  migrateSqlite(database, table);
}
