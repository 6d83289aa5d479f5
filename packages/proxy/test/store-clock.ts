import { expect } from 'vitest';
import type { FeedbackStore } from '../src/stores/feedback-store.ts';
import { DONE, leaseOf, NOW, submissionOf } from '../src/testing/store-accept-tests.ts';

/** For stores that date their rows by a clock of the process. Postgres has a clock of its own. */
export async function expectRowsDatedBy(createStore: (now: () => number) => FeedbackStore): Promise<void> {
  let now = 1;
  const store = createStore(() => now);
  await store.accept(submissionOf(1), NOW);
  now = 2;
  const lease = await leaseOf(store, 2);
  now = 3;
  await store.settle(lease, DONE);
  expect(await store.get('user-1', ['message-1'])).toMatchObject([
    { createdAt: 1, changedAt: 2, deliveredAt: 3 },
  ]);
}
