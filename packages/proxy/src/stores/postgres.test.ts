import { EventEmitter } from 'node:events';
import { Pool } from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { postgresOfFile } from '../../test/postgres-of-file.ts';
import { DONE, leaseOf, NOW, submissionOf } from '../testing/store-accept-tests.ts';
import { describeStore } from '../testing/store-suite.ts';
import { createPostgresStore } from './postgres.ts';
import { postgresNames } from './postgres-migration.ts';
import { postgresStatements } from './postgres-statements.ts';

// A real server is slow on a busy machine.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 60_000 });

const postgres = postgresOfFile();
const { newSchema } = postgres;
let pool: Pool;

beforeAll(() => {
  pool = new Pool(postgres.server.config);
});
afterAll(() => pool.end());

describeStore('createPostgresStore', () => createPostgresStore({ pool, schema: newSchema() }), {
  describe,
  expect,
  it,
});

describe('createPostgresStore', () => {
  it('waits for the disk with every commit, even if the role turns that off', async () => {
    const hasty = new Pool({ ...postgres.server.config, options: '-c synchronous_commit=off' });
    try {
      // Otherwise the server may flush to the disk before it is killed.
      await hasty.query(`ALTER SYSTEM SET wal_writer_delay = '10s'`);
      await hasty.query('SELECT pg_reload_conf()');
      const schema = newSchema();
      const store = createPostgresStore({ pool: hasty, schema });
      await store.accept(submissionOf(1), NOW);
      await hasty.query('SELECT pg_switch_wal()');

      await store.accept(submissionOf(2), NOW);
      await postgres.server.kill();
      await postgres.server.start();
      const [row] = await createPostgresStore({ pool, schema }).get('user-1', ['message-1']);
      expect(row?.submission.stamp).toBe(submissionOf(2).stamp);
      expect(store.durable).toBe(true);
    } finally {
      await hasty.end();
    }
  });

  it('dates rows by the clock of the database, whatever the node’s clock shows', async () => {
    const real = Date.now();
    const schema = newSchema();
    const store = createPostgresStore({ pool, schema });
    vi.useFakeTimers({ toFake: ['Date'] });
    try {
      vi.setSystemTime(Date.UTC(2099, 0));
      await store.accept(submissionOf(1), Date.now());
      await pool.query(`UPDATE ${schema}.message_feedback SET created_at = 1, changed_at = 1`);
      await store.settle(await leaseOf(store, 2), DONE);
    } finally {
      vi.useRealTimers();
    }
    const [row] = await store.get('user-1', ['message-1']);
    expect(row?.createdAt).toBe(1);
    for (const time of [row?.changedAt, row?.deliveredAt]) {
      expect(Math.abs((time ?? 0) - real)).toBeLessThan(60_000);
    }
  });

  it('finds the next due row by its indexes even if the table has no statistics yet', async () => {
    const schema = newSchema();
    const store = createPostgresStore({ pool, schema });
    await store.count();
    await pool.query(`ALTER TABLE ${schema}.message_feedback SET (autovacuum_enabled = FALSE)`);
    await pool.query(
      `INSERT INTO ${schema}.message_feedback (user_id, message_id, message, submission_feedback, submission_stamp, due_at)
       SELECT 'user', number, '{}', '{}', '', $1 FROM generate_series(1, 20000) AS number`,
      [NOW],
    );
    await store.claim({ now: NOW, leaseId: 'a', leaseUntil: NOW + 1_000, limit: 100 });
    const { nextDueAt } = postgresStatements(postgresNames({ schema }));
    const { rows } = await pool.query(`EXPLAIN (ANALYZE) ${nextDueAt}`);
    const plan = rows.map((line) => line['QUERY PLAN']).join('\n');
    expect(plan).not.toContain('Seq Scan');
    expect(plan.match(/Index (Only )?Scan/g)).toHaveLength(2);
    expect(await store.nextDueAt()).toBe(NOW);
  });

  it('compares stamps byte by byte, whatever the collation of the database', async () => {
    await pool.query(
      `CREATE DATABASE english TEMPLATE template0 LOCALE 'C' LOCALE_PROVIDER icu ICU_LOCALE 'en-US'`,
    );
    const english = new Pool({ ...postgres.server.config, database: 'english' });
    try {
      const { rows } = await english.query(`SELECT 'a' < 'B' AS otherwise`);
      expect(rows).toEqual([{ otherwise: true }]);
      const store = createPostgresStore({ pool: english });
      const stampOf = (clientId: string) => `001700000000000-00001-${clientId}`;
      expect((await store.accept(submissionOf(1, { stamp: stampOf('a') }), NOW)).status).toBe('accepted');
      expect((await store.accept(submissionOf(1, { stamp: stampOf('B') }), NOW)).status).toBe('superseded');
    } finally {
      await english.end();
    }
  });

  it('separates two tables and two schemas of one database', async () => {
    const schema = newSchema();
    const one = createPostgresStore({ pool, schema });
    await one.accept(submissionOf(1), NOW);
    for (const names of [{ schema, table: 'support_feedback' }, { schema: newSchema() }, {}]) {
      expect(await createPostgresStore({ pool, ...names }).get('user-1', ['message-1'])).toEqual([]);
    }
  });

  it('accepts names that are SQL keywords', async () => {
    const store = createPostgresStore({ pool, schema: 'select', table: 'order' });
    expect((await store.accept(submissionOf(1), NOW)).status).toBe('accepted');
  });

  it('refuses names that could contain SQL or that Postgres would cut', () => {
    const names = ['', 'a b', 'x; DROP TABLE y', '"x"', 'Ä', '1a', "x'", 'x'.repeat(64)];
    for (const name of names) {
      expect(() => createPostgresStore({ pool, table: name })).toThrow(TypeError);
      expect(() => createPostgresStore({ pool, schema: name })).toThrow(TypeError);
    }
    expect(() => createPostgresStore({ pool, table: 'x'.repeat(53) })).toThrow('more than 52');
  });

  it('listens for broken connections once, unless the host does', () => {
    const query = async () => ({ rows: [] });
    const own = Object.assign(new EventEmitter(), { query });
    createPostgresStore({ pool: own });
    createPostgresStore({ pool: own });
    expect(own.listenerCount('error')).toBe(1);

    const heard = Object.assign(new EventEmitter(), { query }).on('error', () => {});
    createPostgresStore({ pool: heard });
    expect(heard.listenerCount('error')).toBe(1);
    createPostgresStore({ pool: { query } });
  });
});
