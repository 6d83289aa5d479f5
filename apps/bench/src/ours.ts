// The proxy as a host runs it in Node. Its arguments: the upstream, the store, and where its file is.
import { rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createFeedbackProxy, createMemoryStore } from '@message-feedback/proxy';
import { createDifyAdapter } from '@message-feedback/proxy/dify';
import { createNodeListener } from '@message-feedback/proxy/node';
import { createSqliteStore } from '@message-feedback/proxy/sqlite';
import Database from 'libsql';
import { seedRows } from './seed.ts';

const [, , upstreamUrl = '', storeName = 'memory', folder = '.', concurrency = '16', rowsPerUser = '0'] =
  process.argv;
const file = `${folder}/bench-${process.pid}.sqlite`;
const database = storeName === 'sqlite' ? new Database(file) : null;
const store = database === null ? createMemoryStore() : createSqliteStore({ database });
const proxy = createFeedbackProxy({
  adapter: createDifyAdapter({ apiKey: 'app-key', baseUrl: `${upstreamUrl}/v1` }),
  identify: ({ headers }) => headers.get('x-user'),
  store,
  // As many as the clients' connections, so that each submission is delivered while its user waits.
  concurrency: Number(concurrency),
  // The default would print each outage.
  onEvent: () => {},
});
await store.count();
// Only the rows that the bench itself stores need no disk.
database?.exec('PRAGMA synchronous=OFF');
await seedRows(store, Number(rowsPerUser));
database?.exec('PRAGMA synchronous=FULL');
proxy.start();
const server = createServer(createNodeListener(proxy)).listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo;
  process.send?.({ url: `http://127.0.0.1:${port}` });
});
process.once('disconnect', () => {
  for (const suffix of ['', '-wal', '-shm']) rmSync(file + suffix, { force: true });
  process.exit();
});
