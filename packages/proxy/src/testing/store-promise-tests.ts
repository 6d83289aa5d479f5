import type { FeedbackStore, Lease, Settlement } from '../stores/feedback-store.ts';
import { type NamedStoreTests, NOW, submissionOf } from './store-accept-tests.ts';

const MINUTE = 60_000;
const KEY = { userId: 'user-1', messageId: 'message-1' };

/** Refused, or tried again later where the submission has been promised. */
const REFUSED: Settlement = {
  delivered: false,
  withdrawn: true,
  dueAt: NOW + MINUTE,
  attempts: 1,
  failingSince: NOW,
  deadBecause: null,
  notBefore: null,
  doubtUntil: null,
};

export const storePromiseTests: NamedStoreTests = [
  [
    'does not withdraw a submission that was promised while it was on its way',
    async (store, expect) => {
      const lease = await leaseOf(store, 1);
      expect(await store.markPromised(KEY, submissionOf(1).stamp)).toEqual(true);

      const { dueAt, attempts, failingSince } = REFUSED;
      const row = { ...lease.row, dueAt, attempts, failingSince };
      expect(await store.settle(lease, REFUSED)).toEqual({ applied: true, row });
      expect(await store.get('user-1', ['message-1'])).toEqual([row]);
    },
  ],
  [
    'keeps the promise through every attempt',
    async (store, expect) => {
      await store.settle(await leaseOf(store, 1), { ...REFUSED, withdrawn: false, dueAt: NOW });
      await store.markPromised(KEY, submissionOf(1).stamp);
      await store.settle(await leaseOf(store), { ...REFUSED, withdrawn: false, dueAt: NOW });
      const { row } = await store.settle(await leaseOf(store), {
        ...REFUSED,
        dueAt: null,
        deadBecause: 'gave_up',
      });
      expect([row?.submission.stamp, row?.deadBecause]).toEqual([submissionOf(1).stamp, 'gave_up']);
    },
  ],
  [
    'does not go back to what was delivered when the submission was promised',
    async (store, expect) => {
      const done = {
        ...REFUSED,
        delivered: true,
        withdrawn: false,
        dueAt: null,
        attempts: 0,
        failingSince: null,
      };
      await store.settle(await leaseOf(store, 1), done);
      const lease = await leaseOf(store, 2);
      await store.markPromised(KEY, submissionOf(2).stamp);
      const { row } = await store.settle(lease, REFUSED);
      expect([row?.submission.stamp, row?.delivered?.stamp]).toEqual([
        submissionOf(2).stamp,
        submissionOf(1).stamp,
      ]);
    },
  ],
  [
    'promises nothing that the row does not want any more',
    async (store, expect) => {
      expect(await store.markPromised(KEY, submissionOf(1).stamp)).toEqual(false);
      await store.settle(await leaseOf(store, 1), REFUSED);
      expect(await store.markPromised(KEY, submissionOf(1).stamp)).toEqual(false);

      const lease = await leaseOf(store, 3);
      expect(await store.markPromised(KEY, submissionOf(2).stamp)).toEqual(false);
      expect(await store.settle(lease, REFUSED)).toEqual({ applied: true, row: null });
    },
  ],
  [
    'has promised nothing about a newer submission',
    async (store, expect) => {
      await store.accept(submissionOf(1), NOW);
      await store.markPromised(KEY, submissionOf(1).stamp);
      expect(await store.settle(await leaseOf(store, 2), REFUSED)).toEqual({ applied: true, row: null });
    },
  ],
  [
    'has nothing to send after it has gone back to what was delivered',
    async (store, expect) => {
      const done = {
        ...REFUSED,
        delivered: true,
        withdrawn: false,
        dueAt: null,
        attempts: 0,
        failingSince: null,
      };
      const first = await leaseOf(store, 1);
      await store.settle(first, done);
      const { row } = await store.settle(await leaseOf(store, 2), {
        ...REFUSED,
        deadBecause: 'upstream_refused',
      });
      expect(row).toEqual({ ...first.row, delivered: first.row.submission, dueAt: null });
      expect(await store.nextDueAt()).toEqual(null);
    },
  ],
];

/** A lease of the row, after this submission where one is named. */
async function leaseOf(store: FeedbackStore, counter?: number): Promise<Lease> {
  if (counter !== undefined) await store.accept(submissionOf(counter), NOW);
  const claim = { now: NOW, leaseUntil: NOW + MINUTE, limit: 1, leaseId: crypto.randomUUID() };
  const [lease] = await store.claim(claim);
  if (lease === undefined) throw new Error('The store leased nothing, although a row is due.');
  return lease;
}
