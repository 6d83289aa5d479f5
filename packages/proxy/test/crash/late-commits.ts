import type { SqliteDatabase } from '../../src/stores/sqlite.ts';

/** Longer than a process lives in this test, so that a kill comes before the commit. */
const LATE_MS = 2_000;

/**
 * A handle whose commits come late, so that a proxy responds before them. The crash test must fail
 * with it: otherwise the test proves nothing about commits.
 */
export function commitLate(database: SqliteDatabase): SqliteDatabase {
  let open = false;
  const commit = () => {
    database.exec('COMMIT');
    open = false;
  };
  return {
    exec(sql) {
      if (sql === 'COMMIT') {
        if (!open) setTimeout(commit, LATE_MS);
        open = true;
        return;
      }
      // The next group joins the transaction that is still open.
      const isBegun = open && (sql === 'BEGIN IMMEDIATE' || sql.startsWith('PRAGMA synchronous'));
      return isBegun ? undefined : database.exec(sql);
    },
    prepare: (sql) => database.prepare(sql),
  };
}
