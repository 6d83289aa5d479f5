/** Whether this run takes every case instead of a sample: `npm run test:all`. */
export const everything = process.env.EVERYTHING === '1';

/**
 * How much of the large suites a run takes. A sample is large enough to fail when one of the
 * promises is broken, and has a seed of its own in each run. A variable of the same name in the
 * environment wins.
 */
export const sampleSizes = everything
  ? {
      CONVERGENCE_RUNS: 10_000,
      BASELINE_RUNS: 1_000,
      DELIVERY_RUNS: 200,
      STORE_RUNS: 2_000,
      POSTGRES_RUNS: 50,
      CRASH_KILLS: 200,
      CRASH_USERS: 1_000,
      COUNTED_TEXTS: 100_000,
      FUZZ_INPUTS: 100_000,
    }
  : {
      CONVERGENCE_RUNS: 150,
      BASELINE_RUNS: 100,
      DELIVERY_RUNS: 12,
      STORE_RUNS: 100,
      POSTGRES_RUNS: 5,
      CRASH_KILLS: 3,
      CRASH_USERS: 24,
      COUNTED_TEXTS: 3_000,
      FUZZ_INPUTS: 20_000,
    };

/**
 * The sizes of `npm run check`, which runs many times an hour. A commit is tested on the sample
 * above. `QUICK` leaves out the slow Node tests, which `vitest.config.ts` lists.
 */
export const quickSizes = { QUICK: '1', COUNTED_TEXTS: '1000' };
