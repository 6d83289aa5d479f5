// Measures what a proxy with SQLite accepts. `scripts/load.mjs` starts it and explains the options.
import { availableParallelism, tmpdir } from 'node:os';
import { parseArgs } from 'node:util';
import { measureMemory, measureRate } from './load-runs.ts';

/** The promise: 99 of 100 responses within this. */
const P99_MS = 50;
const HEAP_GROWTH_BYTES = 20_000_000;

const { values } = parseArgs({
  options: {
    rates: { type: 'string', default: '1000,500,250,125' },
    seconds: { type: 'string', default: '60' },
    submissions: { type: 'string', default: '100000' },
    folder: { type: 'string', default: tmpdir() },
    upstream: { type: 'string', default: 'up' },
  },
});
const target = {
  folder: values.folder,
  upstream: values.upstream === 'down' ? ('down' as const) : ('up' as const),
};
const [wanted = 0, ...lower] = values.rates.split(',').filter(Boolean).map(Number);
const print = (line: string) => process.stdout.write(`${line}\n`);
let kept = true;

print(
  `SQLite in ${values.folder}, upstream ${target.upstream}, Node ${process.version}, ` +
    `${availableParallelism()} cores for proxy, upstream and client together`,
);
if (wanted > 0) kept = await tryRates([wanted, ...lower]);
if (Number(values.submissions) > 0) kept = (await tryMemory(Number(values.submissions))) && kept;
process.exitCode = kept ? 0 : 1;

/** Stops at the first rate that holds. Whether it is the first of them. */
async function tryRates(rates: readonly number[]): Promise<boolean> {
  for (const rate of rates) {
    const result = await measureRate({ ...target, rate, seconds: Number(values.seconds) });
    const { sent, responses, errors, tookSeconds, latencyMs, cores, synchronous } = result;
    const [median = 0, p95 = 0, p99 = 0, longest = 0] = latencyMs;
    const holds = !result.stopped && errors === 0 && p99 <= P99_MS && synchronous === 2;
    print(
      [
        `\n${rate} submissions a second for ${values.seconds} s: ${holds ? 'holds' : 'does not hold'}`,
        `  ${responses - errors} of ${sent} accepted in ${tookSeconds.toFixed(1)} s, ` +
          `${Math.round((responses - errors) / tookSeconds)} a second, ${errors} errors` +
          (result.stopped ? '; stopped, because it fell seconds behind' : ''),
        `  latency p50 ${ms(median)}, p95 ${ms(p95)}, p99 ${ms(p99)}, longest ${ms(longest)}`,
        `  cores: proxy ${share(cores.proxy)}, upstream ${share(cores.upstream)}, client ${share(cores.client)}`,
        `  ${result.undelivered} not yet delivered at the end; PRAGMA synchronous is ${synchronous} (2 is FULL)`,
      ].join('\n'),
    );
    if (holds) return rate === wanted;
  }
  return false;
}

async function tryMemory(submissions: number): Promise<boolean> {
  const { errors, tookSeconds, delivered, before, after } = await measureMemory({ ...target, submissions });
  const growth = after - before;
  const holds = errors === 0 && growth < HEAP_GROWTH_BYTES;
  print(
    [
      `\n${submissions} submissions of 10000 users: the heap ${holds ? 'stays flat' : 'does not stay flat'}`,
      `  ${errors} errors, ${Math.round(submissions / tookSeconds)} a second, ${delivered} delivered`,
      `  heap after a collection: ${mb(before)} before, ${mb(after)} after, ${mb(growth)} more`,
    ].join('\n'),
  );
  return holds;
}

function ms(value: number): string {
  return `${value.toFixed(value < 10 ? 1 : 0)} ms`;
}

function share(cores: number): string {
  return cores.toFixed(2);
}

function mb(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
