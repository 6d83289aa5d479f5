import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { commands, commandsOfSeveralUsers, commandsWithBrokenMachines } from './commands.ts';
import { runWorld } from './run.ts';

const RUNS = Number(process.env.CONVERGENCE_RUNS ?? 10_000);

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

describe('from the press to the upstream', () => {
  it.each([
    ['with every fault of networks and servers', commands],
    ['also with failing storage and wrong clocks', commandsWithBrokenMachines],
    ['also with several users and another bot', commandsOfSeveralUsers],
    ['also with several users whom the host names', commandsOfSeveralUsers, true],
  ])(
    'shows, stores and delivers the latest submission, %s',
    async (_, arbitrary, hostNamesUsers = false) => {
      const seed = Number(process.env.SEED ?? Date.now() % 2 ** 31);
      process.stdout.write(`convergence: ${RUNS / 4} runs, seed ${seed}\n`);
      await fc.assert(
        fc.asyncProperty(fc.scheduler(), arbitrary, async (scheduler, all) => {
          expect(await runWorld(scheduler, all, { hostNamesUsers })).toEqual([]);
        }),
        { numRuns: RUNS / 4, seed },
      );
    },
    RUNS * 60,
  );
});
