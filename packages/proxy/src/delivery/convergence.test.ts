import Database from 'libsql';
import { afterEach, beforeEach, describe, it, vi } from 'vitest';
import { checkConvergence } from '../../test/check-convergence.ts';
import { createMemoryStore } from '../index.ts';
import { createSqliteStore } from '../stores/sqlite.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
});
afterEach(() => {
  vi.useRealTimers();
});

describe('delivery', () => {
  it.each([
    ['in memory', createMemoryStore],
    ['in SQLite', () => createSqliteStore({ database: new Database(':memory:') })],
  ])(
    'ends with the newest wish in the store and at the upstream, whatever happens: %s',
    (_, createStore) =>
      checkConvergence({ createStore, advance: (ms) => vi.advanceTimersByTimeAsync(ms), numRuns: 200 }),
    60_000,
  );
});
