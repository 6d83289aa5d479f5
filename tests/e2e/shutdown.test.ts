import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import Database from 'libsql';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { freePort } from '../../packages/proxy/test/crash/free-port.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
/** Inside the workspace, so that imports resolve as they do in a host app. */
const folder = join(root, 'tests/e2e/.shutdown');
const workplace = mkdtempSync(join(tmpdir(), 'message-feedback-shutdown-'));
const SESSION_MODULE = `export const readSession = async () => ({ userId: 'ada' });`;
const MESSAGE_ID = '3f2b8c1e-0d4a-4b6f-9a51-7c2e8d9f0a11';

let port: number;
beforeAll(async () => {
  const readme = readFileSync(join(root, 'packages/proxy/README.md'), 'utf8');
  const server = /^```ts server\.ts\n([\s\S]*?)^```$/m.exec(readme)?.[1] ?? '';
  port = await freePort();
  // No upstream listens there, so the feedback is stored and waits.
  const nowhere = await freePort();
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'session.ts'), SESSION_MODULE);
  writeFileSync(
    join(folder, 'server.ts'),
    server
      .replaceAll('3000', String(port))
      .replace('https://api.dify.ai', `http://127.0.0.1:${nowhere}`)
      .replace('database.close();', "database.close(); process.stdout.write('database closed');"),
  );
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
  rmSync(workplace, { recursive: true, force: true });
});

it('the proxy’s README stops the server without losing a request that has begun', async () => {
  const flags = [
    '--conditions=@message-feedback/source',
    '--import',
    join(root, 'node_modules/tsx/dist/loader.mjs'),
  ];
  const server = spawn(process.execPath, [...flags, join(folder, 'server.ts')], {
    cwd: workplace,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, DIFY_API_KEY: 'app-key' },
  });
  const ended = once(server, 'exit');
  let output = '';
  server.stdout.on('data', (chunk) => {
    output += chunk;
  });
  try {
    const body = JSON.stringify({
      message: { messageId: MESSAGE_ID },
      feedback: { rating: 'like', reasons: [], comment: '' },
      stamp: `${String(Date.now()).padStart(15, '0')}-00000-shutdown`,
    });
    const socket = await connected(server, port);
    let received = '';
    socket.on('data', (chunk) => {
      received += chunk;
    });
    socket.write(
      `POST / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/json\r\nExpect: 100-continue\r\nContent-Length: ${body.length}\r\n\r\n`,
    );
    // The server has begun to handle the request.
    await expect.poll(() => received).toContain('100 Continue');
    server.kill('SIGTERM');
    await expect.poll(() => isListening(port)).toBe(false);
    expect(output).toBe('');
    socket.write(body);

    await once(socket, 'close');
    expect(received).toContain('HTTP/1.1 200 OK');
    expect(await ended).toEqual([0, null]);
    expect(output).toBe('database closed');
    const rows = new Database(join(workplace, 'feedback.sqlite'))
      .prepare('SELECT user_id, message_id FROM message_feedback')
      .all();
    expect(rows).toEqual([{ user_id: 'ada', message_id: MESSAGE_ID }]);
  } finally {
    server.kill('SIGKILL');
  }
});

/** A connection, as soon as the server listens. Throws if the server ends before that. */
async function connected(server: ChildProcess, port: number): Promise<Socket> {
  while (!(await isListening(port))) {
    if (server.exitCode !== null) throw new Error(`The server has ended with ${server.exitCode}.`);
    await setTimeout(50);
  }
  return connect(port, '127.0.0.1');
}

function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.on('connect', () => resolve(true)).on('error', () => resolve(false));
    socket.on('connect', () => socket.destroy());
  });
}
