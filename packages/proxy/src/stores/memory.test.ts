import { describe, expect, it } from 'vitest';
import { leaseOf, NOW, submissionOf } from '../testing/store-accept-tests.ts';
import { DONE } from '../testing/store-settle-tests.ts';
import { describeStore } from '../testing/store-suite.ts';
import { createMemoryStore } from './memory.ts';

describeStore('createMemoryStore', createMemoryStore, { describe, expect, it });

describe('createMemoryStore', () => {
  it('dates a row when it is created, changed and delivered', async () => {
    let now = 1;
    const store = createMemoryStore({ now: () => now });
    await store.accept(submissionOf(1), NOW);
    now = 2;
    const lease = await leaseOf(store, 2);
    now = 3;
    await store.settle(lease, DONE);
    expect(await store.get('user-1', ['message-1'])).toMatchObject([
      { createdAt: 1, changedAt: 2, deliveredAt: 3 },
    ]);
  });

  it('is not durable', () => {
    expect(createMemoryStore().durable).toBe(false);
  });
});
