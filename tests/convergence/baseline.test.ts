import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { commands, quickPresses } from './commands.ts';
import { runTextbookWorld, runWorld } from './run.ts';

const RUNS = Number(process.env.BASELINE_RUNS ?? 1_000);

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

describe('the documented optimistic update, in the same worlds', () => {
  it.each([
    // docs/guides/nothing-is-lost.md has the usual results. A sample of 100 varies, so the limits are lower.
    ['quick presses while everything works', quickPresses, 0.01],
    ['every fault of networks and servers', commands, 0.3],
  ])(
    'ends with wrong feedback too often: %s',
    async (name, arbitrary, atLeast) => {
      const wrong = { textbook: 0, kit: 0 };
      await fc.assert(
        fc.asyncProperty(fc.scheduler(), arbitrary, async (scheduler, all) => {
          if ((await runTextbookWorld(scheduler, all)).length > 0) wrong.textbook++;
        }),
        { numRuns: RUNS },
      );
      await fc.assert(
        fc.asyncProperty(fc.scheduler(), arbitrary, async (scheduler, all) => {
          if ((await runWorld(scheduler, all)).length > 0) wrong.kit++;
        }),
        { numRuns: RUNS },
      );
      const percent = (count: number) => `${((100 * count) / RUNS).toFixed(1)} %`;
      process.stdout.write(`${name}: textbook ${percent(wrong.textbook)} wrong, kit ${percent(wrong.kit)}\n`);
      expect(wrong.kit).toBe(0);
      expect(wrong.textbook / RUNS).toBeGreaterThan(atLeast);
    },
    // What any test may take on a busy machine, and more for more runs.
    60_000 + RUNS * 200,
  );
});
