import { COLUMNS_OF_TABLE, sqliteSchema, upgradeStatements } from './sqlite-migration.ts';
import type { SqliteOperation, SqliteRunner } from './sqlite-operations.ts';
import { sqliteStatements } from './sqlite-statements.ts';

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
 * Runs the store's operations on D1. Creates or migrates the table before the first one. Every
 * statement is a request to the database, which commits it before it responds.
 */
export function runOnD1(database: D1Database, table: string): SqliteRunner {
  const sql = sqliteStatements(table);
  let migrated: Promise<unknown> | null = null;

  /** Runs the statements in one transaction. */
  function runAll(statements: readonly string[]): Promise<unknown> {
    return database.batch(statements.map((each) => database.prepare(each)));
  }

  async function missingChanges(): Promise<string[]> {
    return upgradeStatements(table, (await database.prepare(COLUMNS_OF_TABLE).bind(table).all()).results);
  }

  async function migrate(): Promise<void> {
    await runAll(
      sqliteSchema(table)
        .split(';')
        .filter((each) => each.trim() !== ''),
    );
    const statements = await missingChanges();
    if (statements.length === 0) return;
    try {
      await runAll(statements);
    } catch (error) {
      // Another isolate may have done the same in the meantime.
      if ((await missingChanges()).length > 0) throw error;
    }
  }

  async function run<Result>(start: () => SqliteOperation<Result>): Promise<Result> {
    migrated ??= migrate().catch((error: unknown) => {
      migrated = null;
      throw error;
    });
    await migrated;
    const operation = start();
    let step = operation.next();
    while (step.done !== true) {
      const [name, ...values] = step.value;
      const statement = database.prepare(sql[name]).bind(...values);
      step = operation.next((await statement.all()).results);
    }
    return step.value;
  }

  return { read: run, write: run };
}
