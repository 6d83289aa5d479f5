import type { FeedbackItem, Rating } from '@message-feedback/core';
import fc from 'fast-check';
import Database from 'libsql';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { commitAtOnce } from '../../test/commit-at-once.ts';
import { CONVERGENCE_MS, SHRINKING } from '../../test/convergence.ts';
import { startMortalProxy } from '../../test/mortal-proxy.ts';
import { MESSAGE } from '../../test/moveworks-proxy.ts';
import { ENDPOINT, stampOf, submitRequest } from '../../test/test-proxy.ts';
import { createUnreliableMoveworks, MOVEWORKS_FATES } from '../../test/unreliable-moveworks.ts';
import { createMoveworksAdapter } from '../adapters/moveworks/index.ts';
import { createMemoryStore, type FeedbackStore } from '../index.ts';
import { createSqliteStore } from '../stores/sqlite.ts';

const RUNS = Number(process.env.DELIVERY_RUNS ?? 200);
const START = 1_800_000_000_000;
const HOUR = 3_600_000;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'], now: START });
});
beforeEach(commitAtOnce);
afterEach(() => {
  vi.useRealTimers();
});

const steps = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      type: fc.constant('submit' as const),
      rating: fc.constantFrom<(Rating | null)[]>('like', 'dislike', null),
      counter: fc.integer({ min: 0, max: 30 }),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      type: fc.constant('wait' as const),
      ms: fc.oneof(fc.integer({ min: 0, max: 100 }), fc.integer({ min: 0, max: 90_000 })),
    }),
  },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('kill' as const) }) },
);

const fates = fc.array(
  fc.record({ type: fc.constantFrom(...MOVEWORKS_FATES), ms: fc.integer({ min: 0, max: 5_000 }) }),
  { maxLength: 6 },
);

describe('a rating with an undo window', () => {
  it.each([
    ['in memory', createMemoryStore],
    ['in SQLite', () => createSqliteStore({ database: new Database(':memory:') })],
  ])(
    'reaches Moveworks as the user last sees it, or not at all, whatever happens: %s',
    async (_, createStore) => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(steps, { minLength: 1, maxLength: 20 }),
          fates,
          async (commands, script) => {
            vi.setSystemTime(START);
            const moveworks = createUnreliableMoveworks();
            moveworks.setFates(script);
            const store = createStore();
            const submitted = new Map<string, Rating | null>();
            let process = startProcess(store, moveworks.fetch);

            for (const step of commands) {
              if (step.type === 'wait') await vi.advanceTimersByTimeAsync(step.ms);
              if (step.type === 'kill') {
                process.kill();
                process = startProcess(store, moveworks.fetch);
              }
              if (step.type === 'submit') {
                const stamp = stampOf(step.counter);
                // A stamp is created once, so the same stamp always has the same feedback.
                const known = submitted.get(stamp);
                const rating = known === undefined ? step.rating : known;
                submitted.set(stamp, rating);
                const feedback = { rating, reasons: [], comment: '' };
                void process.submit(submitRequest({ message: MESSAGE, feedback, stamp }));
                await vi.advanceTimersByTimeAsync(0);
              }
            }
            await vi.advanceTimersByTimeAsync(2 * HOUR);

            const shown = await read(process);
            const [row] = await store.get('user-1', [MESSAGE.messageId]);
            const taken = new Set(moveworks.taken);
            expect(taken.size).toBeLessThanOrEqual(1);
            if (taken.size > 0) {
              expect(taken).toEqual(new Set([`${shown?.feedback.rating}-id`]));
              expect(shown?.final).toBe(true);
            } else {
              // A rating that was neither accepted nor revoked is uncertain, kept and reported.
              expect(shown?.feedback.rating == null || row?.deadLetterCause === 'in_doubt').toBe(true);
            }
            expect(row?.dueAt ?? null).toBeNull();
            process.kill();
          },
        ),
        { numRuns: RUNS, ...SHRINKING },
      );
    },
    CONVERGENCE_MS,
  );
});

function startProcess(store: FeedbackStore, fetch: typeof globalThis.fetch) {
  const adapter = createMoveworksAdapter({
    baseUrl: 'https://moveworks.example.com/rest/v1',
    assistantName: 'acme',
    getToken: () => 'mwt_1',
    resolveMessage: () => ({ helpful: 'like-id', unhelpful: 'dislike-id' }),
  });
  return startMortalProxy({ adapter, store, fetch, authorize: () => true });
}

async function read({ load }: ReturnType<typeof startProcess>): Promise<FeedbackItem | undefined> {
  const response = await load(new Request(`${ENDPOINT}?messageId=${MESSAGE.messageId}`));
  return ((await response.json()) as { items: FeedbackItem[] }).items[0];
}
