import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createFeedbackClient, createProxySubmit } from '@message-feedback/core';
import Database from 'libsql';
import { Pool } from 'pg';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createNodeListener } from '../src/http/node.ts';
import type { FeedbackStore } from '../src/index.ts';
import { createPostgresStore } from '../src/stores/postgres.ts';
import { createSqliteStore } from '../src/stores/sqlite.ts';
import { startPostgres } from './postgres-server.ts';
import { createTestProxy, MESSAGE_ID } from './test-proxy.ts';

interface UnreliableStore {
  readonly store: FeedbackStore;
  fail(): unknown;
  fix(): unknown;
  remove(): unknown;
}

function sqliteThatBecomesReadOnly(): UnreliableStore {
  const database = new Database(':memory:');
  return {
    store: createSqliteStore({ database }),
    fail: () => database.exec('PRAGMA query_only = 1'),
    fix: () => database.exec('PRAGMA query_only = 0'),
    remove: () => database.close(),
  };
}

async function postgresThatIsStopped(): Promise<UnreliableStore> {
  const server = await startPostgres();
  const pool = new Pool(server.config);
  return {
    store: createPostgresStore({ pool }),
    fail: () => server.stop(),
    fix: () => server.start(),
    async remove() {
      await pool.end();
      await server.remove();
    },
  };
}

const cleanups: (() => unknown)[] = [];

afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

/** A browser's engine, a listening proxy and a store that can fail. */
async function startAll(unreliable: UnreliableStore) {
  const { proxy, ...test } = createTestProxy({ store: unreliable.store, timings: { storeRetryMs: 50 } });
  const server: Server = createServer(createNodeListener(proxy)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const started = Date.now();
  const client = createFeedbackClient({
    submit: createProxySubmit({ endpoint: `http://127.0.0.1:${port}/` }),
    // Ten times as fast as in real life: the proxy asks for five seconds.
    now: () => started + 10 * (Date.now() - started),
    setTimer(callback, ms) {
      const timer = setTimeout(callback, ms / 10);
      return () => clearTimeout(timer);
    },
  });
  cleanups.push(
    () => unreliable.remove(),
    () => server.close().closeAllConnections(),
    () => proxy.close(),
    () => client.close(),
  );
  return { ...test, client, snapshot: () => client.getSnapshot({ messageId: MESSAGE_ID }) };
}

const eventually = (check: () => void) => vi.waitFor(check, { timeout: 10_000, interval: 10 });

describe('a submission while the store is down', () => {
  it.each([
    ['SQLite', sqliteThatBecomesReadOnly],
    ['Postgres', postgresThatIsStopped],
  ])(
    'is kept by the browser and delivered when the store works again: %s',
    async (_, createUnreliable) => {
      const unreliable = await createUnreliable();
      const { client, snapshot, delivered, eventsOf } = await startAll(unreliable);
      client.rate({ messageId: MESSAGE_ID }, 'like');
      await eventually(() => expect(snapshot().delivery).toBe('settled'));

      await unreliable.fail();
      client.rate({ messageId: MESSAGE_ID }, 'dislike');
      await eventually(() => expect(eventsOf('request_failed').length).toBeGreaterThan(1));
      expect(snapshot()).toMatchObject({
        feedback: { rating: 'dislike' },
        confirmed: { feedback: { rating: 'like' } },
        refusal: null,
      });
      expect(delivered().map(({ rating }) => rating)).toEqual(['like']);

      await unreliable.fix();
      await eventually(() => expect(snapshot().delivery).toBe('settled'));
      expect(snapshot()).toMatchObject({ confirmed: { feedback: { rating: 'dislike' } } });
      await eventually(() => expect(delivered().map(({ rating }) => rating)).toEqual(['like', 'dislike']));
      expect(eventsOf('request_failed')).toContainEqual(
        expect.objectContaining({ status: 503, code: 'store_unavailable' }),
      );
    },
    30_000,
  );
});
