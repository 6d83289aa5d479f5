import type { AcceptanceTerms, FeedbackStore, Lease, Settlement } from '../stores/feedback-store.ts';
import { type NamedStoreTests, NOW, submissionOf } from './store-accept-tests.ts';

const MINUTE = 60_000;
const NONE = { rating: null, reasons: [], comment: '' };

/** Terms of an upstream that can hear a rating once. */
const ONCE: AcceptanceTerms = { holdMs: 10, replacesReached: false, restsUnreached: false };
const REVOKE: AcceptanceTerms = { ...ONCE, restsUnreached: true };

const UNDONE: Settlement = {
  delivered: false,
  withdrawn: false,
  dueAt: NOW + MINUTE,
  attempts: 1,
  failingSince: NOW,
  deadBecause: null,
  notBefore: null,
  doubtUntil: null,
};
const DONE: Settlement = { ...UNDONE, delivered: true, dueAt: null, attempts: 0, failingSince: null };

export const storeTermsTests: NamedStoreTests = [
  [
    'holds a wish for as long as it is told, and a newer one anew',
    async (store, expect) => {
      expect((await store.accept(submissionOf(1), NOW, ONCE)).row.dueAt).toEqual(NOW + 10);
      expect(await leaseAt(store, NOW + 9)).toEqual(undefined);
      const { status, row } = await store.accept(submissionOf(2), NOW + 9, ONCE);
      expect([status, row.dueAt]).toEqual(['accepted', NOW + 19]);
      expect((await leaseAt(store, NOW + 19))?.row.submission.stamp).toEqual(submissionOf(2).stamp);
    },
  ],
  [
    'does not hold a wish for less than the pause that the upstream asked for',
    async (store, expect) => {
      await store.accept(submissionOf(1), NOW);
      await settle(store, { ...UNDONE, notBefore: NOW + MINUTE });
      expect((await store.accept(submissionOf(2), NOW + 1, ONCE)).row.dueAt).toEqual(NOW + MINUTE);
    },
  ],
  [
    'lets a wish that is taken back unheard rest, and remembers it',
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
    'lets a first wish rest that takes nothing back',
    async (store, expect) => {
      const { row } = await store.accept(submissionOf(1, { feedback: NONE }), NOW, REVOKE);
      expect(row.dueAt).toEqual(null);
    },
  ],
  [
    'turns away what comes while a wish is on its way that cannot be replaced',
    async (store, expect) => {
      await store.accept(submissionOf(1), NOW);
      await leaseAt(store, NOW);
      expect(await outcomeOf(store, 2, ONCE)).toEqual(['too_late', submissionOf(1).stamp]);
      expect(await outcomeOf(store, 2, REVOKE)).toEqual(['too_late', submissionOf(1).stamp]);
    },
  ],
  [
    'turns it away after the process died that had sent the wish, too',
    async (store, expect) => {
      await store.accept(submissionOf(1), NOW);
      await store.claim({ now: NOW, leaseUntil: NOW + 1, limit: 1, leaseId: 'dead process' });
      const { status } = await store.accept(submissionOf(2), NOW + MINUTE, ONCE);
      expect(status).toEqual('too_late');
    },
  ],
  [
    'turns it away when the wish has been delivered, or may have been',
    async (store, expect) => {
      await store.accept(submissionOf(1), NOW);
      await settle(store, { ...UNDONE, doubtUntil: NOW + 1 });
      expect(await outcomeOf(store, 2, ONCE)).toEqual(['too_late', submissionOf(1).stamp]);
      await settle(store, DONE, NOW + MINUTE);
      expect(await outcomeOf(store, 3, REVOKE)).toEqual(['too_late', submissionOf(1).stamp]);
    },
  ],
  [
    'knows a wish that comes once more, also when it is too late for others',
    async (store, expect) => {
      await store.accept(submissionOf(2), NOW);
      await settle(store, DONE);
      expect(await outcomeOf(store, 2, ONCE)).toEqual(['repeated', submissionOf(2).stamp]);
      expect(await outcomeOf(store, 1, ONCE)).toEqual(['superseded', submissionOf(2).stamp]);
    },
  ],
  [
    'takes another wish when the upstream is known not to have taken the first',
    async (store, expect) => {
      await store.accept(submissionOf(1), NOW);
      await settle(store, UNDONE);
      expect(await outcomeOf(store, 2, ONCE)).toEqual(['accepted', submissionOf(2).stamp]);
      const { row } = await store.accept(submissionOf(3, { feedback: NONE }), NOW + 1, REVOKE);
      expect(row.dueAt).toEqual(null);
    },
  ],
  [
    'takes another wish when what was delivered last took everything back',
    async (store, expect) => {
      await store.accept(submissionOf(1, { feedback: NONE }), NOW);
      await settle(store, DONE);
      expect(await outcomeOf(store, 2, ONCE)).toEqual(['accepted', submissionOf(2).stamp]);
    },
  ],
  [
    'delivers what takes back a wish that was heard',
    async (store, expect) => {
      await store.accept(submissionOf(1), NOW);
      await settle(store, DONE);
      const terms = { holdMs: 10, replacesReached: true, restsUnreached: true };
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

async function outcomeOf(store: FeedbackStore, counter: number, terms: AcceptanceTerms): Promise<string[]> {
  const { status, row } = await store.accept(submissionOf(counter), NOW, terms);
  return [status, row.submission.stamp];
}
