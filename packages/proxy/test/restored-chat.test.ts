import { createFeedbackClient, createProxySubmit } from '@message-feedback/core';
import Database from 'libsql';
import { expect, it, onTestFinished, vi } from 'vitest';
import { createSqliteStore, type SqliteDatabase } from '../src/stores/sqlite.ts';
import { messageIdOf } from './store-with.ts';
import { createTestProxy, ENDPOINT, LIKE, stampOf } from './test-proxy.ts';

const MESSAGES = Array.from({ length: 1_000 }, (_, index) => ({ messageId: messageIdOf(index) }));

/** Counts the statements that read feedback, on their way to SQLite. */
function countingDatabase() {
  const database = new Database(':memory:');
  onTestFinished(() => {
    database.close();
  });
  let statements = 0;
  const counting: SqliteDatabase = {
    exec: (sql) => database.exec(sql),
    prepare(sql) {
      const prepared = database.prepare(sql);
      return {
        all: (...values: unknown[]) => {
          statements++;
          return prepared.all(...values);
        },
      };
    },
  };
  return { counting, statements: () => statements };
}

it('restores 1,000 messages in 10 requests of one statement each', async () => {
  const { counting, statements } = countingDatabase();
  const store = createSqliteStore({ database: counting });
  for (const { messageId } of MESSAGES) {
    const submission = { userId: 'user-1', message: { messageId }, feedback: LIKE, stamp: stampOf(1) };
    await store.accept(submission, 0, { holdMs: 0, mayReplaceSent: true, skipIfNothingSent: true });
  }
  const { proxy } = createTestProxy({ store, worker: false });
  // The first read of a process also loads the key of the user tags.
  await proxy.fetch(new Request(`${ENDPOINT}?messageId=${messageIdOf(0)}`));

  let requests = 0;
  const before = statements();
  const client = createFeedbackClient({
    submit: createProxySubmit({
      endpoint: ENDPOINT,
      fetch(input, init) {
        requests++;
        return proxy.fetch(new Request(input, init));
      },
    }),
  });
  onTestFinished(() => client.close());
  client.start();
  for (const message of MESSAGES) client.subscribe(message, () => {});
  await vi.waitFor(
    () => {
      for (const message of MESSAGES) expect(client.getSnapshot(message).feedback.rating).toBe('like');
    },
    { timeout: 20_000 },
  );
  expect([requests, statements() - before]).toEqual([10, 10]);
});
