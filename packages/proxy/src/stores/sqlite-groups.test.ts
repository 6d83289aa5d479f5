import fc from 'fast-check';
import Database from 'libsql';
import { describe, expect, it } from 'vitest';
import { MINUTE, NOW, submissionOf } from '../testing/store-accept-tests.ts';
import { DONE } from '../testing/store-settle-tests.ts';
import type { FeedbackStore, UserSubmission } from './feedback-store.ts';
import { createMemoryStore } from './memory.ts';
import { createSqliteStore } from './sqlite.ts';

const RUNS = 300;

/** A row that a call can settle. Its lease may be lost. */
const { row: ROW } = await createMemoryStore().accept(submissionOf(1), NOW);

/** A submission that cannot be stored, because it is not JSON. */
function unstorable(change: Partial<UserSubmission> = {}): UserSubmission {
  const feedback = { rating: 'like' as const, reasons: [], comment: '', itself: {} };
  feedback.itself = feedback;
  return submissionOf(9, { ...change, feedback });
}

const calls = fc.record({
  method: fc.constantFrom(
    'accept',
    'acceptLeased',
    'acceptUnstorable',
    'claim',
    'settle',
    'promise',
    'remove',
  ),
  userId: fc.constantFrom('user-1', 'user-2'),
  counter: fc.integer({ min: 1, max: 6 }),
  now: fc.integer({ min: NOW, max: NOW + 3 * MINUTE }),
  refused: fc.boolean(),
  /** Which call's lease to settle. A lease id is unique, so each kind of call has its own. */
  leasedBy: fc.constantFrom('claim', 'accept'),
});

type Call = typeof calls extends fc.Arbitrary<infer Value> ? Value : never;

/** Makes calls whose leases are known before, so that they do not depend on each other's results. */
function call(
  store: FeedbackStore,
  { method, userId, counter, now, refused, leasedBy }: Call,
): Promise<unknown> {
  const submission = submissionOf(counter, { userId });
  const key = { userId, messageId: 'message-1' };
  const leaseUntil = now + MINUTE;
  switch (method) {
    case 'accept':
      return store.accept(submission, now);
    case 'acceptLeased':
      return store.accept(submission, now, undefined, { id: `accept ${counter}`, until: leaseUntil });
    case 'acceptUnstorable':
      return store.accept(unstorable({ userId }), now).then(
        () => 'stored',
        () => 'failed',
      );
    case 'claim':
      return store.claim({ now, leaseId: `claim ${counter}`, leaseUntil, limit: 5, key });
    case 'settle': {
      const settlement = {
        ...DONE,
        delivered: !refused,
        withdrawUnlessPromised: refused,
        mayBeLost: !refused,
      };
      const row = { ...ROW, userId, submission: { feedback: submission.feedback, stamp: submission.stamp } };
      return store.settle({ id: `${leasedBy} ${counter}`, row }, settlement);
    }
    case 'promise':
      return store.markPromised(key, submission.stamp);
    default:
      return store.remove(key, submission.stamp);
  }
}

describe('calls that share a commit of SQLite', () => {
  it('do not fail with one of them', async () => {
    const store = createSqliteStore({ database: new Database(':memory:') });
    const outcomes = await Promise.allSettled([
      store.accept(submissionOf(1), NOW),
      store.accept(unstorable({ userId: 'user-2' }), NOW),
      store.accept(submissionOf(2), NOW),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(await store.get('user-1', ['message-1'])).toMatchObject([
      { submission: { stamp: submissionOf(2).stamp } },
    ]);
    expect(await store.get('user-2', ['message-1'])).toEqual([]);
  });

  it('end as the same calls one after another in memory, even if some of them fail', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(calls, { maxLength: 8 }), { maxLength: 4 }), async (groups) => {
        const now = () => NOW;
        const sqlite = createSqliteStore({ database: new Database(':memory:'), now });
        const memory = createMemoryStore({ now });
        for (const group of groups) {
          const together = await Promise.all(group.map((each) => call(sqlite, each)));
          const separate: unknown[] = [];
          for (const each of group)
            separate.push(await call(memory, each.method === 'acceptUnstorable' ? NOTHING : each));
          expect(together).toEqual(
            separate.map((result, index) =>
              group[index]?.method === 'acceptUnstorable' ? 'failed' : result,
            ),
          );
        }
        for (const userId of ['user-1', 'user-2'])
          expect(await sqlite.get(userId, ['message-1'])).toEqual(await memory.get(userId, ['message-1']));
      }),
      { numRuns: RUNS },
    );
  });
});

/** A call that changes nothing. */
const NOTHING: Call = {
  method: 'promise',
  userId: 'user-1',
  counter: 99,
  now: NOW,
  refused: false,
  leasedBy: 'claim',
};
