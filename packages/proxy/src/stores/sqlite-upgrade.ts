import type { SqliteDatabase } from './sqlite-database.ts';

/** Gives a table that an earlier version has made the columns that came later. */
export function upgradeSqlite(database: SqliteDatabase, table: string): void {
  if (hasColumn(database, table, 'promised')) return;
  // Another process may be about to do the same.
  database.exec('BEGIN IMMEDIATE');
  try {
    if (!hasColumn(database, table, 'promised')) {
      database.exec(`ALTER TABLE ${table} ADD COLUMN promised INTEGER NOT NULL DEFAULT 0`);
    }
    database.exec('COMMIT');
  } catch (error) {
    database.exec('ROLLBACK');
    throw error;
  }
}

function hasColumn(database: SqliteDatabase, table: string, column: string): boolean {
  const found = 'SELECT name FROM pragma_table_info(?) WHERE name = ?';
  return database.prepare(found).all(table, column).length > 0;
}
