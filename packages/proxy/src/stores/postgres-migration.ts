import { type PostgresNames, postgresNames, type QuotedNames } from './postgres-names.ts';

/**
 * One SQL statement that makes the tables of `createPostgresStore`, or brings them up to date; where they are, it changes nothing
 * and needs no right to. The store runs it by itself. Run it as another role where the proxy's own may not create tables.
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

  -- Several proxies may start at once: the first one does it, and the others find it done.
  PERFORM pg_advisory_xact_lock(hashtextextended('${table}', 0));
${schema === null ? '' : createSchema(schema)}
  CREATE TABLE IF NOT EXISTS ${migrations} (
    version INTEGER PRIMARY KEY,
    applied_at TIMESTAMPTZ NOT NULL DEFAULT now()
  );
  ${readVersion}
${STEPS.map((step, index) => guarded(step(names), index + 1, migrations)).join('\n')}
END
$migration$;`;
}

/** Asks the catalogue: functions like `to_regnamespace` may still know what was before the lock was waited for. */
function createSchema(schema: string): string {
  return `
  IF NOT EXISTS (SELECT FROM pg_catalog.pg_namespace WHERE nspname = '${schema}') THEN
    CREATE SCHEMA "${schema}";
  END IF;`;
}

function guarded(sql: string, version: number, migrations: string): string {
  return `
  IF present < ${version} THEN${sql}
    INSERT INTO ${migrations} (version) VALUES (${version});
  END IF;`;
}

/**
 * Every change of the tables, oldest first. What was released is never changed, only added to, and so that the version before
 * can go on with the tables: during a rolling deployment both are at work.
 */
const STEPS: readonly ((names: QuotedNames) => string)[] = [
  ({ table, indexOf }) => `
    CREATE TABLE ${table} (
      user_id TEXT COLLATE "C" NOT NULL,
      message_id TEXT COLLATE "C" NOT NULL,
      message TEXT NOT NULL,
      submission_feedback TEXT NOT NULL,
      -- Stamps have parts of fixed width, so comparing their bytes compares them; other collations do not compare bytes.
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
];
