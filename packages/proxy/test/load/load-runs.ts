import { quantile } from '../crash/quantile.ts';
import { type LoadTargetOptions, startLoadTarget } from './load-processes.ts';
import { type Sent, sendAtRate } from './send-at-rate.ts';
import { createSender } from './submissions.ts';

const USERS = 10_000;

/** As many as a gateway keeps open. Further submissions wait for one of them. */
const CONNECTIONS = 256;

/** Sends this many submissions a second to a new proxy, with its upstream. */
export async function measureRate({ rate, seconds, ...options }: RateOptions): Promise<RateResult> {
  const target = await startLoadTarget(options);
  const sender = createSender(target.url, CONNECTIONS);
  try {
    // Compiles the code and opens all connections: Node accepts one in each turn of a busy event loop.
    await Promise.all(Array.from({ length: CONNECTIONS }, (_, index) => sender.send(1e9 + index, USERS)));
    const [before, upstreamBefore] = [await target.proxyUsage(), await target.upstreamUsage()];
    const ownBefore = process.cpuUsage();
    const send = (index: number) => sender.send(index, USERS);
    const began = performance.now();
    const { sent, errors, latencies } = await sendAtRate(send, { rate, seconds });
    const tookSeconds = (performance.now() - began) / 1_000;
    const own = process.cpuUsage(ownBefore);
    const [after, upstreamAfter] = [await target.proxyUsage(), await target.upstreamUsage()];
    return {
      ...{ sent, errors, tookSeconds, responses: latencies.length, synchronous: after.synchronous },
      stopped: sent < rate * seconds,
      latencyMs: [0.5, 0.95, 0.99, 1].map((share) => quantile(latencies, share)),
      cores: {
        proxy: (after.cpuSeconds - before.cpuSeconds) / tookSeconds,
        upstream: (upstreamAfter.cpuSeconds - upstreamBefore.cpuSeconds) / tookSeconds,
        client: (own.user + own.system) / 1e6 / tookSeconds,
      },
      undelivered: after.undelivered,
    };
  } finally {
    sender.close();
    await target.close();
  }
}

export interface RateOptions extends LoadTargetOptions {
  /** Submissions a second. */
  readonly rate: number;
  readonly seconds: number;
}

export interface RateResult extends Omit<Sent, 'latencies'> {
  /** Whether the proxy was too far behind to go on. */
  readonly stopped: boolean;
  readonly responses: number;
  readonly tookSeconds: number;
  /** SQLite's setting; 2 is FULL. */
  readonly synchronous: number;
  /** The median, 95 %, 99 % and the longest. */
  readonly latencyMs: readonly number[];
  /** Cores that each process kept busy. */
  readonly cores: { readonly proxy: number; readonly upstream: number; readonly client: number };
  /** Accepted, and not yet sent when the last response came. */
  readonly undelivered: number;
}

/** Sends submissions of 10,000 users as fast as the proxy takes them, and compares its heap before and after. */
export async function measureMemory({ submissions, ...options }: MemoryOptions): Promise<MemoryResult> {
  const target = await startLoadTarget(options);
  const sender = createSender(target.url, 32);
  let next = 0;
  let errors = 0;
  const sendUntil = async (end: number) => {
    while (next < end) {
      const status = await sender.send(next++, USERS);
      if (status !== 200) errors++;
    }
  };
  const sendAll = (end: number) => Promise.all(Array.from({ length: 32 }, () => sendUntil(end)));
  try {
    // Every user once, so that what the proxy remembers of users is there before.
    await sendAll(USERS);
    const before = await target.proxyUsage();
    const began = performance.now();
    await sendAll(USERS + submissions);
    const tookSeconds = (performance.now() - began) / 1_000;
    const after = await target.proxyUsage();
    const { delivered } = await target.upstreamUsage();
    return { submissions, errors, tookSeconds, delivered, before: before.heapUsed, after: after.heapUsed };
  } finally {
    sender.close();
    await target.close();
  }
}

export interface MemoryOptions extends LoadTargetOptions {
  readonly submissions: number;
}

export interface MemoryResult {
  readonly submissions: number;
  readonly errors: number;
  readonly tookSeconds: number;
  readonly delivered: number;
  /** The proxy's heap after a collection, in bytes. */
  readonly before: number;
  readonly after: number;
}
