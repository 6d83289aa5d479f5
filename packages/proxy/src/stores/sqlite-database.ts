/** What `node:sqlite`, `libsql`, `better-sqlite3` and `bun:sqlite` have in common, as far as the store uses it. */
export interface SqliteDatabase {
  exec(sql: string): unknown;
  prepare(sql: string): SqliteStatement;
}

export interface SqliteStatement {
  all(...parameters: SqliteValue[]): readonly unknown[];
}

export type SqliteValue = string | number | null;
