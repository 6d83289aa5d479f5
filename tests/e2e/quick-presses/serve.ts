// Serves the page in PAGE, which has a bar for each of MESSAGES messages: the real proxy with an SQLite
// store, in front of an emulated Dify that responds in random order and fails every third call.
// Prints its addresses as one line of JSON.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { startEmulators } from '@message-feedback/emulators';
import { createFeedbackProxy } from '@message-feedback/proxy';
import { createDifyAdapter } from '@message-feedback/proxy/dify';
import { createNodeListener } from '@message-feedback/proxy/node';
import { createSqliteStore } from '@message-feedback/proxy/sqlite';
import Database from 'libsql';

const messages = Number(process.env.MESSAGES);
const seed = Number(process.env.SEED);
const page = process.env.PAGE ?? '';
const user = 'a-quick-user';
const folder = mkdtempSync(join(tmpdir(), 'message-feedback-quick-'));

const emulators = await startEmulators({ pace: 0 });
const messageIds: string[] = [];
// One after another: a busy server resets some of a thousand connections that come at once.
for (let index = 0; index < messages; index++) {
  const question = { apiKey: 'app-emulated-chat', user, query: `Question ${index}`, answer: 'An answer.' };
  messageIds.push((await control<{ messageId: string }>('dify/messages', question)).messageId);
}
const feedbacks = { path: '/v1/messages/*/feedbacks', method: 'POST' };
await control('faults', { fault: { kind: 'random_latency', minimum: 0, maximum: 60, seed }, ...feedbacks });
await control('faults', { fault: { kind: 'status', status: 500 }, every: 3, ...feedbacks });

const database = new Database(join(folder, 'feedback.sqlite'));
const proxy = createFeedbackProxy({
  adapter: createDifyAdapter({ apiKey: 'app-emulated-chat', baseUrl: emulators.difyBaseUrl }),
  identify: () => user,
  store: createSqliteStore({ database }),
  trustedOrigins: [],
  // One user rates a thousand messages here.
  limiter: null,
  // A third of the calls fail on purpose. Of a thousand messages, some fail eight times in a row, and
  // doubling the wait each time would keep their feedback here for minutes.
  timings: { longestRetryMs: 4_000 },
  onEvent: () => {},
});
const feedback = createNodeListener(proxy);
const types: Record<string, string> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
};

const server = createServer((request, response) => {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
  if (pathname === '/api/message-feedback') return feedback(request, response);
  if (pathname === '/message-ids.json') {
    const [from, to] = [Number(searchParams.get('from')), Number(searchParams.get('to'))];
    return response.end(JSON.stringify(messageIds.slice(from, to)));
  }
  try {
    const file = join(page, pathname === '/' ? 'index.html' : pathname);
    const content = readFileSync(file);
    response.setHeader('content-type', types[extname(file)] ?? 'text/plain').end(content);
  } catch {
    response.writeHead(404).end();
  }
}).listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo;
  process.stdout.write(`${JSON.stringify({ page: `http://127.0.0.1:${port}`, operator: emulators.url })}\n`);
});

process.once('SIGTERM', async () => {
  server.closeAllConnections();
  server.close();
  await proxy.close();
  await emulators.close();
  database.close();
  rmSync(folder, { recursive: true });
});

async function control<T>(path: string, body: unknown): Promise<T> {
  const response = await fetch(`${emulators.url}/__emulator/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`The emulator refused ${path}: ${await response.text()}`);
  return (await response.json()) as T;
}
