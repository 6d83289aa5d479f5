import { sqliteSchema } from './sqlite-migration.ts';
import { type SqliteStatementName, sqliteStatements } from './sqlite-statements.ts';

/** The part of a D1 binding of Cloudflare Workers that the store uses. */
export interface D1Database {
  prepare(sql: string): D1Statement;
  batch(statements: D1Statement[]): Promise<unknown>;
}

export interface D1Statement {
  bind(...values: (string | number | null)[]): D1Statement;
  all(): Promise<{ readonly results: readonly unknown[] }>;
}

/**
 * The store's statements on D1. Creates the table before the first one. Every statement is a
 * request to the database, which commits it before it responds.
 */
export function d1Statements(
  database: D1Database,
  table: string,
): Record<SqliteStatementName, AsyncStatement> {
  let migrated: Promise<unknown> | null = null;

  function migrate(): Promise<unknown> {
    const statements = sqliteSchema(table)
      .split(';')
      .filter((sql) => sql.trim() !== '');
    return database.batch(statements.map((sql) => database.prepare(sql)));
  }

  const prepared = Object.entries(sqliteStatements(table)).map(([name, sql]) => {
    const run: AsyncStatement = async (...values) => {
      migrated ??= migrate().catch((error: unknown) => {
        migrated = null;
        throw error;
      });
      await migrated;
      return (
        await database
          .prepare(sql)
          .bind(...values)
          .all()
      ).results;
    };
    return [name, run] as const;
  });
  return Object.fromEntries(prepared) as Record<SqliteStatementName, AsyncStatement>;
}

export type AsyncStatement = (...values: (string | number | null)[]) => Promise<readonly unknown[]>;
