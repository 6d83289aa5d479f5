import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startEmulators } from '../../apps/emulators/src/index.ts';
import { freePort } from '../../packages/proxy/test/crash/free-port.ts';

const root = new URL('../../', import.meta.url).pathname;
const source = '--conditions=@message-feedback/source';
/** Inside the workspace, so that imports resolve as they do in a host app. */
const folder = join(root, 'tests/e2e/.readme');
const COOKIE = 'session=signed-in-as-ada';
/** The host's own session, which the README leaves to the reader: one cookie, one user. */
const SESSION_MODULE = `
export const readSession = async (cookie: string | null): Promise<{ userId: string } | null> =>
  cookie === '${COOKIE}' ? { userId: 'ada' } : null;
`;
const readme = readFileSync(join(root, 'README.md'), 'utf8');
const [browserBlock] = blocksIn('tsx');
const [serverBlock] = blocksIn('ts');

beforeAll(() => {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'Answers.tsx'), browserBlock ?? '');
  writeFileSync(join(folder, 'server.ts'), serverBlock ?? '');
  writeFileSync(join(folder, 'session.ts'), SESSION_MODULE);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

// That its code compiles, `check-docs.mjs` shows.
describe('the README', () => {
  it('has a browser example that Vite bundles', async () => {
    const { build, defaultClientConditions } = await import('vite');
    const output = await build({
      root: folder,
      logLevel: 'silent',
      resolve: { conditions: ['@message-feedback/source', ...defaultClientConditions] },
      build: { write: false, lib: { entry: join(folder, 'Answers.tsx'), formats: ['es'] } },
    });
    expect(JSON.stringify(output)).toContain('/api/message-feedback');
  });

  it('has a server example that delivers the rating of a signed-in user to Dify', async () => {
    const emulators = await startEmulators({ pace: 0 });
    const port = await freePort();
    const workplace = mkdtempSync(join(tmpdir(), 'message-feedback-readme-'));
    const server = spawn(
      process.execPath,
      [source, '--import', join(root, 'node_modules/tsx/dist/loader.mjs'), join(folder, 'server.ts')],
      {
        cwd: workplace,
        stdio: ['ignore', 'inherit', 'inherit'],
        env: {
          ...process.env,
          PORT: String(port),
          DIFY_API_KEY: 'app-emulated-chat',
          DIFY_BASE_URL: emulators.difyBaseUrl,
        },
      },
    );
    try {
      const message = await makeMessage(emulators.url, 'ada');
      const endpoint = `http://localhost:${port}/api/message-feedback`;
      expect(await until(() => rate(endpoint, message, 'session=forged'))).toMatchObject({
        code: 'unauthenticated',
      });
      expect(await rate(endpoint, message, COOKIE)).toMatchObject({
        status: 'delivered',
        feedback: { rating: 'like' },
      });
      expect(await feedbacksAt(emulators.url)).toMatchObject([
        { messageId: message, rating: 'like', user: 'ada', content: 'Clear.' },
      ]);
    } finally {
      server.kill();
      await once(server, 'exit');
      await emulators.close();
      rmSync(workplace, { recursive: true, force: true });
    }
  });
});

function blocksIn(language: string): string[] {
  return [...readme.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)]
    .filter(([, named]) => named === language)
    .map(([, , code]) => code ?? '');
}

async function makeMessage(operator: string, user: string): Promise<string> {
  const response = await fetch(`${operator}/__emulator/dify/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ apiKey: 'app-emulated-chat', user, query: 'Why?', answer: 'Because.' }),
  });
  return ((await response.json()) as { messageId: string }).messageId;
}

async function feedbacksAt(operator: string): Promise<unknown> {
  const response = await fetch(`${operator}/__emulator/state`);
  return ((await response.json()) as { dify: { feedbacks: unknown } }).dify.feedbacks;
}

async function rate(endpoint: string, messageId: string, cookie: string): Promise<unknown> {
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: { 'content-type': 'application/json', cookie },
    body: JSON.stringify({
      message: { messageId },
      feedback: { rating: 'like', reasons: [], comment: 'Clear.' },
      stamp: `${String(Date.now()).padStart(15, '0')}-00000-readme`,
    }),
  });
  return response.json();
}

/** Repeats the call until the server listens, and returns its result. */
async function until<T>(call: () => Promise<T>): Promise<T> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await call();
    } catch (error) {
      if (attempt === 200) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}
