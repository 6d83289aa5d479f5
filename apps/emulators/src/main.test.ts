import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { bundleProgram } from '../../../scripts/bundle-program.mjs';
import { startEmulators } from './emulators.ts';

/** Inside the package, so that the bundle finds the package's dependencies. */
const PROGRAMS = fileURLToPath(new URL('../node_modules/.test-programs', import.meta.url));

let program: string;
beforeAll(async () => {
  await mkdir(PROGRAMS, { recursive: true });
  program = join(PROGRAMS, `main-${process.pid}.mjs`);
  await bundleProgram(fileURLToPath(new URL('main.ts', import.meta.url)), program);
});
afterAll(() => rm(program));

let folder: string;
let processes: ChildProcess[] = [];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'emulators-'));
});
afterEach(async () => {
  for (const child of processes) child.kill('SIGKILL');
  processes = [];
  await rm(folder, { recursive: true });
});

function run(environment: Record<string, string>) {
  const child = spawn(process.execPath, [program], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  processes.push(child);
  let errors = '';
  child.stderr.on('data', (data) => {
    errors += data;
  });
  return {
    child,
    errors: () => errors,
    exited: once(child, 'exit').then(([code]) => code),
    url: once(child.stdout, 'data').then(([data]) => /http:\S+/.exec(String(data))?.[0]),
  };
}

describe('main.ts', () => {
  it('prints its address and stops cleanly on SIGTERM', async () => {
    const { child, exited, url } = run({ PORT: '0' });
    expect((await fetch(`${await url}`)).status).toBe(200);
    child.kill('SIGTERM');
    expect(await exited).toBe(0);
  });

  it('keeps the accepted feedback when it is killed', async () => {
    const stateFile = join(folder, 'state.db');
    const { child, exited, url } = run({ PORT: '0', STATE_FILE: stateFile });
    const address = await url;
    const headers = { 'Content-Type': 'application/json', Authorization: 'Bearer app-emulated-chat' };
    const ask = await fetch(`${address}/v1/chat-messages`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ inputs: {}, query: 'hello', user: 'alice' }),
    });
    const { message_id: messageId } = await ask.json();
    await fetch(`${address}/v1/messages/${messageId}/feedbacks`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ rating: 'like', user: 'alice' }),
    });
    child.kill('SIGKILL');
    await exited;

    const emulators = await startEmulators({ stateFile });
    const response = await fetch(`${emulators.url}/__emulator/state`);
    expect((await response.json()).dify.feedbacks).toMatchObject([{ messageId, rating: 'like' }]);
    await emulators.close();
  });

  it('reports in one sentence that its port is taken, and exits with 1', async () => {
    const first = await startEmulators();
    const { errors, exited } = run({ PORT: new URL(first.url).port });
    expect(await exited).toBe(1);
    expect(errors()).toMatch(/^Port \d+ of 127\.0\.0\.1 is taken, .*\n$/);
    await first.close();
  });

  it('refuses an invalid port', async () => {
    const { errors, exited } = run({ PORT: 'http' });
    expect(await exited).toBe(1);
    expect(errors()).toMatch(/^PORT is "http"/);
  });
});
