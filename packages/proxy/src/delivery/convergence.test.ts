import Database from 'libsql';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { commitAtOnce } from '../../test/commit-at-once.ts';
import { CONVERGENCE_MS, checkConvergence } from '../../test/convergence.ts';
import { createMemoryStore } from '../index.ts';
import { createSqliteStore } from '../stores/sqlite.ts';

const RUNS = Number(process.env.DELIVERY_RUNS ?? 200);
/** Enough to open a circuit, which happens once in about thirty runs. */
const CIRCUIT_RUNS = Math.max(240, 4 * RUNS);

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
});
beforeEach(commitAtOnce);
afterEach(() => {
  vi.useRealTimers();
});

const advance = (ms: number) => vi.advanceTimersByTimeAsync(ms);

describe('delivery', () => {
  it.each([
    ['in memory', createMemoryStore],
    ['in SQLite', () => createSqliteStore({ database: new Database(':memory:') })],
  ])(
    'ends with the newest submission in the store and at the upstream, whatever happens: %s',
    async (_, createStore) => {
      await checkConvergence({ createStore, advance, numRuns: RUNS });
    },
    CONVERGENCE_MS,
  );

  it(
    'does so with an opening circuit and too few slots',
    async () => {
      const events = await checkConvergence({
        ...{ createStore: createMemoryStore, advance, numRuns: CIRCUIT_RUNS, messages: 8, concurrency: 3 },
        fates: ['response lost', 'never arrived', 'arrived late', 'gateway gave up', 'busy'],
      });
      // Otherwise the test would prove nothing.
      expect(events.filter(({ type }) => type === 'circuit_opened').length).toBeGreaterThan(0);
    },
    CONVERGENCE_MS,
  );
});
