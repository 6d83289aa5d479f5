import { Client, Pool } from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { postgresOfFile } from '../../test/postgres-of-file.ts';
import { NOW, submissionOf } from '../testing/store-accept-tests.ts';
import { createPostgresStore, postgresMigration } from './postgres.ts';

// A real server is slow on a busy machine.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 60_000 });

const postgres = postgresOfFile();
let pool: Pool;

beforeAll(() => {
  pool = new Pool(postgres.server.config);
});
afterAll(() => pool.end());

async function versions(schema: string): Promise<unknown[]> {
  const { rows } = await pool.query(
    `SELECT version FROM ${schema}.message_feedback_migrations ORDER BY version`,
  );
  return rows.map(({ version }) => version);
}

describe('the migration', () => {
  it('runs once when many nodes start at the same moment', async () => {
    const nodes = Array.from({ length: 8 }, () => new Pool({ ...postgres.server.config, max: 1 }));
    try {
      for (let round = 0; round < 10; round++) {
        const schema = `rush_${round}`;
        const stores = nodes.map((node) => createPostgresStore({ pool: node, schema }));
        const accepted = await Promise.all(
          stores.map((store, index) => store.accept(submissionOf(index), NOW)),
        );
        expect(accepted).toHaveLength(8);
        expect(await versions(schema)).toEqual([1, 2, 3, 4]);
      }
    } finally {
      await Promise.all(nodes.map((node) => node.end()));
    }
  });

  it('dates the rows of the previous version, which keeps working', async () => {
    await pool.query(postgresMigration({ schema: 'older' }));
    // The tables as the first step made them.
    await pool.query(`
      DELETE FROM older.message_feedback_migrations WHERE version > 1;
      DROP TABLE older.message_feedback_settings;
      ALTER TABLE older.message_feedback DROP created_at, DROP changed_at, DROP delivered_at,
        DROP replaced_feedback, DROP replaced_stamp`);
    const insert = (messageId: string) =>
      pool.query(
        `INSERT INTO older.message_feedback (user_id, message_id, message, submission_feedback, submission_stamp)
         VALUES ('user-1', $1, $2, '{}', '001700000000000-00000-tab')`,
        [messageId, JSON.stringify({ messageId })],
      );
    await insert('before');
    const store = createPostgresStore({ pool, schema: 'older' });
    await store.nextDueAt();
    await insert('during');
    for (const { createdAt, changedAt, deliveredAt } of await store.get('user-1', ['before', 'during'])) {
      expect(Math.abs(createdAt - Date.now())).toBeLessThan(60_000);
      expect([changedAt, deliveredAt]).toEqual([createdAt, null]);
    }
  });

  it('changes nothing when it runs again', async () => {
    await createPostgresStore({ pool, schema: 'twice' }).accept(submissionOf(1), NOW);
    await pool.query(postgresMigration({ schema: 'twice' }));
    const [row] = await createPostgresStore({ pool, schema: 'twice' }).get('user-1', ['message-1']);
    expect(row?.submission.stamp).toBe(submissionOf(1).stamp);
    expect(await versions('twice')).toEqual([1, 2, 3, 4]);
  });

  it('does not change the tables of a later version, as in a rolling deployment', async () => {
    await pool.query(postgresMigration({ schema: 'later' }));
    await pool.query('INSERT INTO later.message_feedback_migrations (version) VALUES (99)');
    await pool.query('ALTER TABLE later.message_feedback ADD COLUMN something TEXT');
    const store = createPostgresStore({ pool, schema: 'later' });
    expect((await store.accept(submissionOf(1), NOW)).status).toBe('accepted');
  });

  it('needs no privilege to create when another role has created the tables', async () => {
    await pool.query(postgresMigration({ schema: 'strict' }));
    await pool.query(`
      CREATE ROLE proxy LOGIN;
      GRANT USAGE ON SCHEMA strict TO proxy;
      GRANT SELECT ON strict.message_feedback_migrations TO proxy;
      GRANT SELECT, INSERT, UPDATE, DELETE ON strict.message_feedback TO proxy;
      GRANT SELECT, INSERT, UPDATE ON strict.message_feedback_settings TO proxy;`);
    const strict = new Pool({ ...postgres.server.config, user: 'proxy' });
    try {
      const store = createPostgresStore({ pool: strict, schema: 'strict' });
      await store.accept(submissionOf(1), NOW);
      const [lease] = await store.claim({ now: NOW, leaseUntil: NOW + 1, limit: 1, leaseId: 'a' });
      expect(lease?.row.submission.stamp).toBe(submissionOf(1).stamp);
      expect(await store.keepSetting?.('one', 'a')).toBe('a');

      const elsewhere = createPostgresStore({ pool: strict, schema: 'forbidden' });
      await expect(elsewhere.accept(submissionOf(1), NOW)).rejects.toThrow('permission denied');
      // As soon as the tables exist, the same store works.
      await pool.query(postgresMigration({ schema: 'forbidden' }));
      await pool.query('GRANT USAGE ON SCHEMA forbidden TO proxy');
      await pool.query('GRANT ALL ON ALL TABLES IN SCHEMA forbidden TO proxy');
      expect((await elsewhere.accept(submissionOf(1), NOW)).status).toBe('accepted');
    } finally {
      await strict.end();
    }
  });

  it('leaves nothing behind when it fails halfway', async () => {
    await pool.query('CREATE SCHEMA half; CREATE TABLE half.message_feedback_dead (id INTEGER)');
    const store = createPostgresStore({ pool, schema: 'half' });
    await expect(store.nextDueAt()).rejects.toThrow('already exists');
    const { rows } = await pool.query(`SELECT to_regclass('half.message_feedback') AS made`);
    expect(rows).toEqual([{ made: null }]);

    await pool.query('DROP TABLE half.message_feedback_dead');
    expect(await store.nextDueAt()).toBeNull();
  });

  it('runs completely or not at all when the server dies during it', async () => {
    const made = () => pool.query(`SELECT to_regclass('killed.message_feedback') AS made`);
    await pool.query('CREATE SCHEMA killed');
    const operator = new Client(postgres.server.config).on('error', () => {});
    await operator.connect();
    // Another transaction holds the last name of the migration, so everything else exists by then.
    await operator.query('BEGIN; CREATE TABLE killed.message_feedback_dead (id INTEGER)');
    const store = createPostgresStore({ pool, schema: 'killed' });
    const accepted = store.accept(submissionOf(1), NOW).catch((error: unknown) => error);
    await vi.waitFor(async () => {
      const { rows } = await operator.query(`SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock'`);
      expect(rows).toHaveLength(1);
    }, 4_000);

    await postgres.server.kill();
    expect(await accepted).toBeInstanceOf(Error);
    await postgres.server.start();
    expect((await made()).rows).toEqual([{ made: null }]);
    expect((await store.accept(submissionOf(1), NOW)).status).toBe('accepted');
    expect(await versions('killed')).toEqual([1, 2, 3, 4]);
  });
});
