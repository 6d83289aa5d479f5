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

const RETRIED: Settlement = { ...ENDED, dueAt: NOW, attempts: 3, failingSince: NOW - MINUTE };
const REFUSED: Settlement = {
  ...ENDED,
  withdrawUnlessPromised: true,
  attempts: 1,
  deadLetterCause: 'upstream_refused',
};

const stampOf = (counter: number) => submissionOf(counter).stamp;

export const storeReplacedTests: NamedStoreTests = [
  [
    'returns to an accepted submission that is not delivered yet when the next one is refused',
    async (store, expect) => {
      await store.settle(await leaseOf(store, 1), RETRIED);
      const { applied, row } = await store.settle(await leaseOf(store, 2), REFUSED);
      const { feedback, stamp } = submissionOf(1);
      expect([applied, row?.submission]).toEqual([true, { feedback, stamp }]);
      expect([row?.dueAt, row?.attempts, row?.failingSince, row?.deadLetterCause]).toEqual([
        NOW,
        0,
        null,
        null,
      ]);
      expect(await store.get('user-1', ['message-1'])).toEqual([row]);
      expect((await leaseOf(store)).row.submission.stamp).toEqual(stamp);
    },
  ],
  [
    'returns to it rather than to an older one that was delivered, and waits for the upstream',
    async (store, expect) => {
      await store.settle(await leaseOf(store, 1), DONE);
      await store.accept(submissionOf(2), NOW);
      const { row } = await store.settle(await leaseOf(store, 3), { ...REFUSED, notBefore: NOW + MINUTE });
      expect([row?.submission.stamp, row?.delivered?.stamp, row?.dueAt]).toEqual([
        stampOf(2),
        stampOf(1),
        NOW + MINUTE,
      ]);
    },
  ],
  [
    'keeps it while the newer submission is retried',
    async (store, expect) => {
      await store.accept(submissionOf(1), NOW);
      await store.settle(await leaseOf(store, 2), RETRIED);
      const { row } = await store.settle(await leaseOf(store), REFUSED);
      expect(row?.submission.stamp).toEqual(stampOf(1));
    },
  ],
  [
    'does not return to it once a newer one is delivered',
    async (store, expect) => {
      await store.accept(submissionOf(1), NOW);
      await store.settle(await leaseOf(store, 2), DONE);
      const { row } = await store.settle(await leaseOf(store, 3), REFUSED);
      expect([row?.submission.stamp, row?.dueAt]).toEqual([stampOf(2), null]);
    },
  ],
  [
    'does not return to it if its own attempt, still running, delivers or refuses it',
    async (store, expect) => {
      for (const [settlement, expected] of [
        [REFUSED, undefined],
        [DONE, stampOf(1)],
      ] as const) {
        const running = await leaseOf(store, 1);
        await store.accept(submissionOf(2), NOW);
        await store.settle(running, settlement);
        const { row } = await store.settle(await leaseOf(store), REFUSED);
        expect(row?.submission.stamp).toEqual(expected);
      }
    },
  ],
  [
    'returns to it although an older attempt, still running, delivers an older one',
    async (store, expect) => {
      const running = await leaseOf(store, 1);
      await store.accept(submissionOf(2), NOW);
      await store.accept(submissionOf(3), NOW);
      await store.settle(running, DONE);
      const { row } = await store.settle(await leaseOf(store), REFUSED);
      expect([row?.submission.stamp, row?.delivered?.stamp, row?.dueAt]).toEqual([
        stampOf(2),
        stampOf(1),
        NOW,
      ]);
    },
  ],
  [
    'keeps it while the newer one is a dead letter',
    async (store, expect) => {
      await store.accept(submissionOf(1), NOW);
      await store.settle(await leaseOf(store, 2), { ...REFUSED, withdrawUnlessPromised: false });
      const { row } = await store.settle(await leaseOf(store, 3), REFUSED);
      expect(row?.submission.stamp).toEqual(stampOf(1));
    },
  ],
  [
    'keeps no replaced submission for a revocation with `skipIfNothingSent`',
    async (store, expect) => {
      await store.settle(await leaseOf(store, 1), { ...RETRIED, uncertainUntil: NOW + MINUTE });
      const terms = { holdMs: 0, mayReplaceSent: true, skipIfNothingSent: true };
      await store.accept(submissionOf(2), NOW, terms);
      expect(await store.settle(await leaseOf(store), REFUSED)).toEqual({ applied: true, row: null });
    },
  ],
  [
    'repeats the delivered submission that it returns to if an uncertain attempt may overwrite it',
    async (store, expect) => {
      const uncertainUntil = NOW + MINUTE;
      await store.settle(await leaseOf(store, 1), { ...DONE, dueAt: uncertainUntil, uncertainUntil });
      const { row } = await store.settle(await leaseOf(store, 2), { ...REFUSED, uncertainUntil });
      expect([row?.submission.stamp, row?.dueAt]).toEqual([stampOf(1), uncertainUntil]);
    },
  ],
];
