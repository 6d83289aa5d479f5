import { mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type StartedProgram, startProgram } from './program.ts';
import { draw, EVERYTHING, fixSeed, oneOrAll } from './sample.ts';

/** Longer than a first start, which installs and builds. */
const STARTING_MS = 180_000;

const NPM = ['npm', 'start', '--silent'];
const RUN = [process.execPath, 'scripts/run.mjs', 'start'];

/** How a program is ended; a normal run draws one signal for each command. */
const ENDS = [
  ['SIGTERM', 'npm', NPM],
  ['SIGINT', 'npm', NPM],
  ['SIGKILL', 'npm', NPM],
  ['SIGTERM', 'run.mjs', RUN],
  ['SIGINT', 'run.mjs', RUN],
  ['SIGHUP', 'run.mjs', RUN],
  ['SIGKILL', 'run.mjs', RUN],
] as const;
const SETTINGS = ['PORT', 'OPERATOR_PORT'] as const;
const seed = fixSeed();
const sampleOfEnds = ['npm', 'run.mjs'].map((name) =>
  draw(
    `ends of ${name}`,
    ENDS.filter(([, of]) => of === name),
  ),
);

let environment: Record<string, string>;
const programs: StartedProgram[] = [];

beforeEach(() => {
  environment = {
    // Free ports, which the program prints.
    PORT: '0',
    OPERATOR_PORT: '0',
    DATA_DIR: mkdtempSync(join(tmpdir(), 'message-feedback-')),
  };
});

afterEach(async () => {
  for (const program of programs.splice(0)) {
    program.kill();
    await program.ended;
  }
  rmSync(environment.DATA_DIR ?? '', { recursive: true, force: true });
});

// Windows has neither these signals nor process groups.
describe.skipIf(process.platform === 'win32')('npm start', { timeout: STARTING_MS }, () => {
  it('prints addresses that respond', async () => {
    const program = await running(NPM);
    const [chat, operator, ...others] = addressesIn(program.output());
    expect([operator, others]).toEqual([expect.any(String), []]);

    const page = await fetch(`${chat}/c/any`);
    expect(page.headers.get('content-security-policy')).toContain("script-src 'self'");
    const script = /src="(\/assets\/[^"]+\.js)"/.exec(await page.text())?.[1];
    const asset = await fetch(`${chat}${script}`);
    expect(asset.headers.get('cache-control')).toContain('immutable');
    expect(await asset.text()).not.toContain('react-dom-client.development');
    expect((await fetch(operator ?? '')).status).toBe(200);
  });

  it('keeps conversations and ratings across a restart', async () => {
    const first = await running(RUN);
    let chat = chatOf(first);
    const cookie = await cookieOf(chat);
    const message = await askQuestion(chat, cookie);
    const stamp = `${String(Date.now()).padStart(15, '0')}-00000-tester`;
    const feedback = { rating: 'like', reasons: [], comment: '' };
    const rated = await send(chat, '/api/message-feedback', cookie, { message, feedback, stamp });
    expect(await rated.json()).toMatchObject({ status: 'delivered' });
    process.kill(first.pid, 'SIGTERM');
    await first.ended;

    chat = chatOf(await running(RUN));
    const conversations = await send(chat, '/api/conversations', cookie);
    expect(await conversations.json()).toMatchObject({ items: [{ id: message.conversationId }] });
    const query = new URLSearchParams({ messageId: message.messageId });
    const saved = await send(chat, `/api/message-feedback?${query}`, cookie);
    expect(await saved.json()).toMatchObject({ items: [{ feedback }] });
  });

  it.each(EVERYTHING ? ENDS : sampleOfEnds)(
    `leaves no process behind after %s to %s (seed ${seed})`,
    async (signal, _name, command) => {
      const program = await running(command);
      expect(program.left().length).toBeGreaterThan(1);
      process.kill(program.pid, signal);
      await expect.poll(program.left).toEqual([]);
    },
  );

  it('leaves no process behind after Ctrl-C, which reaches the whole process group', async () => {
    const program = await running(NPM);
    process.kill(-program.pid, 'SIGINT');
    await expect.poll(program.left).toEqual([]);
  });

  it('exits with code 0 on SIGTERM while an answer is streaming', async () => {
    const program = await running(RUN);
    const chat = chatOf(program);
    const question = { conversationId: null, question: 'What can you do?' };
    const answer = await send(chat, '/api/chat', await cookieOf(chat), question);
    process.kill(program.pid, 'SIGTERM');
    expect(await program.ended).toBe(0);
    await answer.body?.cancel();
  });

  it.each(oneOrAll('taken port', SETTINGS))('explains how to change a taken %s', async (setting) => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as AddressInfo;
    const program = start(RUN, { [setting]: String(port) });
    expect(await program.ended).toBe(1);
    const sentence = `Port ${port} is taken by another program, so the chat was not started.`;
    expect(program.output()).toContain(`${sentence} Choose another one: ${setting}=`);
    expect(program.output()).not.toMatch(/^\s+at /m);
    await new Promise((resolve) => other.close(resolve));
  });

  it('names the missing variable of an incomplete Dify configuration', async () => {
    const program = start(RUN, { DIFY_API_KEY: 'app-secret' });
    expect(await program.ended).toBe(1);
    expect(program.output()).toContain('DIFY_API_KEY is set but DIFY_BASE_URL is not');
    expect(program.output()).not.toMatch(/app-secret|^\s+at /m);
  });
});

function start([file, ...args]: readonly string[], more: Record<string, string> = {}): StartedProgram {
  const program = startProgram(file ?? '', args, { ...environment, ...more });
  programs.push(program);
  return program;
}

async function running(command: readonly string[]): Promise<StartedProgram> {
  const program = start(command);
  await program.printed(/^Operator page .*\n/m, STARTING_MS);
  return program;
}

const addressesIn = (output: string) => [...output.matchAll(/https?:\/\/\S+/g)].map(([address]) => address);

/** The address of the chat, as printed by the program. */
const chatOf = (program: StartedProgram) => addressesIn(program.output())[0] ?? '';

async function cookieOf(chat: string): Promise<string> {
  const page = await fetch(chat);
  return page.headers.get('set-cookie')?.split(';')[0] ?? '';
}

function send(chat: string, path: string, cookie: string, body?: object): Promise<Response> {
  const headers = { cookie, 'content-type': 'application/json' };
  return fetch(chat + path, { headers, ...(body && { method: 'POST', body: JSON.stringify(body) }) });
}

async function askQuestion(chat: string, cookie: string) {
  const response = await send(chat, '/api/chat', cookie, {
    conversationId: null,
    question: 'What is 17 * 23?',
  });
  const events = await response.text();
  expect(events).toContain('"type":"finished"');
  const [, conversationId = '', messageId = ''] =
    /"conversationId":"([^"]+)","messageId":"([^"]+)"/.exec(events) ?? [];
  return { messageId, conversationId };
}
