import { type BenchOptions, type Run, runTask, type Task, withSubject } from './rounds.ts';
import { oursOn, type Store, storesOf } from './subjects.ts';

/** Submissions a second. */
export const RATES = [250, 500, 1_000, 1_500, 2_000, 3_000];
export const SUSTAINED_RATE = 1_000;
/** As many as a gateway keeps open. Further submissions wait for one of them. */
const CONNECTIONS = 256;

/**
 * Measures the latency of submissions that arrive on schedule, whatever the proxy does, at each rate and,
 * for longer, at one of them.
 */
export async function measureRates(options: BenchOptions): Promise<RateRuns[]> {
  const { rounds, seconds, sustainedSeconds } = options;
  const measured = storesOf(options).map((store) => ({ store, runs: RATES.map((): Run[] => []) }));
  for (let round = 0; round < rounds; round++) {
    for (const { store, runs } of measured) {
      for (const [index, run] of (await runRates(store, RATES, seconds, options)).entries()) {
        runs[index]?.push(run);
      }
    }
  }
  const sustained: Run[] = [];
  for (const { store } of measured) {
    sustained.push(...(await runRates(store, [SUSTAINED_RATE], sustainedSeconds, options)));
  }
  return measured.map((each, index) => ({ ...each, sustained: sustained[index] as Run, sustainedSeconds }));
}

/** One rate after another in the same process. */
async function runRates(
  store: Store,
  rates: readonly number[],
  seconds: number,
  options: BenchOptions,
): Promise<Run[]> {
  const subject = { name: `submissions on schedule to ${store}`, ...oursOn(store, options) };
  return withSubject(subject, options, async (measured, clients) => {
    await runTask(measured, clients, warmUpOf(options));
    const runs: Run[] = [];
    for (const rate of rates) {
      const run = await runTask(measured, clients, onSchedule(rate, seconds));
      runs.push(run);
      process.stderr.write(
        `${store}, ${rate}/s: p50 ${run.p50Ms.toFixed(1)}, p99 ${run.p99Ms.toFixed(1)} ms\n`,
      );
    }
    return runs;
  });
}

/** Compiles the code and opens the connections to the upstream. */
export function warmUpOf({ connections, warmUp }: BenchOptions): Task {
  return { connections, seconds: 6, requests: warmUp, reads: null };
}

export function onSchedule(rate: number, seconds: number): Task {
  return { connections: CONNECTIONS, seconds, requests: 1e9, reads: null, rate };
}

export interface RateRuns {
  readonly store: Store;
  /** For each of the `RATES`, those of the rounds. */
  readonly runs: readonly (readonly Run[])[];
  /** At the `SUSTAINED_RATE`, for this many seconds. */
  readonly sustained: Run;
  readonly sustainedSeconds: number;
}
