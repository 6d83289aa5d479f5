// The proxy as a host runs it in Node. Its arguments: the upstream, the store, the folder of its file or
// socket, the number of concurrent deliveries, the rows of each user, and the rows of the backlog.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createFeedbackProxy } from '@message-feedback/proxy';
import { createDifyAdapter } from '@message-feedback/proxy/dify';
import { createNodeListener } from '@message-feedback/proxy/node';
import { seedBacklog, seedRows } from './seed.ts';
import { openStore } from './stores.ts';

const [, , upstreamUrl = '', storeName, folder, concurrency = '16', rowsPerUser = '0', backlog = '0'] =
  process.argv;
const { store, withoutDisk, countCommits, close } = openStore(storeName, folder);
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
await withoutDisk(async () => {
  await seedRows(store, Number(rowsPerUser));
  await seedBacklog(store, Number(backlog));
});
Object.assign(globalThis, { countWaiting: async () => (await store.backlog()).waiting, countCommits });
proxy.start();
const server = createServer(createNodeListener(proxy));
// As long as a gateway keeps connections.
server.keepAliveTimeout = 600_000;
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo;
  process.send?.({ url: `http://127.0.0.1:${port}` });
});
process.once('disconnect', () => {
  close();
  process.exit();
});
