import type { SqliteDatabase } from './sqlite-database.ts';

/** Brings a table that an earlier version has made up to date: columns that got another name, and columns that came later. */
export function upgradeSqlite(database: SqliteDatabase, table: string): void {
  if (isCurrent(database, table)) return;
  // Another process may be about to do the same.
  database.exec('BEGIN IMMEDIATE');
  try {
    for (const column of ['feedback', 'stamp']) {
      if (!hasColumn(database, table, `wanted_${column}`)) continue;
      database.exec(`ALTER TABLE ${table} RENAME COLUMN wanted_${column} TO submission_${column}`);
    }
    if (!hasColumn(database, table, 'promised')) {
      database.exec(`ALTER TABLE ${table} ADD COLUMN promised INTEGER NOT NULL DEFAULT 0`);
    }
    database.exec('COMMIT');
  } catch (error) {
    database.exec('ROLLBACK');
    throw error;
  }
}

function isCurrent(database: SqliteDatabase, table: string): boolean {
  return hasColumn(database, table, 'promised') && hasColumn(database, table, 'submission_feedback');
}

function hasColumn(database: SqliteDatabase, table: string, column: string): boolean {
  const found = 'SELECT name FROM pragma_table_info(?) WHERE name = ?';
  return database.prepare(found).all(table, column).length > 0;
}
