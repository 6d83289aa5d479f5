import type { FeedbackRow, FeedbackStore, Settlement } from '../stores/feedback-store.ts';
import { ENDED, MINUTE, type NamedStoreTests, NOW, submissionOf } from './store-accept-tests.ts';

/** Later than any clock. */
const FUTURE = Number.MAX_SAFE_INTEGER;

/** The calls of operators: by user, by age, in total. */
export const storeOperationTests: NamedStoreTests = [
  [
    'lists all rows of one user, page by page',
    async (store, expect) => {
      for (const messageId of ['c', 'a', 'e', 'b', 'd']) await accept(store, { messageId });
      await accept(store, { messageId: 'a', userId: 'user-2' });
      await settle(store, 'b', { deadLetterCause: 'gave_up' });
      await settle(store, 'd', { delivered: true });

      const seen: FeedbackRow[] = [];
      for (;;) {
        const after = seen.at(-1)?.message.messageId;
        const page = await store.rowsOfUser('user-1', { limit: 2, ...(after !== undefined && { after }) });
        if (page.length === 0) break;
        expect(page.length <= 2).toEqual(true);
        seen.push(...page);
      }
      expect(seen.map(({ message }) => message.messageId)).toEqual(['a', 'b', 'c', 'd', 'e']);
      expect(seen[0]).toEqual((await store.get('user-1', ['a']))[0]);
      expect(await store.rowsOfUser('user-3', { limit: 2 })).toEqual([]);
    },
  ],
  [
    'removes a row only while it has the given stamp',
    async (store, expect) => {
      await accept(store, { messageId: 'a' }, 2);
      await accept(store, { messageId: 'b' });
      await accept(store, { messageId: 'a', userId: 'user-2' }, 2);
      const key = { userId: 'user-1', messageId: 'a' };
      expect(await store.remove(key, submissionOf(1).stamp)).toEqual(false);
      expect(await store.remove(key, submissionOf(2).stamp)).toEqual(true);
      expect(await store.remove(key, submissionOf(2).stamp)).toEqual(false);
      expect(await keys(store)).toEqual(['user-1 b', 'user-2 a']);
    },
  ],
  [
    'ends the lease of a removed row, so that its attempt changes nothing',
    async (store, expect) => {
      await accept(store, { messageId: 'a' });
      const lease = await leaseOne(store, 'a');
      expect(await store.remove({ userId: 'user-1', messageId: 'a' }, submissionOf(1).stamp)).toEqual(true);
      expect(await store.settle(lease, { ...ENDED, delivered: true })).toEqual({ applied: false, row: null });
      expect(await keys(store)).toEqual([]);
    },
  ],
  [
    'removes old rows with nothing to send, dead letters among them, and no others',
    async (store, expect) => {
      for (const messageId of ['delivered', 'dead', 'due', 'leased']) await accept(store, { messageId });
      const firstAt = Math.min(...(await rowsOf(store)).map(({ changedAt }) => changedAt));
      const newerAt = await acceptLater(store, { messageId: 'newer' });
      await settle(store, 'delivered', { delivered: true });
      await settle(store, 'dead', { deadLetterCause: 'upstream_refused' });
      await settle(store, 'newer', { delivered: true });
      await leaseOne(store, 'leased');

      expect(await store.removeSettled({ changedBefore: firstAt, limit: 10 })).toEqual(0);
      expect(await store.removeSettled({ changedBefore: newerAt, limit: 10 })).toEqual(2);
      expect(await keys(store)).toEqual(['user-1 due', 'user-1 leased', 'user-1 newer']);
    },
  ],
  [
    'keeps a delivered row whose delivery must be repeated',
    async (store, expect) => {
      await accept(store, { messageId: 'a' });
      await settle(store, 'a', { delivered: true, dueAt: NOW + MINUTE, uncertainUntil: NOW + MINUTE });
      expect(await store.removeSettled({ changedBefore: FUTURE, limit: 10 })).toEqual(0);
    },
  ],
  [
    'removes at most as many old rows as it is asked to',
    async (store, expect) => {
      for (const messageId of ['a', 'b', 'c']) {
        await accept(store, { messageId });
        await settle(store, messageId, { delivered: true });
      }
      const request = { changedBefore: FUTURE, limit: 2 };
      expect(await store.removeSettled(request)).toEqual(2);
      expect(await store.removeSettled(request)).toEqual(1);
    },
  ],
  [
    'counts what waits, what is retried and what is dead, with the time of the oldest',
    async (store, expect) => {
      expect(await store.backlog()).toEqual({
        waiting: 0,
        retrying: 0,
        deadLetters: 0,
        oldestChangedAt: null,
      });
      for (const messageId of ['dead', 'delivered', 'repeated']) await accept(store, { messageId });
      const oldestChangedAt = await acceptLater(store, { messageId: 'retried' });
      await acceptLater(store, { messageId: 'waits' });
      await settle(store, 'retried', { dueAt: NOW + MINUTE, attempts: 3, failingSince: NOW });
      await settle(store, 'dead', { deadLetterCause: 'gave_up' });
      await settle(store, 'delivered', { delivered: true });
      await settle(store, 'repeated', { delivered: true, dueAt: NOW + MINUTE, uncertainUntil: NOW + MINUTE });

      const backlog = { waiting: 1, retrying: 1, deadLetters: 1, oldestChangedAt };
      expect(await store.backlog()).toEqual(backlog);
      expect(await store.count()).toEqual(5);
      await leaseOne(store, 'waits');
      expect(await store.backlog()).toEqual(backlog);
    },
  ],
  [
    'redrives the dead rows of a user, of some causes, or both',
    async (store, expect) => {
      for (const userId of ['user-1', 'user-2']) {
        for (const cause of ['gave_up', 'upstream_refused', 'in_doubt'] as const) {
          await accept(store, { userId, messageId: cause });
          await settle(store, cause, { deadLetterCause: cause }, userId);
        }
      }
      expect(await store.redrive({ userId: 'user-3' }, NOW)).toEqual(0);
      expect(await store.redrive({ userId: 'user-1', causes: ['gave_up'] }, NOW)).toEqual(1);
      expect(await store.redrive({ messageId: 'in_doubt' }, NOW)).toEqual(2);
      expect(await store.redrive({ causes: [] }, NOW)).toEqual(0);
      expect(await store.redrive({ causes: ['gave_up', 'in_doubt'] }, NOW)).toEqual(1);
      expect(await store.redrive({ userId: 'user-2' }, NOW)).toEqual(1);
      expect((await store.deadLetters({ limit: 9 })).map(({ userId }) => userId)).toEqual(['user-1']);
    },
  ],
  [
    'redrives at most as many dead rows as it is asked to',
    async (store, expect) => {
      for (const messageId of ['a', 'b', 'c']) {
        await accept(store, { messageId });
        await settle(store, messageId, { deadLetterCause: 'gave_up' });
      }
      expect(await store.redrive({ causes: ['gave_up'], limit: 2 }, NOW)).toEqual(2);
      expect((await store.deadLetters({ limit: 9 })).map(({ message }) => message.messageId)).toEqual(['c']);
    },
  ],
];

interface TestRow {
  readonly messageId: string;
  readonly userId?: string;
}

async function accept(store: FeedbackStore, { messageId, userId = 'user-1' }: TestRow, counter = 1) {
  await store.accept(submissionOf(counter, { userId, message: { messageId } }), NOW);
}

/** Accepts a submission later than all rows by the store's clock. Returns its time. */
async function acceptLater(store: FeedbackStore, row: TestRow): Promise<number> {
  const before = Math.max(...(await rowsOf(store)).map(({ changedAt }) => changedAt));
  for (let counter = 1; ; counter++) {
    await accept(store, row, counter);
    const [accepted] = await store.get('user-1', [row.messageId]);
    if (accepted !== undefined && accepted.changedAt > before) return accepted.changedAt;
  }
}

async function leaseOne(store: FeedbackStore, messageId: string, userId = 'user-1') {
  const claim = { now: NOW, leaseUntil: NOW + MINUTE, limit: 1, leaseId: crypto.randomUUID() };
  const [lease] = await store.claim({ ...claim, key: { userId, messageId } });
  if (lease === undefined) throw new Error('The store leased nothing, although a row is due.');
  return lease;
}

async function settle(store: FeedbackStore, messageId: string, end: Partial<Settlement>, userId?: string) {
  await store.settle(await leaseOne(store, messageId, userId), { ...ENDED, ...end });
}

/** The rows of all test users. */
async function rowsOf(store: FeedbackStore): Promise<readonly FeedbackRow[]> {
  return [
    ...(await store.rowsOfUser('user-1', { limit: 100 })),
    ...(await store.rowsOfUser('user-2', { limit: 100 })),
  ];
}

async function keys(store: FeedbackStore): Promise<string[]> {
  return (await rowsOf(store)).map(({ userId, message }) => `${userId} ${message.messageId}`);
}
