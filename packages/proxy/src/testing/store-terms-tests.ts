import type { AcceptanceTerms, FeedbackStore, Lease, Settlement } from '../stores/feedback-store.ts';
import { DONE, ENDED, MINUTE, type NamedStoreTests, NOW, submissionOf } from './store-accept-tests.ts';

const NONE = { rating: null, reasons: [], comment: '' };

/** Terms of an upstream that accepts a rating only once. */
const ONCE: AcceptanceTerms = { holdMs: 10, mayReplaceSent: false, skipIfNothingSent: false };
const REVOKE: AcceptanceTerms = { ...ONCE, skipIfNothingSent: true };

const UNDONE: Settlement = { ...ENDED, dueAt: NOW + MINUTE, attempts: 1, failingSince: NOW };

export const storeTermsTests: NamedStoreTests = [
  [
    'delays each submission by its own undo window',
    async (store, expect) => {
      expect((await store.accept(submissionOf(1), NOW, ONCE)).row.dueAt).toEqual(NOW + 10);
      expect(await leaseAt(store, NOW + 9)).toEqual(undefined);
      const { status, row } = await store.accept(submissionOf(2), NOW + 9, ONCE);
      expect([status, row.dueAt]).toEqual(['accepted', NOW + 19]);
      expect((await leaseAt(store, NOW + 19))?.row.submission.stamp).toEqual(submissionOf(2).stamp);
    },
  ],
  [
    'delays a submission at least until notBefore',
    async (store, expect) => {
      await store.accept(submissionOf(1), NOW);
      await settle(store, { ...UNDONE, notBefore: NOW + MINUTE });
      expect((await store.accept(submissionOf(2), NOW + 1, ONCE)).row.dueAt).toEqual(NOW + MINUTE);
    },
  ],
  [
    'keeps a rating that is revoked before it reaches the upstream, and never sends it',
    async (store, expect) => {
      await store.accept(submissionOf(1), NOW, ONCE);
      const { status, row } = await store.accept(submissionOf(3, { feedback: NONE }), NOW + 1, REVOKE);
      expect([status, row.dueAt, row.delivered, row.submission.feedback]).toEqual([
        'accepted',
        null,
        null,
        NONE,
      ]);
      expect(await store.nextDueAt()).toEqual(null);
      expect((await store.accept(submissionOf(2), NOW + 2, ONCE)).status).toEqual('superseded');
      expect((await store.accept(submissionOf(4), NOW + 3, ONCE)).row.dueAt).toEqual(NOW + 13);
    },
  ],
  [
    'never sends a revoked rating as the first submission',
    async (store, expect) => {
      const { row } = await store.accept(submissionOf(1, { feedback: NONE }), NOW, REVOKE);
      expect(row.dueAt).toEqual(null);
    },
  ],
  [
    'declines a submission while one that cannot be replaced is leased',
    async (store, expect) => {
      await store.accept(submissionOf(1), NOW);
      await leaseAt(store, NOW);
      expect(await acceptanceOf(store, 2, ONCE)).toEqual(['too_late', submissionOf(1).stamp]);
      expect(await acceptanceOf(store, 2, REVOKE)).toEqual(['too_late', submissionOf(1).stamp]);
    },
  ],
  [
    'declines it after the process of that lease died, too',
    async (store, expect) => {
      await store.accept(submissionOf(1), NOW);
      await store.claim({ now: NOW, leaseUntil: NOW + 1, limit: 1, leaseId: 'dead process' });
      const { status } = await store.accept(submissionOf(2), NOW + MINUTE, ONCE);
      expect(status).toEqual('too_late');
    },
  ],
  [
    'declines it when the other was delivered, or may have been',
    async (store, expect) => {
      await store.accept(submissionOf(1), NOW);
      await settle(store, { ...UNDONE, uncertainUntil: NOW + 1 });
      expect(await acceptanceOf(store, 2, ONCE)).toEqual(['too_late', submissionOf(1).stamp]);
      await settle(store, DONE, NOW + MINUTE);
      expect(await acceptanceOf(store, 3, REVOKE)).toEqual(['too_late', submissionOf(1).stamp]);
    },
  ],
  [
    'recognizes a repeated submission, even when it is too late for others',
    async (store, expect) => {
      await store.accept(submissionOf(2), NOW);
      await settle(store, DONE);
      expect(await acceptanceOf(store, 2, ONCE)).toEqual(['repeated', submissionOf(2).stamp]);
      expect(await acceptanceOf(store, 1, ONCE)).toEqual(['superseded', submissionOf(2).stamp]);
    },
  ],
  [
    'accepts another submission if the upstream did not accept the first',
    async (store, expect) => {
      await store.accept(submissionOf(1), NOW);
      await settle(store, UNDONE);
      expect(await acceptanceOf(store, 2, ONCE)).toEqual(['accepted', submissionOf(2).stamp]);
      const { row } = await store.accept(submissionOf(3, { feedback: NONE }), NOW + 1, REVOKE);
      expect(row.dueAt).toEqual(null);
    },
  ],
  [
    'accepts another submission if the last delivery revoked the rating',
    async (store, expect) => {
      await store.accept(submissionOf(1, { feedback: NONE }), NOW);
      await settle(store, DONE);
      expect(await acceptanceOf(store, 2, ONCE)).toEqual(['accepted', submissionOf(2).stamp]);
    },
  ],
  [
    'delivers a revocation of a rating that has reached the upstream',
    async (store, expect) => {
      await store.accept(submissionOf(1), NOW);
      await settle(store, DONE);
      const terms = { holdMs: 10, mayReplaceSent: true, skipIfNothingSent: true };
      const { row } = await store.accept(submissionOf(2, { feedback: NONE }), NOW, terms);
      expect(row.dueAt).toEqual(NOW + 10);
    },
  ],
];

async function leaseAt(store: FeedbackStore, now: number): Promise<Lease | undefined> {
  return (await store.claim({ now, leaseUntil: now + MINUTE, limit: 1, leaseId: 'lease' }))[0];
}

async function settle(store: FeedbackStore, settlement: Settlement, now = NOW): Promise<void> {
  const lease = await leaseAt(store, now);
  if (lease === undefined) throw new Error('There is nothing to lease.');
  await store.settle(lease, settlement);
}

async function acceptanceOf(
  store: FeedbackStore,
  counter: number,
  terms: AcceptanceTerms,
): Promise<string[]> {
  const { status, row } = await store.accept(submissionOf(counter), NOW, terms);
  return [status, row.submission.stamp];
}
