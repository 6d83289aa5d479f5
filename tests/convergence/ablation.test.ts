import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { commands, commandsOfSeveralUsers } from './commands.ts';
import { MECHANISMS, type Mechanism } from './mechanisms.ts';
import { runWorld } from './run.ts';

/** Enough to catch the rarest failure, on every seed tried. */
const RUNS = 3_000;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

describe('the convergence suite fails without', () => {
  it.each([
    ...(Object.entries(MECHANISMS) as [Mechanism, string][]).map((each) => [...each, true] as const),
    ['userTag', 'also if the host names no users', false] as const,
  ])(
    '%s (%s)',
    async (mechanism, _, hostNamesUsers) => {
      let broken: readonly string[] = [];
      const property = fc.asyncProperty(fc.scheduler(), arbitraryFor(mechanism), async (scheduler, all) => {
        broken = await runWorld(scheduler, all, { without: mechanism, hostNamesUsers });
        return broken.length === 0;
      });
      const { failed, numRuns, seed } = await fc.check(property, { numRuns: RUNS, endOnFailure: true });
      process.stdout.write(
        `without ${mechanism}: ${failed ? `fails in run ${numRuns}` : 'holds'}, seed ${seed}\n`,
      );
      expect(failed).toBe(true);
      expect(broken).not.toEqual([]);
    },
    RUNS * 60,
  );
});

function arbitraryFor(mechanism: Mechanism) {
  return ['userTag', 'destination', 'purge'].includes(mechanism) ? commandsOfSeveralUsers : commands;
}
