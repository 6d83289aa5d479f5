import { type BenchOptions, measure, type Run } from './rounds.ts';

/** The rows of the backlog. */
export const BACKLOG = 100_000;
/** The proxy's default. */
const CONCURRENCY = 16;
/** The response time of `programs/upstream.mjs`. */
const UPSTREAM_MS = 20;
/** The throughput of this upstream with so many concurrent requests, in rows a second. */
export const UPSTREAM_LIMIT = CONCURRENCY * (1_000 / UPSTREAM_MS);

/**
 * Measures how fast each store's backlog drains, and how fast clients can submit meanwhile, next to
 * the same clients without a backlog.
 */
export async function measureBacklog(options: BenchOptions): Promise<BacklogRuns[]> {
  const { ours, folder, postgres, seconds, only } = options;
  const stores = ['memory', 'sqlite', ...(postgres === '' ? [] : ['postgres'])];
  const runs: BacklogRuns[] = [];
  for (const store of stores.filter((each) => each.includes(only))) {
    const place = store === 'postgres' ? postgres : folder;
    const run = (backlog: number, connections: number) =>
      measure(
        {
          ...{ name: `a backlog in ${store}`, program: ours, upstream: 'slow' },
          args: [store, place, String(CONCURRENCY), '0', String(backlog)],
        },
        options,
        [
          { connections, seconds: 1, requests: 1e9, reads: null },
          { connections, seconds, requests: 1e9, reads: null },
        ],
      );
    const measured = {
      store,
      idle: await run(BACKLOG, 0),
      alone: await run(0, 8),
      both: await run(BACKLOG, 8),
    };
    runs.push(measured);
    process.stderr.write(`${describe(measured)}\n`);
  }
  return runs;
}

function describe({ store, idle, alone, both }: BacklogRuns): string {
  const rate = (count: number, { seconds }: Run) => Math.round(count / seconds);
  return (
    `${store}: drains ${rate(idle.drained, idle)}/s; clients alone ${rate(alone.requests, alone)}/s, ` +
    `with a backlog ${rate(both.requests, both)}/s, p99 ${both.p99Ms.toFixed(1)} ms (${alone.p99Ms.toFixed(1)}), ` +
    `${both.failed} failed, ${idle.rssMb.toFixed(0)} MB`
  );
}

export interface BacklogRuns {
  readonly store: string;
  /** A backlog and no clients. */
  readonly idle: Run;
  /** Clients and no backlog. */
  readonly alone: Run;
  readonly both: Run;
}
