import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Database from 'libsql';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { commitAtOnce } from '../../test/commit-at-once.ts';
import { success, unavailable } from '../../test/scripted-upstream.ts';
import { createTestProxy, LIKE, stampOf, type TestSubmission } from '../../test/test-proxy.ts';
import { createSqliteStore } from './sqlite.ts';

const MINUTE = 60_000;

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'feedback-faults-'));
  file = join(folder, 'feedback.sqlite');
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'], now: 1_800_000_000_000 });
});
beforeEach(commitAtOnce);
afterEach(() => {
  vi.useRealTimers();
  rmSync(folder, { recursive: true, force: true });
});

/** A proxy with a real file, whose database can fail as on a full or a read-only disk. */
async function createProxyOnFile() {
  const database = new Database(file);
  const store = createSqliteStore({ database });
  await store.nextDueAt();
  const pragma = (name: string, value: number) => database.exec(`PRAGMA ${name} = ${value}`);
  const read = (sql: string) => Object.values(database.prepare(sql).all()[0] as object)[0] as unknown;
  return {
    ...createTestProxy({ store }),
    database,
    // Cannot grow, as on a full disk.
    fill: () => pragma('max_page_count', Number(read('PRAGMA page_count'))),
    makeRoom: () => pragma('max_page_count', 1_000_000),
    setReadOnly: (readOnly: boolean) => pragma('query_only', readOnly ? 1 : 0),
    waitForLocks: (ms: number) => pragma('busy_timeout', ms),
    rows: () => read('SELECT COUNT(*) FROM message_feedback'),
    isSound: () => read('PRAGMA integrity_check') === 'ok',
  };
}

/** A submission that needs new pages. */
const largeSubmission = (index: number): TestSubmission => ({
  message: { messageId: `00000000-0000-4000-8000-${String(index).padStart(12, '0')}` },
  feedback: { ...LIKE, comment: `${index}${'長'.repeat(240)}` },
});

async function responseOf(response: Promise<Response>): Promise<Record<string, unknown>> {
  return (await (await response).json()) as Record<string, unknown>;
}

/** A write tries again and again while the file is locked. */
async function responseWhileTimePasses(response: Promise<Response>): Promise<Record<string, unknown>> {
  let arrived = false;
  const body = responseOf(response).finally(() => {
    arrived = true;
  });
  while (!arrived) await vi.advanceTimersByTimeAsync(10);
  return body;
}

const REFUSED = { status: 503, code: 'store_unavailable', retryable: true };

describe('a full disk', () => {
  it('makes requests fail, loses no accepted submission and needs no restart', async () => {
    const proxy = await createProxyOnFile();
    proxy.upstream.respondWith(() => unavailable());
    proxy.fill();
    const taken: number[] = [];
    for (let index = 0; ; index++) {
      const response = await responseOf(proxy.submit(largeSubmission(index)));
      if (response.status === 503) {
        expect(response).toMatchObject(REFUSED);
        break;
      }
      expect(response.status).toBe('accepted');
      taken.push(index);
    }
    expect(await responseOf(proxy.submit(largeSubmission(taken.length)))).toMatchObject(REFUSED);
    expect(proxy.rows()).toBe(taken.length);
    expect(proxy.isSound()).toBe(true);
    expect(proxy.eventsOf('store_failed')).toEqual([
      { type: 'store_failed', errorName: 'SqliteError SQLITE_FULL' },
    ]);

    proxy.makeRoom();
    proxy.upstream.respondWith(() => success());
    const { status } = await responseOf(proxy.submit(largeSubmission(taken.length)));
    expect(['accepted', 'delivered']).toContain(status);
    expect(proxy.eventsOf('store_recovered')).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(30 * MINUTE);
    expect(proxy.eventsOf('delivered').length).toBe(taken.length + 1);
  });
});

describe('a read-only file', () => {
  it('makes submissions fail, can be read, and works again once it is writable', async () => {
    const proxy = await createProxyOnFile();
    proxy.upstream.next(() => unavailable({ 'retry-after': '30' }));
    await proxy.submit({ stamp: stampOf(1) });
    proxy.setReadOnly(true);
    expect(await responseOf(proxy.submit({ stamp: stampOf(2) }))).toMatchObject(REFUSED);
    expect(await proxy.loaded()).toMatchObject({ stamp: stampOf(1) });

    // The worker retries every five seconds, and one event reports it.
    await vi.advanceTimersByTimeAsync(2 * MINUTE);
    expect(proxy.delivered()).toHaveLength(1);
    expect(proxy.eventsOf('store_failed')).toEqual([
      { type: 'store_failed', errorName: 'SqliteError SQLITE_READONLY' },
    ]);

    proxy.setReadOnly(false);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(proxy.delivered()).toHaveLength(2);
    expect(proxy.eventsOf('store_recovered')).toHaveLength(1);
    expect(await responseOf(proxy.submit({ stamp: stampOf(2) }))).toMatchObject({ status: 'delivered' });
  });
});

describe('a file that another process has locked', () => {
  it('makes submissions fail after the timeout, is read meanwhile, and works again when the lock is released', async () => {
    const proxy = await createProxyOnFile();
    expect(await responseOf(proxy.submit({ stamp: stampOf(1) }))).toMatchObject({ status: 'delivered' });
    const other = await startHolder('hold-lock.mjs');
    proxy.waitForLocks(50);

    const refused = responseWhileTimePasses(proxy.submit({ stamp: stampOf(2) }));
    // Only writes wait. They do not stop the event loop.
    expect(await proxy.loaded()).toMatchObject({ stamp: stampOf(1) });
    expect(await refused).toMatchObject(REFUSED);
    expect(proxy.eventsOf('store_failed')).toEqual([
      { type: 'store_failed', errorName: 'SqliteError SQLITE_BUSY' },
    ]);

    other.stdin.end();
    await once(other, 'exit');
    const delivered = responseWhileTimePasses(proxy.submit({ stamp: stampOf(2) }));
    expect(await delivered).toMatchObject({ status: 'delivered' });
    expect(proxy.delivered()).toHaveLength(2);
  });

  it('is waited for by default, because a backup takes a while', async () => {
    const proxy = await createProxyOnFile();
    expect(proxy.database.prepare('PRAGMA busy_timeout').all()).toEqual([{ timeout: 5_000 }]);
  });
});

describe('a file that another process recovers after a crash', () => {
  it('is waited for when it is opened', async () => {
    await startHolder('recover-slowly.mjs');
    const store = createSqliteStore({ database: new Database(file) });
    expect(await store.nextDueAt()).toBeNull();
  });
});

/** A process that has a lock. */
async function startHolder(name: string) {
  const script = fileURLToPath(new URL(`../../test/${name}`, import.meta.url));
  const child = spawn(process.execPath, [script, file], { stdio: ['pipe', 'pipe', 'inherit'] });
  const [said] = await once(child.stdout, 'data');
  expect(String(said)).toBe('locked\n');
  return child;
}
