import { MINUTE, type NamedStoreTests, NOW, submissionOf } from './store-accept-tests.ts';

export const storeClaimTests: NamedStoreTests = [
  [
    'leases a due row to one claim at a time',
    async (store, expect) => {
      const { row } = await store.accept(submissionOf(1), NOW);
      const claim = { now: NOW, leaseUntil: NOW + MINUTE, limit: 10 };

      expect(await store.claim({ ...claim, leaseId: 'a' })).toEqual([{ id: 'a', row }]);
      expect(await store.claim({ ...claim, leaseId: 'b' })).toEqual([]);
    },
  ],
  [
    'leases a row again once its lease has run out',
    async (store, expect) => {
      await store.accept(submissionOf(1), NOW);
      await store.claim({ now: NOW, leaseUntil: NOW + MINUTE, limit: 1, leaseId: 'dead process' });

      const early = { now: NOW + MINUTE - 1, leaseUntil: NOW + 2 * MINUTE, limit: 1, leaseId: 'early' };
      expect(await store.claim(early)).toEqual([]);
      const late = { now: NOW + MINUTE, leaseUntil: NOW + 2 * MINUTE, limit: 1, leaseId: 'late' };
      expect((await store.claim(late)).map(({ id }) => id)).toEqual(['late']);
    },
  ],
  [
    'sets uncertainUntil for a lease that has run out',
    async (store, expect) => {
      await store.accept(submissionOf(1), NOW);
      const claim = { leaseUntil: NOW + MINUTE, limit: 1 };
      const [first] = await store.claim({ ...claim, now: NOW, leaseId: 'dead process' });
      expect(first?.row.uncertainUntil).toEqual(null);
      const late = { now: NOW + 2 * MINUTE, leaseUntil: NOW + 3 * MINUTE, limit: 1, leaseId: 'late' };
      const [claimed] = await store.claim(late);
      expect(claimed?.row.uncertainUntil).toEqual(NOW + MINUTE);
      expect((await store.get('user-1', ['message-1'])).map((row) => row.uncertainUntil)).toEqual([
        NOW + MINUTE,
      ]);
    },
  ],
  [
    'ends unused leases, whose rows can be claimed at once and are as certain as before',
    async (store, expect) => {
      if (store.releaseUnused === undefined) return;
      const claim = { now: NOW, leaseUntil: NOW + MINUTE, limit: 1 };
      for (const index of [1, 2, 3]) {
        await store.accept(submissionOf(1, { message: { messageId: `message-${index}` } }), NOW);
        await store.claim({ ...claim, leaseId: `lease-${index}` });
      }
      expect(await store.releaseUnused(['lease-1', 'lease-3', 'lease-4'])).toEqual(2);
      expect(await store.releaseUnused(['lease-1'])).toEqual(0);
      const again = await store.claim({ ...claim, limit: 10, leaseId: 'again' });
      expect(again.map(({ row }) => row.message.messageId).sort()).toEqual(['message-1', 'message-3']);
      expect(again.map(({ row }) => row.uncertainUntil)).toEqual([null, null]);
    },
  ],
  [
    'keeps a lease while a newer submission is accepted',
    async (store, expect) => {
      await store.accept(submissionOf(1), NOW);
      await store.claim({ now: NOW, leaseUntil: NOW + MINUTE, limit: 1, leaseId: 'a' });
      await store.accept(submissionOf(2), NOW + 1);

      const claim = { now: NOW + 2, leaseUntil: NOW + MINUTE, limit: 1, leaseId: 'b' };
      expect(await store.claim(claim)).toEqual([]);
    },
  ],
  [
    'leases the longest waiting rows, up to the limit, and only due ones',
    async (store, expect) => {
      for (const age of [3, 1, 5, 2, 4]) {
        await store.accept(submissionOf(age, { message: { messageId: `message-${age}` } }), NOW - age);
      }
      await store.accept(submissionOf(9, { message: { messageId: 'later' } }), NOW + 1);
      const claim = { now: NOW, leaseUntil: NOW + MINUTE };

      const first = await store.claim({ ...claim, limit: 2, leaseId: 'a' });
      const second = await store.claim({ ...claim, limit: 10, leaseId: 'b' });
      expect(messageIds(first)).toEqual(['message-4', 'message-5']);
      expect(messageIds(second)).toEqual(['message-1', 'message-2', 'message-3']);
    },
  ],
  [
    'leases only the row that is asked for',
    async (store, expect) => {
      await store.accept(submissionOf(1), NOW);
      await store.accept(submissionOf(2, { userId: 'user-2' }), NOW);
      const claim = { now: NOW, leaseUntil: NOW + MINUTE, limit: 10, leaseId: 'a' };
      const key = { userId: 'user-2', messageId: 'message-1' };

      expect((await store.claim({ ...claim, key })).map(({ row }) => row.userId)).toEqual(['user-2']);
      expect(await store.claim({ ...claim, key })).toEqual([]);
      expect(await store.claim({ ...claim, key: { userId: 'user-3', messageId: 'message-1' } })).toEqual([]);
    },
  ],
  [
    'gives each row to only one of many concurrent claims',
    async (store, expect) => {
      const names = Array.from({ length: 30 }, (_, index) => `message-${index}`);
      for (const messageId of names) await store.accept(submissionOf(1, { message: { messageId } }), NOW);
      const leases = await Promise.all(
        Array.from({ length: 12 }, (_, index) =>
          store.claim({ now: NOW, leaseUntil: NOW + MINUTE, limit: 5, leaseId: `claim-${index}` }),
        ),
      );
      expect(messageIds(leases.flat())).toEqual([...names].sort());
    },
  ],
  [
    'knows when the next row is due',
    async (store, expect) => {
      expect(await store.nextDueAt()).toEqual(null);
      await store.accept(submissionOf(1), NOW + 5);
      await store.accept(submissionOf(2, { userId: 'user-2' }), NOW + 3);
      expect(await store.nextDueAt()).toEqual(NOW + 3);

      await store.claim({ now: NOW + 3, leaseUntil: NOW + MINUTE, limit: 1, leaseId: 'a' });
      expect(await store.nextDueAt()).toEqual(NOW + 5);
      await store.claim({ now: NOW + 5, leaseUntil: NOW + 2 * MINUTE, limit: 1, leaseId: 'b' });
      expect(await store.nextDueAt()).toEqual(NOW + MINUTE);

      const held = { holdMs: 3 * MINUTE, mayReplaceSent: true, skipIfNothingSent: false };
      await store.accept(submissionOf(3, { userId: 'user-2' }), NOW, held);
      expect(await store.nextDueAt()).toEqual(NOW + 2 * MINUTE);
      await store.claim({ now: NOW + 2 * MINUTE, leaseUntil: NOW + 5 * MINUTE, limit: 1, leaseId: 'c' });
      expect(await store.nextDueAt()).toEqual(NOW + 3 * MINUTE);
    },
  ],
];

function messageIds(leases: readonly { row: { message: { messageId: string } } }[]): string[] {
  return leases.map(({ row }) => row.message.messageId).sort();
}
