import fc from 'fast-check';
import type { FeedbackStore, UserSubmission } from '../src/index.ts';
import { createMemoryStore } from '../src/index.ts';
import { DONE, MINUTE, NOW, submissionOf } from '../src/testing/store-accept-tests.ts';

/** A row that a call can settle. Its lease may be lost. */
const { row: ROW } = await createMemoryStore().accept(submissionOf(1), NOW);

export const USERS = ['user-1', 'user-2', 'user-3'];

/** Calls about one message of a few users, so that many of them concern the same row. */
export const calls = fc.record({
  method: fc.constantFrom(
    'accept',
    'acceptLeased',
    'acceptUnstorable',
    'claim',
    'settle',
    'promise',
    'remove',
  ),
  userId: fc.constantFrom(...USERS),
  counter: fc.integer({ min: 1, max: 6 }),
  now: fc.integer({ min: NOW, max: NOW + 3 * MINUTE }),
  refused: fc.boolean(),
  /** Which call's lease to settle. A lease id is unique, so each kind of call has its own. */
  leasedBy: fc.constantFrom('claim', 'accept'),
});

export type Call = typeof calls extends fc.Arbitrary<infer Value> ? Value : never;

/**
 * Makes a call. Its leases are known before, so that calls do not depend on each other's results.
 * `unstorable` is a submission that the store cannot store.
 */
export function makeCall(
  store: FeedbackStore,
  { method, userId, counter, now, refused, leasedBy }: Call,
  unstorable: (userId: string) => UserSubmission,
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
      return store.accept(unstorable(userId), now).then(
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

/** A call that changes nothing. */
export const NOTHING: Call = {
  method: 'promise',
  userId: 'user-1',
  counter: 99,
  now: NOW,
  refused: false,
  leasedBy: 'claim',
};
