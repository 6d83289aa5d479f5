import type { PoolConfig } from 'pg';
import type { FeedbackStore } from '../../src/index.ts';
import { createPostgresStore } from '../../src/stores/postgres.ts';
import { createSqliteStore } from '../../src/stores/sqlite.ts';

/** A store that outlives the process that uses it. Each loads the driver that it needs and no other. */
export async function createCrashStore(settings: CrashStoreSettings): Promise<FeedbackStore> {
  if (settings.kind === 'sqlite') {
    const { default: Database } = await import('libsql');
    return createSqliteStore({ database: new Database(settings.file) });
  }
  const { default: pg } = await import('pg');
  return createPostgresStore({ pool: new pg.Pool(settings.config) });
}

export type CrashStoreSettings =
  | { readonly kind: 'sqlite'; readonly file: string }
  | { readonly kind: 'postgres'; readonly config: PoolConfig };
