import type { PoolConfig } from 'pg';
import type { FeedbackStore } from '../../src/index.ts';
import { createPostgresStore } from '../../src/stores/postgres.ts';
import { createSqliteStore } from '../../src/stores/sqlite.ts';
import { commitLate } from './late-commits.ts';

/** A store that outlives the process that uses it. Each loads the driver that it needs and no other. */
export async function createCrashStore(settings: CrashStoreSettings): Promise<FeedbackStore> {
  if (settings.kind === 'sqlite') {
    const { default: Database } = await import('libsql');
    const database = new Database(settings.file);
    return createSqliteStore({ database: settings.commitsLate ? commitLate(database) : database });
  }
  const { default: pg } = await import('pg');
  return createPostgresStore({ pool: new pg.Pool(settings.config) });
}

export type CrashStoreSettings =
  | {
      readonly kind: 'sqlite';
      readonly file: string;
      /** Whether the proxy responds before the commit, which must not pass the test. */
      readonly commitsLate?: boolean;
    }
  | { readonly kind: 'postgres'; readonly config: PoolConfig };
