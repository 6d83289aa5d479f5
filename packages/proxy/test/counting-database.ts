import Database from 'libsql';
import type { SqliteDatabase } from '../src/stores/sqlite.ts';

/**
 * A handle that counts its statements, the commits that wait for the disk, and those that need not.
 * SQLite in WAL mode has one fsync for each commit that waits, none for the others, and a few more
 * for checkpoints.
 */
export function createCountingDatabase(file: string): CountingDatabase {
  const database = new Database(file);
  const changes = database.prepare('SELECT total_changes() AS changes');
  const counts: Counts = { durable: 0, hasty: 0, statements: 0 };

  function isDurable(): boolean {
    const [row] = database.prepare('PRAGMA synchronous').all() as { synchronous: number }[];
    return (row?.synchronous ?? 0) >= 2;
  }

  function count<Result>(work: () => Result): Result {
    if (database.inTransaction) return work();
    // A write outside a transaction commits by itself.
    const before = totalChanges();
    const result = work();
    if (totalChanges() > before) counts[isDurable() ? 'durable' : 'hasty']++;
    return result;
  }

  function totalChanges(): number {
    const [row] = changes.all() as { changes: number }[];
    return row?.changes ?? 0;
  }

  return {
    counts,
    exec(sql) {
      if (sql === 'COMMIT') counts[isDurable() ? 'durable' : 'hasty']++;
      return database.exec(sql);
    },
    prepare(sql) {
      const statement = database.prepare(sql);
      return {
        all(...values: never[]) {
          counts.statements++;
          return count(() => statement.all(...values));
        },
      };
    },
  };
}

export interface CountingDatabase extends SqliteDatabase {
  readonly counts: Counts;
}

interface Counts {
  durable: number;
  hasty: number;
  /** Prepared ones, which read or write. */
  statements: number;
}
