import { type SqlInteger, toNumber } from './sql-table.ts';
import { prepare, type SqliteDatabase } from './sqlite-migration.ts';
import type { CommitGroup } from './write-group.ts';

/** One write of the store. */
export interface SqliteWrite {
  /** Runs its statements, one after another and without a wait in between. */
  run(): unknown;
  /** It may be lost in a power cut: its commit need not be on disk. */
  readonly mayBeLost: boolean;
}

/**
 * Commits a group of writes in one transaction, with one fsync. If all its writes `mayBeLost`, it
 * leaves the fsync to a later group. Waits for another process's lock, for at most `busy_timeout`,
 * without blocking the event loop.
 */
export function sqliteTransactions(database: SqliteDatabase): CommitGroup<SqliteWrite, unknown> {
  const readTimeout = prepare(database, 'SELECT timeout AS ms FROM pragma_busy_timeout');

  return async (writes) => {
    const [timeout] = readTimeout() as { ms: SqlInteger }[];
    const waitMs = toNumber(timeout?.ms) ?? 0;
    const until = Date.now() + waitMs;

    const commit = (group: readonly SqliteWrite[]) =>
      whenUnlocked(until, () => withoutWaiting(database, waitMs, () => transact(database, group)));

    try {
      return (await commit(writes)).map(fulfilled);
    } catch (error) {
      if (!(error instanceof WriteFailed)) throw error;
      if (writes.length === 1) return [rejected(error)];
    }
    // One write failed and rolled back all, so each is repeated in a transaction of its own.
    const outcomes: PromiseSettledResult<unknown>[] = [];
    for (const write of writes) {
      outcomes.push(await commit([write]).then(([value]) => fulfilled(value), rejected));
    }
    return outcomes;
  };
}

function fulfilled(value: unknown): PromiseSettledResult<unknown> {
  return { status: 'fulfilled', value };
}

function rejected(error: unknown): PromiseSettledResult<unknown> {
  return { status: 'rejected', reason: error instanceof WriteFailed ? error.cause : error };
}

/** Does the work, again and again while another process has locked the file, until this time. */
async function whenUnlocked<Result>(until: number, work: () => Result): Promise<Result> {
  for (;;) {
    try {
      return work();
    } catch (error) {
      if (!isLocked(error) || Date.now() >= until) throw error;
      await new Promise((resolve) => setTimeout(resolve, LOCK_RETRY_MS));
    }
  }
}

/** Too short for a user to notice. Locks last milliseconds, except those of a backup. */
const LOCK_RETRY_MS = 10;

/**
 * Runs the writes in one transaction and returns their results; throws `WriteFailed` if one of them
 * fails, and any other error if the transaction cannot begin. It is synchronous, so no other code of
 * this process reads uncommitted rows.
 */
function transact(database: SqliteDatabase, writes: readonly SqliteWrite[]): unknown[] {
  const mayBeLost = writes.every((write) => write.mayBeLost);
  if (mayBeLost) database.exec('PRAGMA synchronous = NORMAL');
  try {
    database.exec('BEGIN IMMEDIATE');
    try {
      const results = writes.map((write) => write.run());
      database.exec('COMMIT');
      return results;
    } catch (cause) {
      rollBack(database);
      throw new WriteFailed('A write of the group failed.', { cause });
    }
  } finally {
    if (mayBeLost) database.exec('PRAGMA synchronous = FULL');
  }
}

class WriteFailed extends Error {}

function rollBack(database: SqliteDatabase): void {
  try {
    database.exec('ROLLBACK');
  } catch {
    // SQLite has already rolled back, for example on a full disk.
  }
}

/** With a timeout, SQLite would wait for locks inside the driver, and block the event loop. */
function withoutWaiting<Result>(database: SqliteDatabase, waitMs: number, work: () => Result): Result {
  database.exec('PRAGMA busy_timeout = 0');
  try {
    return work();
  } finally {
    database.exec(`PRAGMA busy_timeout = ${waitMs}`);
  }
}

/** Each driver has its own error code, but all pass on SQLite's message. */
function isLocked(error: unknown): boolean {
  return error instanceof Error && error.message.includes('database is locked');
}
