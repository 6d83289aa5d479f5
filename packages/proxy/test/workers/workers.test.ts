import { join } from 'node:path';
import * as esbuild from 'esbuild';
import { Miniflare, Response as WorkerResponse } from 'miniflare';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { createMemoryStore } from '../../src/stores/memory.ts';
import { createD1Store, type D1Database } from '../../src/stores/sqlite.ts';
import { describeStore } from '../../src/testing/store-suite.ts';
import { ENDPOINT, LIKE, stampOf } from '../test-proxy.ts';

let miniflare: Miniflare;
let database: D1Database;
/** How Dify responds to the next requests. */
let dify: () => WorkerResponse | Promise<WorkerResponse>;
let received: string[];

beforeAll(async () => {
  miniflare = new Miniflare({
    ...(await workerOf('worker.ts')),
    bindings: { DIFY_API_KEY: 'app-key' },
    async outboundService(request) {
      received.push(await request.text());
      return dify();
    },
  });
  database = (await miniflare.getD1Database('FEEDBACK')) as unknown as D1Database;
});
afterAll(() => miniflare?.dispose());

beforeEach(() => {
  received = [];
  dify = () => WorkerResponse.json({ result: 'success' });
});

function rate(messageId: string) {
  const body = JSON.stringify({ message: { messageId }, feedback: LIKE, stamp: stampOf(1) });
  const headers = { 'content-type': 'application/json', cookie: 'session=ada' };
  return miniflare.dispatchFetch(ENDPOINT, { method: 'POST', headers, body });
}

/** Whether D1 has the row, and whether it is delivered. */
async function rowOf(messageId: string): Promise<unknown> {
  const sql = 'SELECT delivered_stamp IS NOT NULL AS delivered FROM message_feedback WHERE message_id = ?';
  return (await database.prepare(sql).bind(messageId).all()).results[0];
}

describe('the proxy in workerd, on D1', () => {
  it('stores and delivers a rating, and shows it after a reload', async () => {
    const messageId = crypto.randomUUID();
    const submitted = await rate(messageId);
    expect([submitted.status, await submitted.json()]).toMatchObject([200, { status: 'delivered' }]);
    expect(received).toEqual([JSON.stringify({ rating: 'like', user: 'ada' })]);
    expect(await rowOf(messageId)).toEqual({ delivered: 1 });

    const url = `${ENDPOINT}?messageId=${messageId}`;
    const loaded = await miniflare.dispatchFetch(url, { headers: { cookie: 'session=ada' } });
    expect(await loaded.json()).toMatchObject({ items: [{ messageId, feedback: LIKE }] });
    expect((await miniflare.dispatchFetch(url)).status).toBe(401);
  });

  it('ends a delivery after the response, with waitUntil', async () => {
    const messageId = crypto.randomUUID();
    let reply = (_: WorkerResponse) => {};
    dify = () =>
      new Promise((resolve) => {
        reply = resolve;
      });
    expect(await (await rate(messageId)).json()).toMatchObject({ status: 'accepted' });
    expect(await rowOf(messageId)).toEqual({ delivered: 0 });
    reply(WorkerResponse.json({ result: 'success' }));
    await expect.poll(() => rowOf(messageId)).toEqual({ delivered: 1 });
  });

  it('delivers what waits from a cron trigger', async () => {
    const messageId = crypto.randomUUID();
    dify = () => new WorkerResponse('busy', { status: 503 });
    expect(await (await rate(messageId)).json()).toMatchObject({ status: 'accepted' });
    dify = () => WorkerResponse.json({ result: 'success' });
    await expect
      .poll(async () => {
        await runCron();
        return rowOf(messageId);
      })
      .toEqual({ delivered: 1 });
  });

  it('serves many users of one process at once', async () => {
    const responses = await Promise.all(Array.from({ length: 30 }, () => rate(crypto.randomUUID())));
    expect(new Set(responses.map(({ status }) => status))).toEqual(new Set([200]));
    // At most 16 are sent at once. A cron trigger delivers the others.
    await expect
      .poll(async () => {
        await runCron();
        return received.length;
      })
      .toBe(30);
  });
});

describe('createD1Store', () => {
  it('migrates an earlier version’s table and its rows, even if two isolates do so at once', async () => {
    const workerd = new Miniflare(await workerOf('worker.ts'));
    onTestFinished(() => workerd.dispose());
    const database = (await workerd.getD1Database('FEEDBACK')) as unknown as D1Database;
    const table = 'earlier';
    const sql = `CREATE TABLE ${table} (
      user_id TEXT NOT NULL, message_id TEXT NOT NULL, message TEXT NOT NULL, submission_feedback TEXT NOT NULL,
      submission_stamp TEXT NOT NULL, promised INTEGER NOT NULL DEFAULT 0, delivered_feedback TEXT, delivered_stamp TEXT,
      due_at INTEGER, attempts INTEGER NOT NULL DEFAULT 0, failing_since INTEGER, not_before INTEGER, doubt_until INTEGER,
      dead_because TEXT, lease_id TEXT, lease_until INTEGER, PRIMARY KEY (user_id, message_id))`;
    const insert = `INSERT INTO ${table} (user_id, message_id, message, submission_feedback, submission_stamp) VALUES (?, ?, ?, ?, ?)`;
    const values = ['ada', 'old', '{"messageId":"old"}', JSON.stringify(LIKE), stampOf(1)];
    await database.prepare(sql).bind().all();
    await database
      .prepare(insert)
      .bind(...values)
      .all();

    const accept = (messageId: string) => {
      const submission = { userId: 'ada', message: { messageId }, feedback: LIKE, stamp: stampOf(1) };
      return createD1Store({ database, table }).accept(submission, Date.now());
    };
    const accepted = await Promise.all(['one', 'two', 'three', 'four'].map(accept));
    expect(new Set(accepted.map(({ status }) => status))).toEqual(new Set(['accepted']));
    // An isolate of the earlier version is still running.
    await database
      .prepare(insert)
      .bind('ada', 'late', '{"messageId":"late"}', ...values.slice(3))
      .all();
    const rows = await createD1Store({ database, table }).get('ada', ['old', 'one', 'four', 'late']);
    expect(rows.map(({ submission, createdAt }) => [submission.feedback, createdAt !== null])).toEqual(
      Array.from({ length: 4 }, () => [LIKE, true]),
    );
  });

  it('passes the suite of every store, in workerd', async () => {
    const workerd = new Miniflare({
      ...(await workerOf('store-suite-worker.ts')),
      compatibilityFlags: ['nodejs_compat'],
    });
    try {
      const response = await workerd.dispatchFetch(ENDPOINT);
      expect(await response.json()).toEqual({ tests: suiteSize(), failures: {} });
    } finally {
      await workerd.dispose();
    }
  });
});

/** Runs the cron trigger. The types of miniflare lack it. */
async function runCron(): Promise<void> {
  const worker = (await miniflare.getWorker()) as unknown as { scheduled(): Promise<unknown> };
  await worker.scheduled();
}

/** A bundled worker with a D1 database. */
async function workerOf(file: string) {
  const { outputFiles } = await esbuild.build({
    entryPoints: [join(import.meta.dirname, file)],
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'neutral',
    mainFields: ['module', 'main'],
    conditions: ['@message-feedback/source'],
    external: ['node:util'],
  });
  const script = outputFiles[0]?.text ?? '';
  return { modules: true, script, compatibilityDate: '2025-10-01', d1Databases: { FEEDBACK: 'feedback' } };
}

/** The number of tests in the suite. */
function suiteSize(): number {
  let size = 0;
  describeStore('none', createMemoryStore, { describe: (_, body) => body(), it: () => size++, expect });
  return size;
}
