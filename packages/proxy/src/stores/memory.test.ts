import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { expectRowsDatedBy } from '../../test/store-clock.ts';
import { DONE, MINUTE, NOW, submissionOf } from '../testing/store-accept-tests.ts';
import { describeStore } from '../testing/store-suite.ts';
import type { FeedbackRow } from './feedback-store.ts';
import { createMemoryStore } from './memory.ts';

const RUNS = Number(process.env.STORE_RUNS ?? 2_000);

describeStore('createMemoryStore', createMemoryStore, { describe, expect, it });

describe('createMemoryStore', () => {
  it('dates a row when it is created, changed and delivered', async () => {
    await expectRowsDatedBy((now) => createMemoryStore({ now }));
  });

  it('is not durable', () => {
    expect(createMemoryStore().durable).toBe(false);
  });

  it('visits no row that has nothing to send to claim, to find the next due row or to count the backlog', async () => {
    const store = createMemoryStore();
    const settledRows = 500;
    for (let index = 0; index < settledRows; index++) {
      await store.accept(submissionOf(1, { userId: `settled-${index}` }), NOW);
    }
    for (const lease of await store.claim({ ...CLAIM, limit: settledRows })) await store.settle(lease, DONE);
    await store.accept(submissionOf(1), NOW);

    const visits = await visitsDuring(async () => {
      expect(await store.nextDueAt()).toBe(NOW);
      expect((await store.backlog()).waiting).toBe(1);
      expect(await store.claim(CLAIM)).toHaveLength(1);
    });
    expect(visits).toBeLessThan(settledRows);
  });

  it('visits no row that stays to remove the old ones', async () => {
    let now = NOW;
    const store = createMemoryStore({ now: () => now });
    const [old, young] = [3, 500];
    for (let index = 0; index < old + young; index++) {
      if (index === old) now += MINUTE;
      await store.accept(submissionOf(1, { userId: `user-${index}` }), NOW, REVOKED);
    }
    const visits = await visitsDuring(async () => {
      expect(await store.removeSettled({ changedBefore: NOW + MINUTE, limit: 1_000 })).toBe(old);
    });
    expect(await store.count()).toBe(young);
    expect(visits).toBeLessThan(young);
  });

  it('claims what a search of all rows would find, and is due when it says', async () => {
    const call = fc.record({
      method: fc.constantFrom('accept', 'claim', 'claimOne', 'settle', 'retry', 'die', 'redrive', 'remove'),
      user: fc.integer({ min: 0, max: 9 }),
      at: fc.integer({ min: NOW, max: NOW + 9 }),
      limit: fc.integer({ min: 1, max: 4 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(call, { maxLength: 60 }), async (calls) => {
        const store = createMemoryStore();
        const leasedUntil = new Map<string, number>();
        const leases = new Map<string, Parameters<typeof store.settle>[0]>();
        const users = Array.from({ length: 10 }, (_, user) => String(user));
        const rows = async () =>
          (await Promise.all(users.map((each) => store.get(each, ['message-1'])))).flat();
        const freeAt = ({ userId, dueAt }: FeedbackRow) =>
          dueAt === null ? Number.POSITIVE_INFINITY : Math.max(dueAt, leasedUntil.get(userId) ?? 0);

        for (const [index, { method, user, at, limit }] of calls.entries()) {
          const [userId, key] = [String(user), { userId: String(user), messageId: 'message-1' }];
          const lease = leases.get(userId);
          if (method === 'accept') await store.accept(submissionOf(index + 1, { userId }), at);
          if (method === 'redrive') await store.redrive('all', at);
          if (method === 'claim' || method === 'claimOne') {
            const one = method === 'claimOne';
            const due = (await rows())
              .filter((row) => freeAt(row) <= at && (!one || row.userId === userId))
              .map(({ dueAt }) => dueAt ?? 0);
            const claim = { now: at, leaseId: `${index}`, leaseUntil: at + 2, limit, ...(one && { key }) };
            const claimed = await store.claim(claim);
            expect(claimed.map(({ row }) => row.dueAt)).toEqual(due.sort((a, b) => a - b).slice(0, limit));
            for (const each of claimed) {
              leases.set(each.row.userId, each);
              leasedUntil.set(each.row.userId, at + 2);
            }
          }
          if (lease && ['settle', 'retry', 'die'].includes(method)) {
            const [dueAt, deadLetterCause] = [
              method === 'retry' ? at : null,
              method === 'die' ? ('blocked' as const) : null,
            ];
            const settlement = { ...DONE, delivered: method === 'settle', dueAt, deadLetterCause };
            const { applied } = await store.settle(lease, settlement);
            if (applied) leasedUntil.delete(userId);
          }
          if (method === 'remove') {
            const [row] = await store.get(userId, ['message-1']);
            if (row && (await store.remove(key, row.submission.stamp))) leasedUntil.delete(userId);
          }
          const next = Math.min(...(await rows()).map(freeAt));
          expect(await store.nextDueAt()).toBe(Number.isFinite(next) ? next : null);
        }
      }),
      { numRuns: RUNS },
    );
  });
});

/** Nothing was sent, so there is nothing to send. */
const REVOKED = { holdMs: 0, mayReplaceSent: true, skipIfNothingSent: true };
const CLAIM = { now: NOW, leaseId: 'a', leaseUntil: NOW + MINUTE, limit: 10 };

/** How many entries of maps and sets are visited meanwhile. */
async function visitsDuring(work: () => Promise<void>): Promise<number> {
  const iterators = [new Map().values(), new Set().values()].map((each) => Object.getPrototypeOf(each));
  const spies = iterators.map((prototype) => vi.spyOn(prototype, 'next'));
  try {
    await work();
    return spies.reduce((sum, { mock }) => sum + mock.calls.length, 0);
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}
