import { Pool } from 'pg';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { postgresOfFile } from '../../test/postgres-of-file.ts';
import { success, unavailable } from '../../test/scripted-upstream.ts';
import { createTestProxy, LIKE, MESSAGE_ID, stampOf } from '../../test/test-proxy.ts';
import type { FeedbackProxyOptions } from '../index.ts';
import { createPostgresStore } from './postgres.ts';

// A real server is slow on a busy machine.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });
const PATIENT = { timeout: 20_000, interval: 50 };
/**
 * A short time limit, for requests that must fail in time. Others may fail, too, on a busy machine.
 */
const IN_TIME = { statementMs: 2_000 };

const postgres = postgresOfFile();
/** The operator's own pool, because the proxy's may have no free connection. */
let operator: Pool;
let pool: Pool;
let schema: string;

beforeEach(() => {
  schema = postgres.newSchema();
  operator = new Pool({ ...postgres.server.config, max: 2 }).on('error', () => {});
  pool = new Pool({ ...postgres.server.config, max: 2 });
});
afterEach(async () => {
  await Promise.all([...proxies.splice(0).map(({ proxy }) => proxy.close()), pool.end(), operator.end()]);
});

const proxies: ReturnType<typeof createTestProxy>[] = [];

function createProxyOnPostgres({
  statementMs = PATIENT.timeout,
  ...options
}: Partial<FeedbackProxyOptions> & { statementMs?: number } = {}) {
  const store = createPostgresStore({ pool, schema, statementMs });
  // A lease whose end could not be stored runs out soon.
  const timings = { storeRetryMs: 50, firstRetryMs: 10, longestRetryMs: 10, leaseMs: 300, uncertainMs: 100 };
  const test = createTestProxy({ store, timings, ...options });
  proxies.push(test);
  return test;
}

async function responseOf(response: Promise<Response>): Promise<unknown> {
  return (await response).json();
}

const REFUSED = { status: 503, code: 'store_unavailable', retryable: true };
/** Delivered by the worker or for the waiting request, whichever is first. */
const TAKEN = { status: expect.stringMatching(/^(accepted|delivered)$/) };

/** Submits until the proxy accepts it, like a client. */
async function insist(submit: () => Promise<Response>): Promise<void> {
  await vi.waitFor(async () => expect(await responseOf(submit())).toMatchObject(TAKEN), PATIENT);
}

async function cutConnections(): Promise<void> {
  await operator.query(
    'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND backend_type = $1',
    ['client backend'],
  );
}

/** The stored row, read through a separate connection. */
async function stored(): Promise<unknown[]> {
  const { rows } = await operator.query(`SELECT submission_stamp AS stamp FROM ${schema}.message_feedback`);
  return rows.map(({ stamp }) => stamp);
}

describe('a lost connection', () => {
  it('between two requests only costs a new connection', async () => {
    const { submit } = createProxyOnPostgres({ worker: false });
    expect(await responseOf(submit({ stamp: stampOf(1) }))).toMatchObject(TAKEN);
    await cutConnections();
    // The pool notices it a moment later. Until then a request can get a dead connection.
    await vi.waitFor(() => expect(pool.totalCount).toBe(0), PATIENT);
    expect(await responseOf(submit({ stamp: stampOf(2) }))).toMatchObject(TAKEN);
  });

  it('during a request leaves nothing half-written, and the request fails', async () => {
    const { submit } = createProxyOnPostgres({ worker: false });
    await submit({ stamp: stampOf(1) });
    await whileLocked(async () => {
      const response = responseOf(submit({ stamp: stampOf(2) }));
      await vi.waitFor(async () => {
        const { rowCount } = await operator.query(`SELECT pg_terminate_backend(pid) ${WAITING}`);
        expect(rowCount).toBe(1);
      }, PATIENT);
      expect(await response).toMatchObject(REFUSED);
    });
    expect(await stored()).toEqual([stampOf(1)]);
    expect(await responseOf(submit({ stamp: stampOf(2) }))).toMatchObject(TAKEN);
    expect(await stored()).toEqual([stampOf(2)]);
  });
});

describe('a server that is down', () => {
  it.each([
    ['stopped', () => postgres.server.stop()],
    ['crashed', () => postgres.server.kill()],
  ])('makes requests fail, keeps accepted submissions and works again without help: %s', async (_, end) => {
    const { submit, load, delivered, upstream, eventsOf } = createProxyOnPostgres();
    upstream.respondWith(() => unavailable());
    expect(await responseOf(submit({ stamp: stampOf(1) }))).toMatchObject({ status: 'accepted' });
    await end();
    upstream.respondWith(() => success());
    const deliveredBefore = delivered().length;

    for (const counter of [2, 3]) {
      expect(await responseOf(submit({ stamp: stampOf(counter) }))).toMatchObject(REFUSED);
    }
    expect(await responseOf(load(MESSAGE_ID))).toMatchObject(REFUSED);
    expect(eventsOf('store_failed')).toHaveLength(1);

    await postgres.server.start();
    await vi.waitFor(() => expect(eventsOf('delivered')).not.toEqual([]), PATIENT);
    expect(delivered().length).toBeGreaterThan(deliveredBefore);
    expect(await stored()).toEqual([stampOf(1)]);
    expect(eventsOf('store_recovered')).not.toEqual([]);
    expect(await responseOf(submit({ stamp: stampOf(3) }))).toMatchObject({ ...TAKEN, feedback: LIKE });
  });

  it('can be down when the proxy starts', async () => {
    await postgres.server.stop();
    const { submit } = createProxyOnPostgres();
    expect(await responseOf(submit())).toMatchObject(REFUSED);
    await postgres.server.start();
    await insist(submit);
  });
});

describe('a server that responds too late', () => {
  it('makes the request fail in time, and a late write stores the same submission', async () => {
    const { submit, eventsOf } = createProxyOnPostgres(IN_TIME);
    await insist(() => submit({ stamp: stampOf(1) }));
    const failedBefore = eventsOf('store_failed').length;
    await whileLocked(async () => {
      expect(await responseOf(submit({ stamp: stampOf(2) }))).toMatchObject(REFUSED);
      expect(eventsOf('store_failed').slice(failedBefore)).toEqual([
        { type: 'store_failed', errorName: 'TimeoutError' },
      ]);
    });
    await insist(() => submit({ stamp: stampOf(2) }));
    expect(await stored()).toEqual([stampOf(2)]);
  });
});

describe('a pool without a free connection', () => {
  it('makes requests fail in time, and works again as soon as a connection is free', async () => {
    const { submit } = createProxyOnPostgres(IN_TIME);
    await insist(() => submit({ stamp: stampOf(1) }));
    const busy = [await pool.connect(), await pool.connect()];
    expect(await responseOf(submit({ stamp: stampOf(2) }))).toMatchObject(REFUSED);
    for (const connection of busy) connection.release();
    await insist(() => submit({ stamp: stampOf(2) }));
  });
});

/** Locks the table against all other reads and writes. */
async function whileLocked(work: () => Promise<void>): Promise<void> {
  const connection = await operator.connect();
  try {
    await connection.query(`BEGIN; LOCK TABLE ${schema}.message_feedback`);
    await work();
  } finally {
    await connection.query('ROLLBACK');
    connection.release();
  }
}

const WAITING = `FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE '%INSERT INTO%'`;
