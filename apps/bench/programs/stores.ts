import { rmSync } from 'node:fs';
import { createMemoryStore, type FeedbackStore } from '@message-feedback/proxy';
import { createPostgresStore } from '@message-feedback/proxy/postgres';
import { createSqliteStore } from '@message-feedback/proxy/sqlite';
import { Pool } from 'pg';
import { createCountingDatabase } from '../../../packages/proxy/test/counting-database.ts';

/** Opens one of the stores, empty. `folder` has SQLite's file or the socket of Postgres. */
export function openStore(name = 'memory', folder = '.'): OpenStore {
  if (name === 'sqlite') return openSqlite(`${folder}/bench-${process.pid}.sqlite`);
  if (name === 'postgres') return openPostgres(folder);
  return { store: createMemoryStore(), withoutDisk: (work) => work(), close() {} };
}

export interface OpenStore {
  readonly store: FeedbackStore;
  /** Does work whose commits need not wait for the disk. */
  withoutDisk(work: () => Promise<void>): Promise<void>;
  /** The commits that have waited for the disk, if the store can count them. */
  countCommits?(): number;
  /** Removes what it has stored, as far as nothing else does. */
  close(): void;
}

function openSqlite(file: string): OpenStore {
  const database = createCountingDatabase(file);
  return {
    store: createSqliteStore({ database }),
    async withoutDisk(work) {
      database.exec('PRAGMA synchronous=OFF');
      await work();
      database.exec('PRAGMA synchronous=FULL');
    },
    countCommits: () => database.counts.durable,
    close() {
      for (const suffix of ['', '-wal', '-shm']) rmSync(file + suffix, { force: true });
    },
  };
}

/** In a schema of its own. The bench removes the server. */
function openPostgres(host: string): OpenStore {
  const pool = new Pool({ host, user: 'postgres', database: 'postgres' });
  const store = createPostgresStore({ pool, schema: `bench_${process.pid}` });
  return {
    store,
    withoutDisk: (work) => work(),
    close() {},
  };
}
