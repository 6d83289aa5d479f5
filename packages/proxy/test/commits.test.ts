import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'libsql';
import { afterAll, describe, expect, it } from 'vitest';
import { createSqliteStore } from '../src/stores/sqlite.ts';
import { createCountingDatabase } from './counting-database.ts';
import { messageIdOf } from './store-with.ts';
import { createTestProxy } from './test-proxy.ts';

const CONNECTIONS = 32;
const SUBMISSIONS = 640;

const folder = mkdtempSync(join(tmpdir(), 'feedback-commits-'));
let files = 0;

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What each of this many submissions costs, each delivered at once, over this many connections. */
async function costsOf(submissions: number, connections: number) {
  const database = createCountingDatabase(join(folder, `${++files}.sqlite`));
  const { submit, upstream } = createTestProxy({
    ...{ store: createSqliteStore({ database }), worker: false, concurrency: connections },
  });
  let next = 0;
  const send = async () => {
    const response = await submit({ message: { messageId: messageIdOf(next++) } });
    expect(await response.json()).toMatchObject({ status: 'delivered' });
  };
  // Creates the key of the user tags.
  await send();
  const before = { ...database.counts };
  const connection = async () => {
    while (next <= submissions) await send();
  };
  await Promise.all(Array.from({ length: connections }, connection));
  expect(upstream.calls).toHaveLength(submissions + 1);
  const perSubmission = (count: keyof typeof before) =>
    (database.counts[count] - before[count]) / submissions;
  return {
    durable: perSubmission('durable'),
    hasty: perSubmission('hasty'),
    statements: perSubmission('statements'),
  };
}

describe('a submission that is stored in SQLite and delivered at once', () => {
  it('waits once for the disk if it is the only one', async () => {
    // The acceptance and the settlement, each after a look at how long to wait for a lock.
    expect(await costsOf(10, 1)).toEqual({ durable: 1, hasty: 1, statements: 4 });
  });

  it('shares its commit with those of the other connections', async () => {
    const { durable, statements } = await costsOf(SUBMISSIONS, CONNECTIONS);
    expect(durable).toBeLessThanOrEqual(0.2);
    // Two of its own. A group looks once at how long to wait for a lock.
    expect(statements).toBeLessThanOrEqual(2.4);
  });
});

describe('close', () => {
  it('waits for a group that is not committed yet, and loses none of its submissions', async () => {
    const file = join(folder, 'closed.sqlite');
    const database = new Database(file);
    const { proxy, submit } = createTestProxy({ store: createSqliteStore({ database }) });
    await submit();
    const messages = Array.from({ length: 8 }, (_, index) => ({ messageId: messageIdOf(index) }));
    const responses = messages.map((message) => submit({ message }));
    await proxy.close();
    database.close();
    for (const response of responses) expect((await response).status).toBe(200);
    const store = createSqliteStore({ database: new Database(file) });
    const ids = messages.map(({ messageId }) => messageId);
    const rows = await store.get('user-1', ids);
    expect(rows.map(({ message }) => message.messageId).sort()).toEqual(ids);
    // No lease is left behind, which would delay a row and make its delivery uncertain.
    const claim = { now: Date.now(), leaseUntil: Date.now(), limit: 99, leaseId: 'next process' };
    for (const { row } of await store.claim(claim)) expect(row.uncertainUntil).toBeNull();
    expect((await store.nextDueAt()) ?? 0).toBeLessThanOrEqual(Date.now());
  });
});
