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
  const statements = () => upgradeStatements(table, prepare(database, COLUMNS_OF_TABLE)(table));
  database.exec(sqliteSchema(table));
  if (statements().length === 0) return;
  // Locks first, because another process may start the same migration.
  database.exec('BEGIN IMMEDIATE');
  try {
    for (const statement of statements()) database.exec(statement);
    database.exec('COMMIT');
  } catch (error) {
    database.exec('ROLLBACK');
    throw error;
  }
}

/** The rows for `upgradeStatements`. */
export const COLUMNS_OF_TABLE = 'SELECT name FROM pragma_table_info(?)';

/** The statements that add or rename the columns of an earlier version's table; none if it is current. */
export function upgradeStatements(table: string, columns: readonly unknown[]): string[] {
  const names = new Set(columns.map((column) => (column as { readonly name: string }).name));
  const missing = (...wanted: string[]) => wanted.filter((name) => !names.has(name));
  const add = (column: string) => `ALTER TABLE ${table} ADD COLUMN ${column}`;
  return [
    ...['feedback', 'stamp']
      .filter((name) => names.has(`wanted_${name}`))
      .map((name) => `ALTER TABLE ${table} RENAME COLUMN wanted_${name} TO submission_${name}`),
    ...missing('promised').map((name) => add(`${name} INTEGER NOT NULL DEFAULT 0`)),
    ...(names.has('created_at') ? [] : addTimes(table)),
    ...missing('replaced_feedback', 'replaced_stamp').map((name) => add(`${name} TEXT`)),
  ];
}

/**
 * Dates existing rows by the migration. A process of the previous version that is still running
 * inserts rows without times, so a trigger adds them.
 */
function addTimes(table: string): string[] {
  const now = `CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER)`;
  const dated = `UPDATE ${table} SET created_at = ${now}, changed_at = ${now}`;
  return [
    ...['created_at', 'changed_at', 'delivered_at'].map(
      (name) => `ALTER TABLE ${table} ADD COLUMN ${name} INTEGER`,
    ),
    dated,
    `CREATE TRIGGER ${table}_times AFTER INSERT ON ${table} WHEN NEW.created_at IS NULL BEGIN
      ${dated} WHERE rowid = NEW.rowid;
    END`,
  ];
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
