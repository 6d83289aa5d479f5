import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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

/** The commits of this many submissions, each delivered at once, over this many connections. */
async function commitsOf(submissions: number, connections: number) {
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
  return {
    durable: (database.counts.durable - before.durable) / submissions,
    hasty: (database.counts.hasty - before.hasty) / submissions,
  };
}

describe('a submission that is stored in SQLite and delivered at once', () => {
  it('waits once for the disk if it is the only one', async () => {
    expect(await commitsOf(10, 1)).toEqual({ durable: 1, hasty: 1 });
  });

  it('shares its commit with those of the other connections', async () => {
    const { durable } = await commitsOf(SUBMISSIONS, CONNECTIONS);
    expect(durable).toBeLessThanOrEqual(0.2);
  });
});
