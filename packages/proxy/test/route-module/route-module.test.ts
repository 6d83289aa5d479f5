import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import { success } from '../scripted-upstream.ts';
import { storeWith } from '../store-with.ts';
import { createTestProxy } from '../test-proxy.ts';

const folder = mkdtempSync(join(tmpdir(), 'feedback-route-'));
const cleanups: (() => unknown)[] = [];

afterEach(() => {
  for (const cleanup of cleanups.splice(0)) cleanup();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Loads the route module in a process of its own, as `next build` does. */
async function loadRoute(mode: 'import' | 'read') {
  let requests = 0;
  const upstream = createServer((_, response) => {
    requests++;
    response.end();
  }).listen(0, '127.0.0.1');
  await once(upstream, 'listening');
  cleanups.push(() => upstream.close().closeAllConnections());

  const { port } = upstream.address() as AddressInfo;
  const script = fileURLToPath(new URL('load-route.ts', import.meta.url));
  const child = spawn(
    process.execPath,
    ['--conditions=@message-feedback/source', '--import', 'tsx', script, mode],
    {
      env: {
        ...{ ...process.env, NODE_ENV: 'production', UPSTREAM_URL: `http://127.0.0.1:${port}` },
        FEEDBACK_FILE: join(folder, 'feedback.sqlite'),
      },
    },
  );
  let output = '';
  let errors = '';
  child.stdout.setEncoding('utf8').on('data', (text) => {
    output += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text) => {
    errors += text;
  });
  const [exitCode] = await once(child, 'close');
  return { exitCode, errors, requests, files: readdirSync(folder), ...JSON.parse(output) };
}

describe('importing a route module', () => {
  it('leaves no file, no handle, no request and no output, and the process ends by itself', async () => {
    const { exitCode, errors, requests, files, before, after } = await loadRoute('import');
    expect({ exitCode, errors, requests, files }).toEqual({
      exitCode: 0,
      errors: '',
      requests: 0,
      files: [],
    });
    expect(after).toEqual(before);
  });

  it('opens the database with the first request', async () => {
    const { exitCode, files } = await loadRoute('read');
    expect(exitCode).toBe(0);
    expect(files).toContain('feedback.sqlite');
  });
});

describe('a proxy that was only created', () => {
  it('delivers nothing, warns of nothing and calls no store', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
    vi.stubEnv('NODE_ENV', 'production');
    cleanups.push(() => vi.useRealTimers().unstubAllEnvs());
    const store = await storeWith(3);
    const calls = vi.spyOn(store, 'claim');
    const { proxy, upstream, events } = createTestProxy({ store }, success, { start: false });
    await vi.advanceTimersByTimeAsync(3_600_000);
    expect([upstream.calls, events, calls.mock.calls, vi.getTimerCount()]).toEqual([[], [], [], 0]);

    // Any request starts it, even one that is refused.
    await proxy.fetch(new Request('https://chat.example.com/', { method: 'PUT' }));
    await vi.advanceTimersByTimeAsync(0);
    expect(upstream.calls).toHaveLength(3);
    expect(events.filter(({ type }) => type === 'store_not_durable')).toHaveLength(1);
  });

  it('is not started by a request after `close`', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
    cleanups.push(() => vi.useRealTimers());
    const { proxy, submit, upstream } = createTestProxy({ store: await storeWith(3) }, success, {
      start: false,
    });
    await proxy.close();
    expect((await submit()).status).toBe(200);
    proxy.start();
    await vi.advanceTimersByTimeAsync(3_600_000);
    expect(upstream.calls).toEqual([]);
  });
});
