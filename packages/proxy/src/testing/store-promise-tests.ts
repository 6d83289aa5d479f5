import type { FeedbackRow, Settlement } from '../stores/feedback-store.ts';
import {
  DONE,
  ENDED,
  leaseOf,
  MINUTE,
  type NamedStoreTests,
  NOW,
  submissionOf,
} from './store-accept-tests.ts';

const KEY = { userId: 'user-1', messageId: 'message-1' };

/** Withdrawn, or retried later if the submission was promised. */
const WITHDRAWN: Settlement = {
  ...ENDED,
  withdrawUnlessPromised: true,
  dueAt: NOW + MINUTE,
  attempts: 1,
  failingSince: NOW,
};

export const storePromiseTests: NamedStoreTests = [
  [
    'does not withdraw a submission that was promised during its attempt',
    async (store, expect) => {
      const lease = await leaseOf(store, 1);
      expect(await store.markPromised(KEY, submissionOf(1).stamp)).toEqual(true);

      const { dueAt, attempts, failingSince } = WITHDRAWN;
      const row = { ...lease.row, dueAt, attempts, failingSince };
      expect(await store.settle(lease, WITHDRAWN)).toEqual({ applied: true, row });
      expect(await store.get('user-1', ['message-1'])).toEqual([row]);
    },
  ],
  [
    'keeps the promise through every attempt',
    async (store, expect) => {
      await store.settle(await leaseOf(store, 1), {
        ...WITHDRAWN,
        withdrawUnlessPromised: false,
        dueAt: NOW,
      });
      await store.markPromised(KEY, submissionOf(1).stamp);
      await store.settle(await leaseOf(store), { ...WITHDRAWN, withdrawUnlessPromised: false, dueAt: NOW });
      const { row } = await store.settle(await leaseOf(store), {
        ...WITHDRAWN,
        dueAt: null,
        deadLetterCause: 'gave_up',
      });
      expect([row?.submission.stamp, row?.deadLetterCause]).toEqual([submissionOf(1).stamp, 'gave_up']);
    },
  ],
  [
    'does not return to the delivered submission if the new one was promised',
    async (store, expect) => {
      await store.settle(await leaseOf(store, 1), DONE);
      const lease = await leaseOf(store, 2);
      await store.markPromised(KEY, submissionOf(2).stamp);
      const { row } = await store.settle(lease, WITHDRAWN);
      expect([row?.submission.stamp, row?.delivered?.stamp]).toEqual([
        submissionOf(2).stamp,
        submissionOf(1).stamp,
      ]);
    },
  ],
  [
    'promises nothing for a stamp that the row no longer has',
    async (store, expect) => {
      expect(await store.markPromised(KEY, submissionOf(1).stamp)).toEqual(false);
      await store.settle(await leaseOf(store, 1), WITHDRAWN);
      expect(await store.markPromised(KEY, submissionOf(1).stamp)).toEqual(false);

      const lease = await leaseOf(store, 3);
      expect(await store.markPromised(KEY, submissionOf(2).stamp)).toEqual(false);
      expect(await store.settle(lease, WITHDRAWN)).toEqual({ applied: true, row: null });
    },
  ],
  [
    'does not apply a promise to a newer submission',
    async (store, expect) => {
      await store.accept(submissionOf(1), NOW);
      await store.markPromised(KEY, submissionOf(1).stamp);
      const { row } = await store.settle(await leaseOf(store, 2), WITHDRAWN);
      expect(row?.submission.stamp).toEqual(submissionOf(1).stamp);
    },
  ],
  [
    'has nothing to send after it has returned to the delivered submission',
    async (store, expect) => {
      const first = await leaseOf(store, 1);
      await store.settle(first, DONE);
      const { row } = await store.settle(await leaseOf(store, 2), {
        ...WITHDRAWN,
        deadLetterCause: 'upstream_refused',
      });
      const { changedAt, deliveredAt } = row as FeedbackRow;
      expect(row).toEqual({
        ...first.row,
        delivered: first.row.submission,
        dueAt: null,
        changedAt,
        deliveredAt,
      });
      expect(deliveredAt !== null && changedAt >= deliveredAt).toEqual(true);
      expect(await store.nextDueAt()).toEqual(null);
    },
  ],
];
