/** The part of `node:sqlite`, `libsql`, `better-sqlite3` and `bun:sqlite` that the store uses. */
export interface SqliteDatabase {
  exec(sql: string): unknown;
  prepare(sql: string): SqliteStatement;
}

/** Each driver types the parameters in its own way. `never` accepts them all. */
export interface SqliteStatement {
  all(...parameters: never[]): readonly unknown[];
}

export type SqliteValue = string | number | null;

/** A statement with the parameters that the store passes. */
export type PreparedStatement = (...parameters: SqliteValue[]) => readonly unknown[];

export function prepare(database: SqliteDatabase, sql: string): PreparedStatement {
  const statement: SqliteStatement = database.prepare(sql);
  return (...parameters) => statement.all(...(parameters as never[]));
}

/**
 * Creates the table if it is missing, and adds or renames columns of an earlier version's table.
 */
export function migrateSqlite(database: SqliteDatabase, table: string): void {
  database.exec(sqliteSchema(table));
  if (isCurrent(database, table)) return;
  // Locks first, because another process may start the same migration.
  database.exec('BEGIN IMMEDIATE');
  try {
    for (const column of ['feedback', 'stamp']) {
      if (!hasColumn(database, table, `wanted_${column}`)) continue;
      database.exec(`ALTER TABLE ${table} RENAME COLUMN wanted_${column} TO submission_${column}`);
    }
    if (!hasColumn(database, table, 'promised')) {
      database.exec(`ALTER TABLE ${table} ADD COLUMN promised INTEGER NOT NULL DEFAULT 0`);
    }
    if (!hasColumn(database, table, 'created_at')) addTimes(database, table);
    for (const column of ['replaced_feedback', 'replaced_stamp']) {
      if (!hasColumn(database, table, column))
        database.exec(`ALTER TABLE ${table} ADD COLUMN ${column} TEXT`);
    }
    database.exec('COMMIT');
  } catch (error) {
    database.exec('ROLLBACK');
    throw error;
  }
}

/**
 * Dates existing rows by the migration. A process of the previous version that is still running
 * inserts rows without times, so a trigger adds them.
 */
function addTimes(database: SqliteDatabase, table: string): void {
  const now = `CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER)`;
  for (const column of ['created_at', 'changed_at', 'delivered_at'])
    database.exec(`ALTER TABLE ${table} ADD COLUMN ${column} INTEGER`);
  database.exec(`
    UPDATE ${table} SET created_at = ${now}, changed_at = ${now};
    CREATE TRIGGER ${table}_times AFTER INSERT ON ${table} WHEN NEW.created_at IS NULL BEGIN
      UPDATE ${table} SET created_at = ${now}, changed_at = ${now} WHERE rowid = NEW.rowid;
    END;`);
}

/** Creates the table and its indexes; several statements. */
export function sqliteSchema(table: string): string {
  return `
  CREATE TABLE IF NOT EXISTS ${table} (
    user_id TEXT NOT NULL,
    message_id TEXT NOT NULL,
    message TEXT NOT NULL,
    submission_feedback TEXT NOT NULL,
    submission_stamp TEXT NOT NULL,
    promised INTEGER NOT NULL DEFAULT 0,
    replaced_feedback TEXT,
    replaced_stamp TEXT,
    delivered_feedback TEXT,
    delivered_stamp TEXT,
    due_at INTEGER,
    attempts INTEGER NOT NULL DEFAULT 0,
    failing_since INTEGER,
    not_before INTEGER,
    doubt_until INTEGER,
    dead_because TEXT,
    lease_id TEXT,
    lease_until INTEGER,
    created_at INTEGER,
    changed_at INTEGER,
    delivered_at INTEGER,
    PRIMARY KEY (user_id, message_id)
  );
  CREATE INDEX IF NOT EXISTS ${table}_due ON ${table} (due_at) WHERE due_at IS NOT NULL;
  CREATE INDEX IF NOT EXISTS ${table}_leased ON ${table} (lease_until) WHERE lease_until IS NOT NULL;
  CREATE INDEX IF NOT EXISTS ${table}_dead ON ${table} (user_id, message_id) WHERE dead_because IS NOT NULL;
  CREATE TABLE IF NOT EXISTS ${table}_settings (name TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL);`;
}

function isCurrent(database: SqliteDatabase, table: string): boolean {
  return ['promised', 'submission_feedback', 'created_at', 'replaced_stamp'].every((column) =>
    hasColumn(database, table, column),
  );
}

function hasColumn(database: SqliteDatabase, table: string, column: string): boolean {
  const found = 'SELECT name FROM pragma_table_info(?) WHERE name = ?';
  return prepare(database, found)(table, column).length > 0;
}
