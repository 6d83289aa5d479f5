import Database from 'libsql';
import type { SqliteDatabase } from '../src/stores/sqlite.ts';

/**
 * A handle that counts the commits which wait for the disk, and those which need not. SQLite in WAL
 * mode has one fsync for each of the first, none for the others, and a few more for checkpoints.
 */
export function createCountingDatabase(file: string): CountingDatabase {
  const database = new Database(file);
  const counts: CommitCounts = { durable: 0, hasty: 0 };

  function isDurable(): boolean {
    const [row] = database.prepare('PRAGMA synchronous').all() as { synchronous: number }[];
    return (row?.synchronous ?? 0) >= 2;
  }

  function count<Result>(work: () => Result): Result {
    // A write outside a transaction commits by itself.
    const before = totalChanges();
    const result = work();
    if (!database.inTransaction && totalChanges() > before) counts[isDurable() ? 'durable' : 'hasty']++;
    return result;
  }

  function totalChanges(): number {
    const [row] = database.prepare('SELECT total_changes() AS changes').all() as { changes: number }[];
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
      return { all: (...values: never[]) => count(() => statement.all(...values)) };
    },
  };
}

export interface CountingDatabase extends SqliteDatabase {
  readonly counts: CommitCounts;
}

interface CommitCounts {
  durable: number;
  hasty: number;
}
