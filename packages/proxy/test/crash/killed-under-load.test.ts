import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Emulated, startEmulated } from '../emulated/emulated-upstream.ts';
import { type PostgresServer, startPostgres } from '../postgres-server.ts';
import { bundleProgram } from '../program-bundle.ts';
import { type CrashStoreSettings, createCrashStore } from './crash-store.ts';
import { startCrowd } from './crowd.ts';
import { differences } from './final-state.ts';
import { overlaps } from './flight-log.ts';
import { freePort } from './free-port.ts';
import { startBareNode, startNode } from './node-process.ts';
import { quantile } from './quantile.ts';
import { createRandom } from './random.ts';
import { createRatingUser } from './rating-user.ts';

const KILLS = Number(process.env.CRASH_KILLS ?? 200);
/** The last one loses all that its process has confirmed, as no later rating replaces it. */
const ABLATED_KILLS = 3;
const SEED = Number(process.env.SEED ?? Date.now() % 1_000_000);
const USERS = 8;
const MESSAGES_EACH = 5;
/** Only ends a run that hangs: the test makes no promise about time, except as a ratio. */
const HANGS_AFTER_MS = 600_000 + KILLS * 10_000;
/** A proxy that waited a second before its first response would take about 20 times as long. */
const TIMES_A_BARE_SERVER = 15;
/**
 * Short, so that the requests in flight of a killed process are sent again within the test. As in
 * production, a lease lasts longer than the time in which an uncertain request may still arrive.
 */
const TIMINGS = { upstreamMs: 1_000, uncertainMs: 6_000, leaseMs: 8_000, responseMs: 500, pollMs: 500 };

const folder = mkdtempSync(join(tmpdir(), 'feedback-crash-'));
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

async function createUsers(random: () => number, urlOf: () => string) {
  return Promise.all(
    Array.from({ length: USERS }, async (_, index) => {
      const userId = `user${index}`;
      const messages = Array.from({ length: MESSAGES_EACH }, () =>
        emulated.control('/dify/messages', { user: userId }),
      );
      const messageIds = (await Promise.all(messages)).map(({ messageId }) => messageId as string);
      return createRatingUser({ userId, messageIds, random, urlOf });
    }),
  );
}

/** Kills the proxy this many times, and lets the next one deliver the rest. */
async function killUnderLoad(name: string, store: CrashStoreSettings, kills: number) {
  await emulated.reset();
  // So that some requests are in flight when the process dies.
  await emulated.control('/faults', { fault: { kind: 'random_latency', minimum: 0, maximum: 40 } });
  const random = createRandom(SEED);
  const port = await freePort();
  const users = await createUsers(random, () => `http://127.0.0.1:${port}/`);
  const { difyBaseUrl: baseUrl, access } = emulated.emulators;
  const apiKey = access.dify.chatApiKey;
  const flightLog = join(folder, `${name}.flights`);
  const settings = { store, port, apiKey, baseUrl, timings: TIMINGS, flightLog };

  const crowd = startCrowd(users);
  const readyAfterMs: number[] = [];
  const bareMs: number[] = [];
  for (let life = 0; life < kills; life++) {
    if (life % 3 === 0) bareMs.push(await startBareNode());
    const node = startNode(nodeFile, settings);
    await crowd.confirmations(1);
    readyAfterMs.push(performance.now() - node.startedAt);
    await crowd.confirmations(1 + Math.floor(random() * 16));
    // So that the kill comes in the middle of some work.
    await delay(random() * 10);
    await node.kill();
  }
  await crowd.stop();

  const read = await createCrashStore(store);
  const last = startNode(nodeFile, settings);
  await last.listening;
  await vi.waitUntil(async () => (await read.nextDueAt()) === null, {
    timeout: HANGS_AFTER_MS,
    interval: 100,
  });
  const { dify } = await emulated.control('/state');
  const lost = await differences(users, read, dify);
  await last.kill();
  return { lost, flightLog, confirmed: crowd.total(), readyAfterMs, bareMs };
}

describe('a proxy that is killed again and again under load', () => {
  it.each<[string, () => CrashStoreSettings]>([
    ['SQLite', () => ({ kind: 'sqlite', file: join(folder, 'feedback.sqlite') })],
    ['Postgres', () => ({ kind: 'postgres', config: postgres.config })],
  ])(
    'loses nothing that it confirmed, and is soon ready again: %s',
    async (name, storeOf) => {
      const { lost, flightLog, confirmed, ...times } = await killUnderLoad(name, storeOf(), KILLS);
      expect(lost).toEqual([]);
      const [median, bare] = [quantile(times.readyAfterMs, 0.5), quantile(times.bareMs, 0.5)];
      process.stdout.write(
        `${name}, seed ${SEED}: killed ${KILLS} times, ${confirmed} ratings confirmed; ` +
          `ready after ${Math.round(median)} ms (median), a bare server after ${Math.round(bare)} ms\n`,
      );
      expect(overlaps(flightLog)).toEqual([]);
      // A ratio, because a busy machine slows down both. It is about 5. A normal run has one bare
      // server, which says too little.
      if (times.bareMs.length > 9) expect(median / bare).toBeLessThan(TIMES_A_BARE_SERVER);
    },
    HANGS_AFTER_MS,
  );

  it(
    'would lose ratings if it responded before the commit',
    async () => {
      const store = { kind: 'sqlite' as const, file: join(folder, 'late.sqlite'), commitsLate: true };
      const { lost } = await killUnderLoad('late commits', store, ABLATED_KILLS);
      expect(lost).not.toEqual([]);
    },
    HANGS_AFTER_MS,
  );
});
