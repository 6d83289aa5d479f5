import { setImmediate } from 'node:timers/promises';
import { Pool } from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, it, vi } from 'vitest';
import { CONVERGENCE_MS, checkConvergence } from '../../test/convergence.ts';
import { postgresOfFile } from '../../test/postgres-of-file.ts';
import type { PostgresPool } from './postgres.ts';
import { createPostgresStore } from './postgres.ts';

// A real server is slow on a busy machine.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 60_000 });

const RUNS = Number(process.env.POSTGRES_RUNS ?? 50);

const postgres = postgresOfFile();
let pool: Pool;

beforeAll(() => {
  // No timers of its own, because the time is fake here.
  pool = new Pool({ ...postgres.server.config, idleTimeoutMillis: 0 });
});
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
});
afterEach(() => {
  vi.useRealTimers();
});
afterAll(() => pool.end());

let inFlight = 0;

const countingPool: PostgresPool = {
  async query(text, values) {
    inFlight++;
    try {
      return await pool.query(text, values);
    } finally {
      inFlight--;
    }
  },
};

/** A timer fires only after the real server has answered all earlier queries. */
async function advance(ms: number): Promise<void> {
  let reached = false;
  setTimeout(() => {
    reached = true;
  }, ms);
  while (!reached) {
    await serverIsQuiet();
    await vi.advanceTimersToNextTimerAsync();
  }
  await serverIsQuiet();
}

async function serverIsQuiet(): Promise<void> {
  // A result can start another query a moment later.
  for (let quiet = 0; quiet < 3; quiet++) {
    await setImmediate();
    if (inFlight > 0) quiet = -1;
  }
}

describe('delivery', () => {
  it(
    'ends with the newest submission in Postgres and at the upstream, whatever happens',
    () =>
      checkConvergence({
        createStore: () => createPostgresStore({ pool: countingPool, schema: postgres.newSchema() }),
        advance,
        numRuns: RUNS,
      }),
    CONVERGENCE_MS,
  );
});
