import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Emulated, startEmulated } from '../emulated/emulated-upstream.ts';
import { type PostgresServer, startPostgres } from '../postgres-server.ts';
import { bundleProgram } from '../program-bundle.ts';
import { createCrashStore } from './crash-store.ts';
import { differences } from './final-state.ts';
import { overlaps } from './flight-log.ts';
import { startNodes } from './node-cluster.ts';
import { quantile } from './quantile.ts';
import { createRandom } from './random.ts';
import { createRatingUser, pick, type RatingUser } from './rating-user.ts';

const SEED = Number(process.env.SEED ?? Date.now() % 1_000_000);
const USERS = Number(process.env.CRASH_USERS ?? 1_000);
const MESSAGES_EACH = 10;
/** How many users press at the same moment. */
const AT_ONCE = 24;
/** Production's timings, except that other nodes take over from a dead one sooner. */
const TIMINGS = { upstreamMs: 3_000, uncertainMs: 10_000, leaseMs: 15_000, pollMs: 2_000 };
const FIVE_MINUTES = 300_000;

const folder = mkdtempSync(join(tmpdir(), 'feedback-outage-'));
const flightLog = join(folder, 'flights');
let emulated: Emulated;
let postgres: PostgresServer;
let nodeFile: string;

beforeAll(async () => {
  emulated = await startEmulated();
  postgres = await startPostgres();
  nodeFile = await bundleProgram(new URL('node-program.ts', import.meta.url));
}, 60_000);
afterAll(async () => {
  await emulated.emulators.close();
  await postgres.remove();
  rmSync(folder, { recursive: true, force: true });
  rmSync(nodeFile, { force: true });
});

/** Runs the work for all items, with at most `atOnce` at the same time. */
async function forAll<Item>(items: readonly Item[], atOnce: number, work: (item: Item) => Promise<void>) {
  const queue = [...items];
  const worker = async () => {
    for (let item = queue.pop(); item !== undefined; item = queue.pop()) await work(item);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}

async function createUsers(random: () => number, urlOf: () => string): Promise<RatingUser[]> {
  const users: RatingUser[] = [];
  const userIds = Array.from({ length: USERS }, (_, index) => `user${index}`);
  await forAll(userIds, AT_ONCE, async (userId) => {
    const messageIds: string[] = [];
    while (messageIds.length < MESSAGES_EACH) {
      const { messageId } = await emulated.control('/dify/messages', { user: userId });
      messageIds.push(messageId);
    }
    users.push(createRatingUser({ userId, messageIds, random, urlOf }));
  });
  return users;
}

/** Lets Dify fail in one way after another, until the signal aborts. */
async function failUntil(signal: AbortSignal, random: () => number): Promise<void> {
  const faults = [
    { kind: 'status', status: 500, body: 'html' },
    { kind: 'hang' },
    { kind: 'reset' },
    { kind: 'status', status: 503 },
  ];
  while (!signal.aborted) {
    await emulated.control('/faults', { fault: pick(faults, random), upstream: 'dify' });
    await delay(3_000, undefined, { signal }).catch(() => {});
    await emulated.control('/faults', undefined, 'DELETE');
  }
}

describe('three nodes on one Postgres, killed at random while Dify is down', () => {
  it('deliver every user’s feedback on ten messages within five minutes of its end', async () => {
    const random = createRandom(SEED);
    const { difyBaseUrl: baseUrl, access } = emulated.emulators;
    const store = { kind: 'postgres' as const, config: { ...postgres.config, max: 10 } };
    const settings = { store, apiKey: access.dify.chatApiKey, baseUrl, timings: TIMINGS, flightLog };
    const nodes = await startNodes(nodeFile, settings, 3);
    const users = await createUsers(random, () => nodes.urlOf(random));

    const outage = new AbortController();
    const killing = new AbortController();
    const failing = failUntil(outage.signal, random);
    const killed = nodes.killUntil(killing.signal, random);
    const began = performance.now();
    const responseMs: number[] = [];
    await forAll(users, AT_ONCE, async (user) => {
      // Each user changes the rating of one message.
      for (const messageId of [...user.messageIds, pick(user.messageIds, random)]) {
        for (;;) {
          const pressed = performance.now();
          if (await user.rate(messageId)) {
            responseMs.push(performance.now() - pressed);
            if (user.confirmed.has(messageId)) break;
          } else await delay(25);
        }
      }
    });
    const outageMs = performance.now() - began;
    const { count: requestsInOutage } = await emulated.control('/requests?limit=0');
    outage.abort();
    await failing;
    // Works again, with a real Dify's latency: two requests for one message would overlap.
    await emulated.control('/faults', { fault: { kind: 'random_latency', minimum: 5, maximum: 60 } });
    const healed = performance.now();

    // The kills continue for a while, during the delivery of the backlog.
    await delay(5_000);
    killing.abort();
    const kills = await killed;
    const read = await createCrashStore(store);
    await vi.waitUntil(async () => (await read.nextDueAt()) === null, {
      ...{ timeout: FIVE_MINUTES, interval: 250 },
    });
    const deliveredMs = performance.now() - healed;

    const { dify } = await emulated.control('/state');
    expect(await differences(users, read, dify)).toEqual([]);
    const seconds = (ms: number) => `${(ms / 1_000).toFixed(1)} s`;
    process.stdout.write(
      `seed ${SEED}: ${responseMs.length} ratings of ${USERS * MESSAGES_EACH} messages in an outage of ${seconds(outageMs)}, ` +
        `95 % confirmed within ${Math.round(quantile(responseMs, 0.95))} ms; ${kills} kills; ${requestsInOutage} requests to Dify in the ` +
        `outage; all delivered ${seconds(deliveredMs)} after its end\n`,
    );
    await nodes.killAll();
    expect(overlaps(flightLog)).toEqual([]);
    expect(users.reduce((sum, { confirmed }) => sum + confirmed.size, 0)).toBe(USERS * MESSAGES_EACH);
    // Each node's circuit stays open except for probes, and each restarted node detects the outage
    // again.
    const starts = 3 + kills;
    expect(requestsInOutage).toBeLessThan(25 * starts + 5 * (outageMs / 1_000));
    expect(deliveredMs).toBeLessThan(FIVE_MINUTES);
  }, 600_000);
});
