import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  commands,
  commandsOfSeveralUsers,
  commandsWithBrokenMachines,
  commandsWithRefusals,
} from './commands.ts';
import { type RunOptions, runWorld } from './run.ts';

const RUNS = Number(process.env.CONVERGENCE_RUNS ?? 10_000);

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
  // Each page reports the first exception of each of its host's functions.
  vi.spyOn(console, 'error').mockImplementation(() => {});
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

describe('from the press to the upstream', () => {
  it.each([
    ['with every fault of networks and servers', commands],
    ['also with texts that the upstream refuses', commandsWithRefusals],
    ['also with references that expire', commandsWithBrokenMachines, { sealsReferences: true }],
    ['also with failing storage, changed clocks and throwing hosts', commandsWithBrokenMachines],
    ['also with several users and another bot', commandsOfSeveralUsers],
    ['also with several users whom the host names', commandsOfSeveralUsers, { hostNamesUsers: true }],
  ])(
    'shows, stores and delivers the latest submission, %s',
    async (_, arbitrary, options: RunOptions = { hostNamesUsers: false }) => {
      const seed = Number(process.env.SEED ?? Date.now() % 2 ** 31);
      process.stdout.write(`convergence: ${Math.ceil(RUNS / 6)} runs, seed ${seed}\n`);
      await fc.assert(
        fc.asyncProperty(fc.scheduler(), arbitrary, async (scheduler, all) => {
          expect(await runWorld(scheduler, all, options)).toEqual([]);
        }),
        { numRuns: Math.ceil(RUNS / 6), seed },
      );
    },
    // What any test may take on a busy machine, and more for more runs.
    60_000 + RUNS * 200,
  );
});
