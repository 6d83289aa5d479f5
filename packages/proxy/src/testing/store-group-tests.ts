import type { FeedbackRow, FeedbackStore } from '../stores/feedback-store.ts';
import { DONE, leaseOf, MINUTE, type NamedStoreTests, NOW, submissionOf } from './store-accept-tests.ts';

const LEASE = { id: 'with its submission', until: NOW + MINUTE };

/** Calls that begin together may share a commit, and a submission may be leased when accepted. */
export const storeGroupTests: NamedStoreTests = [
  [
    'accepts two submissions for one row at once, in either order',
    async (store, expect) => {
      for (const [user, counters] of [
        ['user-1', [1, 2]],
        ['user-2', [2, 1]],
      ] as const) {
        await Promise.all(
          counters.map((counter) => store.accept(submissionOf(counter, { userId: user }), NOW)),
        );
        expect(stampsOf(await store.get(user, ['message-1']))).toEqual([submissionOf(2).stamp]);
      }
    },
  ],
  [
    'accepts a submission once when it arrives twice at once',
    async (store, expect) => {
      const twice = [submissionOf(1), submissionOf(1)];
      const acceptances = await Promise.all(twice.map((each) => store.accept(each, NOW)));
      expect(acceptances.map(({ status }) => status).sort()).toEqual(['accepted', 'repeated']);
    },
  ],
  [
    'accepts, leases, settles and removes different rows at once, each with its own result',
    async (store, expect) => {
      const lease = await leaseOf(store, 1);
      await store.accept(submissionOf(1, { userId: 'due' }), NOW);
      await store.accept(submissionOf(1, { userId: 'old' }), NOW + MINUTE);
      const claim = { now: NOW, leaseUntil: NOW + MINUTE, limit: 5, leaseId: 'a' };
      const [settled, accepted, claimed, removed, missing] = await Promise.all([
        store.settle(lease, DONE),
        store.accept(submissionOf(1, { userId: 'new' }), NOW + MINUTE),
        store.claim(claim),
        store.remove({ userId: 'old', messageId: 'message-1' }, submissionOf(1).stamp),
        store.markPromised({ userId: 'other', messageId: 'message-1' }, submissionOf(1).stamp),
      ]);
      expect([settled.applied, accepted.status, removed, missing]).toEqual([true, 'accepted', true, false]);
      expect(claimed.map(({ row }) => row.userId)).toEqual(['due']);
    },
  ],
  [
    'leases a submission when it is accepted',
    async (store, expect) => {
      const { row, lease } = await store.accept(submissionOf(1), NOW, undefined, LEASE);
      expect(lease).toEqual({ id: LEASE.id, row });
      expect(await store.claim({ now: NOW, leaseUntil: NOW + MINUTE, limit: 1, leaseId: 'a' })).toEqual([]);
      expect(await store.nextDueAt()).toEqual(NOW + MINUTE);
      const settled = lease && (await store.settle(lease, { ...DONE, mayBeLost: true }));
      expect(settled?.row?.delivered).toEqual(row.submission);
      expect(await store.nextDueAt()).toEqual(null);
    },
  ],
  [
    'leases nothing with a submission while another lease is running',
    async (store, expect) => {
      await leaseOf(store, 1);
      const { status, lease } = await store.accept(submissionOf(2), NOW + 1, undefined, LEASE);
      expect([status, lease]).toEqual(['accepted', undefined]);
    },
  ],
  [
    'sets uncertainUntil when a submission takes over a lease that has run out',
    async (store, expect) => {
      await leaseOf(store, 1);
      const later = { id: 'later', until: NOW + 2 * MINUTE };
      const { row, lease } = await store.accept(submissionOf(2), NOW + MINUTE, undefined, later);
      expect([lease?.id, row.uncertainUntil]).toEqual(['later', NOW + MINUTE]);
    },
  ],
  [
    'leases no submission that is not due, or that loses',
    async (store, expect) => {
      const terms = { holdMs: MINUTE, mayReplaceSent: true, skipIfNothingSent: false };
      const held = await store.accept(submissionOf(2), NOW, terms, LEASE);
      const lost = await store.accept(submissionOf(1), NOW + MINUTE, undefined, LEASE);
      expect([held.status, held.lease]).toEqual(['accepted', undefined]);
      expect([lost.status, lost.lease]).toEqual(['superseded', undefined]);
      await notBefore(store);
      const early = await store.accept(submissionOf(4), NOW + MINUTE, undefined, LEASE);
      expect([early.status, early.lease, early.row.dueAt]).toEqual(['accepted', undefined, NOW + 9 * MINUTE]);
    },
  ],
];

/** Makes the upstream ask that nothing is sent for the row before a later time. */
async function notBefore(store: FeedbackStore): Promise<void> {
  await store.accept(submissionOf(3), NOW);
  const lease = await leaseOf(store);
  const at = NOW + 9 * MINUTE;
  await store.settle(lease, { ...DONE, delivered: false, attempts: 1, dueAt: at, notBefore: at });
}

function stampsOf(rows: readonly FeedbackRow[]): string[] {
  return rows.map((row) => row.submission.stamp);
}
