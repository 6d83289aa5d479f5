import type {
  FeedbackRow,
  FeedbackStore,
  Lease,
  Settlement,
  UserSubmission,
} from '../stores/feedback-store.ts';
import type { Expect } from './test-runner.ts';

export type StoreTest = (store: FeedbackStore, expect: Expect) => Promise<void>;

export type NamedStoreTests = readonly (readonly [title: string, test: StoreTest])[];

export const NOW = 1_700_000_000_000;
export const MINUTE = 60_000;

/** An attempt that delivered nothing and leaves nothing to send. */
export const ENDED: Settlement = {
  delivered: false,
  withdrawUnlessPromised: false,
  dueAt: null,
  attempts: 0,
  failingSince: null,
  deadLetterCause: null,
  notBefore: null,
  uncertainUntil: null,
};

export const DONE: Settlement = { ...ENDED, delivered: true };

export function submissionOf(counter: number, change: Partial<UserSubmission> = {}): UserSubmission {
  return {
    userId: 'user-1',
    message: { messageId: 'message-1', conversationId: 'conversation-1' },
    feedback: {
      rating: 'dislike',
      reasons: [`理由 ${counter}`],
      comment: `It's "${counter}" \\ 👍\nand more`,
      metadata: { '"模型"': `"${counter}" 👍` },
    },
    stamp: `001700000000000-${String(counter).padStart(5, '0')}-tab`,
    ...change,
  };
}

/** Leases the row of `submissionOf`, after accepting this submission if `counter` is given. */
export async function leaseOf(store: FeedbackStore, counter?: number): Promise<Lease> {
  if (counter !== undefined) await store.accept(submissionOf(counter), NOW);
  const claim = { now: NOW, leaseUntil: NOW + MINUTE, limit: 1, leaseId: crypto.randomUUID() };
  const [lease] = await store.claim(claim);
  if (lease === undefined) throw new Error('The store leased nothing, although a row is due.');
  return lease;
}

export const storeAcceptTests: NamedStoreTests = [
  [
    'stores an accepted submission, word for word',
    async (store, expect) => {
      const submission = submissionOf(1);
      const acceptance = await store.accept(submission, NOW);
      const [row] = await store.get('user-1', ['message-1']);

      expect(acceptance).toEqual({ status: 'accepted', row });
      const { createdAt, changedAt, ...stored } = row as FeedbackRow;
      expect(changedAt).toEqual(createdAt);
      expect(stored).toEqual({
        userId: 'user-1',
        message: submission.message,
        submission: { feedback: submission.feedback, stamp: submission.stamp },
        delivered: null,
        dueAt: NOW,
        attempts: 0,
        failingSince: null,
        notBefore: null,
        uncertainUntil: null,
        deadLetterCause: null,
        deliveredAt: null,
      });
    },
  ],
  [
    'dates a row by its own clock, not by the clock of the proxy that calls it',
    async (store, expect) => {
      const before = Date.now() - MINUTE;
      await store.accept(submissionOf(1), NOW);
      await store.accept(submissionOf(2), NOW - MINUTE);
      const [row] = await store.get('user-1', ['message-1']);
      const { createdAt = 0, changedAt = 0 } = row ?? {};
      expect([createdAt > before, changedAt >= createdAt]).toEqual([true, true]);
    },
  ],
  [
    'lets the newest stamp win, whatever the order of arrival',
    async (store, expect) => {
      expect((await store.accept(submissionOf(2), NOW)).status).toEqual('accepted');
      expect((await store.accept(submissionOf(1), NOW)).status).toEqual('superseded');
      expect((await store.accept(submissionOf(3), NOW)).status).toEqual('accepted');
      expect((await store.accept(submissionOf(3), NOW)).status).toEqual('repeated');
      expect((await store.get('user-1', ['message-1'])).map((row) => row.submission.stamp)).toEqual([
        submissionOf(3).stamp,
      ]);
    },
  ],
  [
    'returns the stored row for a superseded submission',
    async (store, expect) => {
      await store.accept(submissionOf(2), NOW);
      const { row } = await store.accept(submissionOf(1), NOW + 1);
      expect(row.submission).toEqual({ feedback: submissionOf(2).feedback, stamp: submissionOf(2).stamp });
    },
  ],
  [
    'keeps one row per user and message',
    async (store, expect) => {
      await store.accept(submissionOf(1), NOW);
      await store.accept(submissionOf(2, { userId: 'user-2' }), NOW);
      await store.accept(submissionOf(3, { message: { messageId: 'message-2' } }), NOW);

      expect(stamps(await store.get('user-1', ['message-1', 'message-2', 'message-3']))).toEqual(
        stamps([{ submission: submissionOf(1) }, { submission: submissionOf(3) }]),
      );
      expect(stamps(await store.get('user-2', ['message-1', 'message-2']))).toEqual([submissionOf(2).stamp]);
      expect(await store.get('user-3', ['message-1'])).toEqual([]);
      expect(await store.get('user-1', [])).toEqual([]);
    },
  ],
  [
    'separates ids that look alike when joined',
    async (store, expect) => {
      await store.accept(submissionOf(1, { userId: 'a"b', message: { messageId: 'c' } }), NOW);
      await store.accept(submissionOf(2, { userId: 'a', message: { messageId: 'b"c' } }), NOW);
      expect(stamps(await store.get('a"b', ['c']))).toEqual([submissionOf(1).stamp]);
      expect(stamps(await store.get('a', ['b"c']))).toEqual([submissionOf(2).stamp]);
    },
  ],
  [
    'keeps the newest of many concurrent submissions',
    async (store, expect) => {
      const counters = Array.from({ length: 40 }, (_, index) => ((index * 17) % 40) + 1);
      const acceptances = await Promise.all(
        counters.map((counter) => store.accept(submissionOf(counter), NOW)),
      );
      expect(stamps(await store.get('user-1', ['message-1']))).toEqual([submissionOf(40).stamp]);
      expect(acceptances.filter(({ status }) => status === 'repeated')).toEqual([]);
    },
  ],
];

function stamps(rows: readonly { readonly submission: { readonly stamp: string } }[]): string[] {
  return rows.map((row) => row.submission.stamp).sort();
}
