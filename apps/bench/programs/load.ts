// The clients, in a process of their own. Answers each task of the bench with what it measured.
import { performance } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import { sendAtRate } from '../../../packages/proxy/test/load/send-at-rate.ts';
import { type Connection, openConnection, shareConnections } from './connection.ts';
import { readRequests } from './read-requests.ts';
import { submissionRequest } from './submission.ts';

let next = 0;

// The bench waits for a first message of each program.
process.send?.({ url: '' });

process.on('message', async (task: LoadTask) => {
  const connections = await Promise.all(
    Array.from({ length: task.connections }, () => openConnection(task.url)),
  );
  try {
    process.send?.(await perform(task, connections));
  } catch (error) {
    process.send?.({ error: String(error) });
  } finally {
    for (const connection of connections) connection.close();
  }
});

function perform(task: LoadTask, connections: readonly Connection[]): Promise<LoadResult> {
  if (task.reads !== null) return read(task.reads, connections);
  return task.rate === undefined ? submit(task, connections) : submitAtRate(task, task.rate, connections);
}

/** Sends this many submissions, or for a time; each connection as fast as it gets responses. */
async function submit(
  { seconds, requests }: LoadTask,
  connections: readonly Connection[],
): Promise<LoadResult> {
  const latencies: number[] = [];
  const bodies = { delivered: 0, accepted: 0 };
  const first = next;
  const began = performance.now();
  const end = began + seconds * 1_000;
  let failed = 0;
  if (connections.length === 0) await delay(seconds * 1_000);
  await Promise.all(
    connections.map(async ({ exchange }) => {
      for (let at = began; at < end && next - first < requests; ) {
        const { status, body } = await exchange(submissionRequest(next++));
        const now = performance.now();
        latencies.push(now - at);
        at = now;
        if (status >= 300) failed++;
        count(bodies, body);
      }
    }),
  );
  return resultOf(latencies, { began, failed, ...bodies });
}

/** Sends submissions on schedule, whether or not the proxy keeps up, each over a connection that is free. */
async function submitAtRate(
  { seconds }: LoadTask,
  rate: number,
  connections: readonly Connection[],
): Promise<LoadResult> {
  // Node accepts one connection in each turn of a busy event loop.
  await Promise.all(connections.map(({ exchange }) => exchange(submissionRequest(next++))));
  const exchange = shareConnections(connections);
  const bodies = { delivered: 0, accepted: 0 };
  const send = async () => {
    // Those that are still open when `sendAtRate` gives up end with their connections.
    const reply = await exchange(submissionRequest(next++)).catch(() => null);
    count(bodies, reply?.body ?? '');
    return reply?.status ?? 0;
  };
  const began = performance.now();
  const { errors, latencies } = await sendAtRate(send, { rate, seconds });
  return resultOf([...latencies], { began, failed: errors, ...bodies });
}

function count(bodies: { delivered: number; accepted: number }, body: string): void {
  if (body.includes('"status":"delivered"')) bodies.delivered++;
  if (body.includes('"status":"accepted"')) bodies.accepted++;
}

/** Restores the reader's messages again and again. */
async function read({ messages, times }: ReadTask, connections: readonly Connection[]): Promise<LoadResult> {
  const latencies: number[] = [];
  const began = performance.now();
  let failed = 0;
  const requests = readRequests(messages);
  for (let run = 0; run < times; run++) {
    for (const request of requests) {
      const at = performance.now();
      const reply = await connections[0]?.exchange(request);
      latencies.push(performance.now() - at);
      const items = reply?.body.match(/"messageId"/g)?.length ?? 0;
      if (items !== messages / requests.length) failed++;
    }
  }
  return resultOf(latencies, { began, failed, delivered: 0, accepted: 0 });
}

function resultOf(
  latencies: number[],
  { began, ...counts }: { began: number; failed: number; delivered: number; accepted: number },
): LoadResult {
  const seconds = (performance.now() - began) / 1_000;
  latencies.sort((a, b) => a - b);
  const quantile = (share: number) => latencies[Math.ceil(latencies.length * share) - 1] ?? 0;
  return { ...counts, requests: latencies.length, seconds, p50Ms: quantile(0.5), p99Ms: quantile(0.99) };
}

export interface LoadTask {
  readonly url: string;
  readonly connections: number;
  /** The longest time. */
  readonly seconds: number;
  /** The largest number of submissions. */
  readonly requests: number;
  /** Submissions a second. @default as fast as the responses come */
  readonly rate?: number;
  /** `null` to submit. */
  readonly reads: ReadTask | null;
}

export interface ReadTask {
  readonly messages: number;
  readonly times: number;
}

export interface LoadResult {
  readonly requests: number;
  readonly seconds: number;
  /** Responses that do not say that the request worked. */
  readonly failed: number;
  readonly delivered: number;
  readonly accepted: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}
