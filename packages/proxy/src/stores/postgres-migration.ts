import { checkTableName } from './sql-table.ts';

/**
 * One SQL statement that creates the tables of `createPostgresStore` or migrates them. For current
 * tables it changes nothing, and only needs to read the table of migrations. The store runs it
 * itself. Run it with another role if the proxy's role is not allowed to create tables. Throws a
 * `TypeError` for unsafe names.
 *
 * @example
 * await pool.query(postgresMigration({ schema: 'feedback' }));
 */
export function postgresMigration(options: PostgresNames = {}): string {
  const names = postgresNames(options);
  const { schema, table, migrations } = names;
  const readVersion = `SELECT COALESCE(MAX(version), 0) INTO present FROM ${migrations};`;

  return `
DO $migration$
DECLARE
  present INTEGER := 0;
BEGIN
  IF to_regclass('${migrations}') IS NOT NULL THEN
    ${readVersion}
    IF present >= ${STEPS.length} THEN RETURN; END IF;
  END IF;

  -- Several proxies can start together: the first one migrates, and the others find it done.
  PERFORM pg_advisory_xact_lock(hashtextextended('${table}', 0));
${schema === null ? '' : createSchema(schema)}
  CREATE TABLE IF NOT EXISTS ${migrations} (
    version INTEGER PRIMARY KEY,
    applied_at TIMESTAMPTZ NOT NULL DEFAULT now()
  );
  ${readVersion}
${STEPS.map((step, index) => migrationStep(step(names), index + 1, migrations)).join('\n')}
END
$migration$;`;
}

/**
 * Reads the catalogue: functions like `to_regnamespace` may see the state before the wait for the
 * lock.
 */
function createSchema(schema: string): string {
  return `
  IF NOT EXISTS (SELECT FROM pg_catalog.pg_namespace WHERE nspname = '${schema}') THEN
    CREATE SCHEMA "${schema}";
  END IF;`;
}

function migrationStep(sql: string, version: number, migrations: string): string {
  return `
  IF present < ${version} THEN${sql}
    INSERT INTO ${migrations} (version) VALUES (${version});
  END IF;`;
}

/**
 * All changes of the tables, oldest first. Released steps never change. A new step must keep the
 * previous version working, because a rolling deployment runs both.
 */
const STEPS: readonly ((names: QuotedNames) => string)[] = [
  ({ table, indexOf }) => `
    CREATE TABLE ${table} (
      user_id TEXT COLLATE "C" NOT NULL,
      message_id TEXT COLLATE "C" NOT NULL,
      message TEXT NOT NULL,
      submission_feedback TEXT NOT NULL,
      -- Time and counter of a stamp have a fixed width, so comparing bytes compares stamps. Only
      -- the collation "C" compares bytes.
      submission_stamp TEXT COLLATE "C" NOT NULL,
      promised BOOLEAN NOT NULL DEFAULT FALSE,
      delivered_feedback TEXT,
      delivered_stamp TEXT COLLATE "C",
      due_at BIGINT,
      attempts INTEGER NOT NULL DEFAULT 0,
      failing_since BIGINT,
      not_before BIGINT,
      doubt_until BIGINT,
      dead_because TEXT,
      lease_id TEXT,
      lease_until BIGINT,
      PRIMARY KEY (user_id, message_id)
    );
    CREATE INDEX ${indexOf('due')} ON ${table} (due_at) WHERE due_at IS NOT NULL;
    CREATE INDEX ${indexOf('leased')} ON ${table} (lease_until) WHERE lease_until IS NOT NULL;
    CREATE INDEX ${indexOf('dead')} ON ${table} (user_id, message_id) WHERE dead_because IS NOT NULL;`,

  ({ settings }) => `
    CREATE TABLE ${settings} (name TEXT PRIMARY KEY, value TEXT NOT NULL);`,

  // The defaults date existing rows by the migration, and those that the previous version inserts.
  ({ table }) => `
    ALTER TABLE ${table}
      ADD COLUMN created_at BIGINT NOT NULL DEFAULT floor(extract(epoch FROM now()) * 1000)::bigint,
      ADD COLUMN changed_at BIGINT NOT NULL DEFAULT floor(extract(epoch FROM now()) * 1000)::bigint,
      ADD COLUMN delivered_at BIGINT;`,

  ({ table }) => `
    ALTER TABLE ${table}
      ADD COLUMN replaced_feedback TEXT,
      ADD COLUMN replaced_stamp TEXT COLLATE "C";`,
];

/** The names of the store's tables. */
export interface PostgresNames {
  /**
   * Schema of the tables. Created if it is missing.
   * @default the first of the connection's search_path, usually `public`
   */
  readonly schema?: string;
  /**
   * Name of the table, and prefix of the related names. Two proxies in one database need two names.
   * @default 'message_feedback'
   */
  readonly table?: string;
}

/** The names, quoted for SQL. Throws a `TypeError` for names that could contain SQL. */
export function postgresNames({ schema, table = 'message_feedback' }: PostgresNames): QuotedNames {
  checkTableName(table, { subject: 'its table name', longest: LONGEST - '_migrations'.length });
  if (schema !== undefined) checkTableName(schema, { subject: 'the name of its schema', longest: LONGEST });
  const prefix = schema === undefined ? '' : `"${schema}".`;
  return {
    schema: schema ?? null,
    table: `${prefix}"${table}"`,
    migrations: `${prefix}"${table}_migrations"`,
    settings: `${prefix}"${table}_settings"`,
    indexOf: (column) => `"${table}_${column}"`,
  };
}

export interface QuotedNames {
  /** Without quotes. */
  readonly schema: string | null;
  readonly table: string;
  readonly migrations: string;
  readonly settings: string;
  indexOf(column: 'due' | 'leased' | 'dead'): string;
}

/** Postgres cuts longer names, so two could become the same. */
const LONGEST = 63;
