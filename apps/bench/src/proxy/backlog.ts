import { setTimeout as delay } from 'node:timers/promises';
import { ask } from '../processes.ts';
import { type BenchOptions, measure, type Run, type Usage, withSubject } from './rounds.ts';
import { oursOn, type Store, storesOf } from './subjects.ts';

/** The default of the proxy. */
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
  const { seconds, backlogRows: rows } = options;
  const runs: BacklogRuns[] = [];
  for (const store of storesOf(options)) {
    const { program, args } = oursOn(store, { ...options, connections: CONCURRENCY });
    const proxyWith = (backlog: number) => ({
      ...{ name: `a backlog in ${store}`, program, upstream: 'slow' as const },
      args: [...args, '0', String(backlog)],
    });
    const run = (backlog: number, connections: number) =>
      measure(proxyWith(backlog), options, [
        { connections, seconds: 1, requests: 1e9, reads: null },
        { connections, seconds, requests: 1e9, reads: null },
      ]);
    const measured = {
      ...{ store, rows },
      idle: await run(rows, 0),
      alone: await run(0, 8),
      both: await run(rows, 8),
      heapMb: await withSubject(proxyWith(rows), options, (proxy) => heapWhileDraining(proxy, rows)),
    };
    runs.push(measured);
    process.stderr.write(`${describe(measured)}\n`);
  }
  return runs;
}

/** The heap, after a garbage collection, when each quarter of the rows is delivered. */
async function heapWhileDraining(proxy: Parameters<typeof ask>[0], rows: number): Promise<number[]> {
  const heapMb: number[] = [];
  for (const share of QUARTERS) {
    while ((await ask<Usage>(proxy, 'usage')).waiting > rows * (1 - share)) await delay(POLL_MS);
    heapMb.push((await ask<Usage>(proxy, 'heap')).heapMb);
  }
  return heapMb;
}

export const QUARTERS = [0.25, 0.5, 0.75, 1];
const POLL_MS = 250;

function describe({ store, idle, alone, both, heapMb }: BacklogRuns): string {
  const rate = (count: number, { seconds }: Run) => Math.round(count / seconds);
  return (
    `${store}: drains ${rate(idle.drained, idle)}/s; clients alone ${rate(alone.requests, alone)}/s, ` +
    `with a backlog ${rate(both.requests, both)}/s, p99 ${both.p99Ms.toFixed(1)} ms (${alone.p99Ms.toFixed(1)}), ` +
    `${both.failed} failed, heap ${heapMb.map((each) => each.toFixed(0)).join(', ')} MB`
  );
}

export interface BacklogRuns {
  readonly store: Store;
  readonly rows: number;
  /** A backlog and no clients. */
  readonly idle: Run;
  /** Clients and no backlog. */
  readonly alone: Run;
  readonly both: Run;
  /** At each of the `QUARTERS`, without clients. */
  readonly heapMb: readonly number[];
}
