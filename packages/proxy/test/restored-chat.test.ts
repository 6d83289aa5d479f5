import { createFeedbackClient, createProxySubmit } from '@message-feedback/core';
import { expect, it, onTestFinished, vi } from 'vitest';
import { createSqliteStore } from '../src/stores/sqlite.ts';
import { createCountingDatabase } from './counting-database.ts';
import { messageIdOf } from './store-with.ts';
import { createTestProxy, ENDPOINT, LIKE, stampOf } from './test-proxy.ts';

const MESSAGES = Array.from({ length: 1_000 }, (_, index) => ({ messageId: messageIdOf(index) }));

it('restores 1,000 messages in 10 requests of one statement each', async () => {
  const database = createCountingDatabase(':memory:');
  const store = createSqliteStore({ database });
  for (const { messageId } of MESSAGES) {
    const submission = { userId: 'user-1', message: { messageId }, feedback: LIKE, stamp: stampOf(1) };
    await store.accept(submission, 0, { holdMs: 0, mayReplaceSent: true, skipIfNothingSent: true });
  }
  const { proxy } = createTestProxy({ store, worker: false });
  // The first read of a process also loads the key of the user tags.
  await proxy.fetch(new Request(`${ENDPOINT}?messageId=${messageIdOf(0)}`));

  let requests = 0;
  const before = database.counts.statements;
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
  expect([requests, database.counts.statements - before]).toEqual([10, 10]);
});
