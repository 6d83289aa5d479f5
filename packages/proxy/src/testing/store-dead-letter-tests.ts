import type { DeadLetterCause, FeedbackRow, FeedbackStore, Settlement } from '../stores/feedback-store.ts';
import { ENDED, MINUTE, type NamedStoreTests, NOW, submissionOf } from './store-accept-tests.ts';

const DEAD: Settlement = {
  ...ENDED,
  attempts: 9,
  failingSince: NOW - MINUTE,
  deadLetterCause: 'gave_up',
};

export const storeDeadLetterTests: NamedStoreTests = [
  [
    'lists only dead letters',
    async (store, expect) => {
      await store.accept(submissionOf(1, { message: { messageId: 'waits' } }), NOW + MINUTE);
      await die(store, 'b', 'upstream_refused');
      await die(store, 'a');
      await store.accept(submissionOf(1, { message: { messageId: 'leased' } }), NOW);
      await store.claim({ now: NOW, leaseUntil: NOW + MINUTE, limit: 1, leaseId: 'other' });

      const letters = await store.deadLetters({ limit: 10 });
      expect(letters).toEqual(await get(store, 'a', 'b'));
      expect(letters.map(({ deadLetterCause }) => deadLetterCause)).toEqual(['gave_up', 'upstream_refused']);
    },
  ],
  [
    'pages without a gap and without duplicates',
    async (store, expect) => {
      for (const userId of ['user-2', 'user-1', 'user-3']) {
        for (const messageId of ['c', 'a', 'b']) await die(store, messageId, 'gave_up', {}, userId);
      }
      const seen: FeedbackRow[] = [];
      for (;;) {
        const last = seen.at(-1);
        const after = last && { userId: last.userId, messageId: last.message.messageId };
        const page = await store.deadLetters({ limit: 2, ...(after && { after }) });
        if (page.length === 0) break;
        expect(page.length <= 2).toEqual(true);
        seen.push(...page);
        // The last row of a page may be gone when the next page is read.
        if (after) await store.redrive(after, NOW);
      }
      expect(new Set(seen.map(({ userId, message }) => `${userId} ${message.messageId}`)).size).toEqual(9);
      expect(seen.length).toEqual(9);
    },
  ],
  [
    'redrives one dead row as if it had never failed',
    async (store, expect) => {
      await die(store, 'a');
      await die(store, 'b');
      const [before, other] = await get(store, 'a', 'b');
      expect(await store.redrive({ userId: 'user-1', messageId: 'a' }, NOW + 5)).toEqual(1);

      const again = { dueAt: NOW + 5, attempts: 0, failingSince: null, deadLetterCause: null };
      expect(await get(store, 'a', 'b')).toEqual([{ ...before, ...again }, other]);
      expect(await store.nextDueAt()).toEqual(NOW + 5);
      const claim = { now: NOW + 5, leaseUntil: NOW + MINUTE, limit: 10, leaseId: 'again' };
      expect((await store.claim(claim)).map(({ row }) => row.message.messageId)).toEqual(['a']);
    },
  ],
  [
    'redrives all dead rows and no others',
    async (store, expect) => {
      await die(store, 'a');
      await die(store, 'b', 'message_not_found', {}, 'user-2');
      await store.accept(submissionOf(1, { message: { messageId: 'waits' } }), NOW + MINUTE);
      const [waits] = await get(store, 'waits');
      expect(await store.redrive('all', NOW)).toEqual(2);
      expect(await store.deadLetters({ limit: 10 })).toEqual([]);
      expect(await get(store, 'waits')).toEqual([waits]);
      expect(await store.redrive('all', NOW)).toEqual(0);
    },
  ],
  [
    'does not redrive a row that is alive, delivered or unknown',
    async (store, expect) => {
      await store.accept(submissionOf(1), NOW);
      const [lease] = await store.claim({ now: NOW, leaseUntil: NOW + MINUTE, limit: 1, leaseId: 'a' });
      const key = { userId: 'user-1', messageId: 'message-1' };
      expect(await store.redrive(key, NOW + 1)).toEqual(0);
      if (lease) await store.settle(lease, { ...DEAD, delivered: true, deadLetterCause: null });
      expect(await store.redrive(key, NOW + 1)).toEqual(0);
      expect(await store.redrive({ userId: 'user-1', messageId: 'unknown' }, NOW)).toEqual(0);
      expect(await store.nextDueAt()).toEqual(null);
    },
  ],
  [
    'lets a newer submission win over a concurrent redrive, in either order',
    async (store, expect) => {
      for (const first of ['submission', 'redrive']) {
        await die(store, first);
        const message = { messageId: first };
        const steps = [
          () => store.accept(submissionOf(2, { message }), NOW + 3),
          () => store.redrive({ userId: 'user-1', messageId: first }, NOW + 9),
        ];
        if (first === 'redrive') steps.reverse();
        await Promise.all(steps.map((step) => step()));
        const [row] = await get(store, first);
        expect([row?.submission.stamp, row?.dueAt, row?.deadLetterCause]).toEqual([
          submissionOf(2).stamp,
          NOW + 3,
          null,
        ]);
      }
    },
  ],
  [
    'keeps notBefore',
    async (store, expect) => {
      await die(store, 'a', 'gave_up', { notBefore: NOW + MINUTE });
      await store.redrive('all', NOW);
      expect(await store.nextDueAt()).toEqual(NOW + MINUTE);
    },
  ],
  [
    'redrives a row that died in_doubt after its uncertainUntil, which it then clears',
    async (store, expect) => {
      await die(store, 'a', 'in_doubt', { uncertainUntil: NOW + MINUTE });
      await die(store, 'b', 'in_doubt', { uncertainUntil: NOW - MINUTE });
      expect(await store.redrive('all', NOW)).toEqual(2);
      const rows = await get(store, 'a', 'b');
      expect(rows.map(({ dueAt, uncertainUntil }) => [dueAt, uncertainUntil])).toEqual([
        [NOW + MINUTE, null],
        [NOW, null],
      ]);
    },
  ],
  [
    'keeps uncertainUntil for a row that died for another reason',
    async (store, expect) => {
      await die(store, 'a', 'gave_up', { uncertainUntil: NOW + MINUTE });
      await store.redrive('all', NOW);
      expect((await get(store, 'a')).map(({ dueAt, uncertainUntil }) => [dueAt, uncertainUntil])).toEqual([
        [NOW, NOW + MINUTE],
      ]);
    },
  ],
  [
    'removes dead letters of messages that were never found, by age and per user',
    async (store, expect) => {
      if (store.removeUnknown === undefined) return;
      const unknown = async (messageId: string, failingSince: number, userId = 'user-1') =>
        die(store, messageId, 'message_not_found', { failingSince }, userId);
      for (const [index, messageId] of ['a', 'b', 'c', 'd'].entries()) await unknown(messageId, NOW + index);
      await unknown('a', NOW, 'user-2');
      await die(store, 'refused', 'upstream_refused', { failingSince: NOW });
      await die(store, 'known', 'message_not_found', { failingSince: NOW, delivered: true });
      await store.accept(submissionOf(1, { message: { messageId: 'waits' } }), NOW);

      expect(await store.removeUnknown({ userId: 'user-1', keep: 3 })).toEqual(1);
      expect(await store.removeUnknown({ userId: 'user-1', keep: 3 })).toEqual(0);
      expect(await store.removeUnknown({ failingBefore: NOW + 2 })).toEqual(2);
      const left = await get(store, 'a', 'b', 'c', 'd', 'refused', 'known', 'waits');
      expect(left.map(({ message }) => message.messageId)).toEqual(['c', 'd', 'refused', 'known', 'waits']);
      expect((await store.get('user-2', ['a'])).length).toEqual(0);
    },
  ],
];

async function die(
  store: FeedbackStore,
  messageId: string,
  deadLetterCause: DeadLetterCause = 'gave_up',
  settlement: Partial<Settlement> = {},
  userId = 'user-1',
): Promise<void> {
  await store.accept(submissionOf(1, { userId, message: { messageId } }), NOW);
  const key = { userId, messageId };
  const claim = { now: NOW, leaseUntil: NOW + MINUTE, limit: 1, leaseId: `lease of ${messageId}`, key };
  const [lease] = await store.claim(claim);
  if (lease === undefined) throw new Error('The store leased nothing, although a row is due.');
  await store.settle(lease, { ...DEAD, deadLetterCause, ...settlement });
}

async function get(store: FeedbackStore, ...messageIds: string[]): Promise<readonly FeedbackRow[]> {
  const rows = await store.get('user-1', messageIds);
  return [...rows].sort(
    (a, b) => messageIds.indexOf(a.message.messageId) - messageIds.indexOf(b.message.messageId),
  );
}
