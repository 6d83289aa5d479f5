// The proxy of the load test, as a host would run it: an HTTP server, SQLite on a disk, Dify as the upstream.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import Database from 'libsql';
import { createDifyAdapter } from '../../src/adapters/dify/index.ts';
import { createNodeListener } from '../../src/http/node.ts';
import { createFeedbackProxy } from '../../src/index.ts';
import { createSqliteStore } from '../../src/stores/sqlite.ts';
import type { ProxySettings } from './load-processes.ts';
import { answerQuestions } from './usage.ts';

const { file, upstreamUrl } = JSON.parse(process.argv[2] ?? '') as ProxySettings;
const database = new Database(file);
const events = new Map<string, number>();
const proxy = createFeedbackProxy({
  adapter: createDifyAdapter({ apiKey: 'app-key', baseUrl: `${upstreamUrl}/v1` }),
  identify: ({ headers }) => headers.get('x-user'),
  store: createSqliteStore({ database }),
  // The default would print each outage. The rate limits are the default ones.
  onEvent: ({ type }) => void events.set(type, (events.get(type) ?? 0) + 1),
});
proxy.start();
const server = createServer(createNodeListener(proxy));
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo;
  answerQuestions({ url: `http://127.0.0.1:${port}/` }, async () => ({
    events: Object.fromEntries(events),
    undelivered: (await proxy.stats()).waiting,
    synchronous: synchronousOf(database),
  }));
});

/** What SQLite has really set: 2 is FULL, with an fsync for each commit. */
function synchronousOf(sqlite: Database.Database): unknown {
  const [row] = sqlite.prepare('PRAGMA synchronous').all() as { synchronous: unknown }[];
  return row?.synchronous;
}
