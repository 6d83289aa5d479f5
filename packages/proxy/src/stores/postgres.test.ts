import { Pool } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type PostgresServer, startPostgres } from '../../test/start-postgres.ts';
import { describeStore } from '../testing/describe-store.ts';
import { createPostgresStore } from './postgres.ts';

let server: PostgresServer;
let pool: Pool;
let schemas = 0;

beforeAll(async () => {
  server = await startPostgres();
  pool = new Pool(server.config);
}, 60_000);
afterAll(async () => {
  await pool.end();
  await server.remove();
});

const newSchema = () => `schema_${++schemas}`;

describeStore('createPostgresStore', () => createPostgresStore({ pool, schema: newSchema() }), {
  describe,
  expect,
  it,
});
