import type { Settlement } from '../stores/feedback-store.ts';
import {
  DONE,
  ENDED,
  leaseOf,
  MINUTE,
  type NamedStoreTests,
  NOW,
  submissionOf,
} from './store-accept-tests.ts';

const FAILED: Settlement = {
  ...ENDED,
  dueAt: NOW + MINUTE,
  attempts: 3,
  failingSince: NOW - 7,
  uncertainUntil: NOW + 2 * MINUTE,
};
const REFUSED: Settlement = { ...ENDED, withdrawUnlessPromised: true };

export const storeSettleTests: NamedStoreTests = [
  [
    'stores the delivered submission and has nothing more to send',
    async (store, expect) => {
      const lease = await leaseOf(store, 1);
      const { applied, row } = await store.settle(lease, DONE);
      expect([applied, row?.delivered, row?.dueAt]).toEqual([true, lease.row.submission, null]);
      expect((row?.deliveredAt ?? 0) >= lease.row.changedAt).toEqual(true);
      expect(await store.get('user-1', ['message-1'])).toEqual([row]);
      expect(await store.nextDueAt()).toEqual(null);
    },
  ],
  [
    'counts a failed attempt and is due again',
    async (store, expect) => {
      const lease = await leaseOf(store, 1);
      const { row } = await store.settle(lease, FAILED);
      const { dueAt, attempts, failingSince, uncertainUntil } = FAILED;
      expect(row).toEqual({ ...lease.row, dueAt, attempts, failingSince, uncertainUntil });
      expect(await store.nextDueAt()).toEqual(NOW + MINUTE);
    },
  ],
  [
    'can be leased again as soon as it is settled',
    async (store, expect) => {
      await store.settle(await leaseOf(store, 1), { ...FAILED, dueAt: NOW });
      const claim = { now: NOW, leaseUntil: NOW + MINUTE, limit: 1, leaseId: 'b' };
      expect((await store.claim(claim)).length).toEqual(1);
    },
  ],
  [
    'delivers a newer submission under the lease of the older one, which was never sent',
    async (store, expect) => {
      const { id } = await leaseOf(store, 1);
      const { row } = await store.accept(submissionOf(2), NOW);
      const settled = await store.settle({ id, row }, DONE);
      expect([settled.applied, settled.row?.delivered]).toEqual([true, row.submission]);
      expect(await store.nextDueAt()).toEqual(null);
    },
  ],
  [
    'leaves a newer submission due, with its own count',
    async (store, expect) => {
      const lease = await leaseOf(store, 1);
      await store.accept(submissionOf(2), NOW + 4);
      const { row } = await store.settle(lease, { ...DONE, deadLetterCause: 'gave_up', attempts: 9 });
      expect(row?.delivered).toEqual(lease.row.submission);
      expect(row?.submission.stamp).toEqual(submissionOf(2).stamp);
      expect([row?.dueAt, row?.attempts, row?.deadLetterCause]).toEqual([NOW + 4, 0, null]);
    },
  ],
  [
    'delays a newer submission until notBefore, too',
    async (store, expect) => {
      const lease = await leaseOf(store, 1);
      await store.accept(submissionOf(2), NOW + 4);
      const { row } = await store.settle(lease, { ...FAILED, notBefore: NOW + MINUTE });
      expect(row?.dueAt).toEqual(NOW + MINUTE);
      const { row: later } = await store.accept(submissionOf(3), NOW + 5);
      expect(later.dueAt).toEqual(NOW + MINUTE);
      const { row: afterwards } = await store.accept(submissionOf(4), NOW + 2 * MINUTE);
      expect(afterwards.dueAt).toEqual(NOW + 2 * MINUTE);
    },
  ],
  [
    'returns to the delivered submission when one is withdrawn',
    async (store, expect) => {
      const first = await leaseOf(store, 1);
      await store.settle(first, DONE);
      const { row } = await store.settle(await leaseOf(store, 2), REFUSED);
      expect(row?.submission).toEqual(first.row.submission);
      expect(row?.delivered).toEqual(first.row.submission);
      expect(row?.dueAt).toEqual(null);
    },
  ],
  [
    'removes the row when its first submission is withdrawn',
    async (store, expect) => {
      expect(await store.settle(await leaseOf(store, 1), REFUSED)).toEqual({ applied: true, row: null });
      expect(await store.get('user-1', ['message-1'])).toEqual([]);
      expect((await store.accept(submissionOf(1), NOW)).status).toEqual('accepted');
    },
  ],
  [
    'withdraws only the submission that was leased',
    async (store, expect) => {
      const lease = await leaseOf(store, 1);
      await store.accept(submissionOf(2), NOW + 4);
      const { row } = await store.settle(lease, REFUSED);
      expect([row?.submission.stamp, row?.delivered, row?.dueAt]).toEqual([
        submissionOf(2).stamp,
        null,
        NOW + 4,
      ]);
    },
  ],
  [
    'keeps a dead letter, which is due again only with a newer submission',
    async (store, expect) => {
      await store.settle(await leaseOf(store, 1), { ...FAILED, dueAt: null, deadLetterCause: 'gave_up' });
      expect(await store.nextDueAt()).toEqual(null);
      expect((await store.get('user-1', ['message-1'])).map((row) => row.deadLetterCause)).toEqual([
        'gave_up',
      ]);

      const { row } = await store.accept(submissionOf(2), NOW + 4);
      expect([row.dueAt, row.deadLetterCause, row.attempts, row.failingSince]).toEqual([
        NOW + 4,
        null,
        0,
        null,
      ]);
    },
  ],
  [
    'changes nothing after the lease was lost',
    async (store, expect) => {
      const lost = await leaseOf(store, 1);
      const claim = { now: NOW + MINUTE, leaseUntil: NOW + 2 * MINUTE, limit: 1, leaseId: 'other' };
      const [leased] = await store.claim(claim);
      expect(await store.settle(lost, DONE)).toEqual({ applied: false, row: leased?.row });
      expect(await store.get('user-1', ['message-1'])).toEqual([leased?.row]);

      await store.settle(lost, REFUSED);
      expect(await store.get('user-1', ['message-1'])).toEqual([leased?.row]);
    },
  ],
];
