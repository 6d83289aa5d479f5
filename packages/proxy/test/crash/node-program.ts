// One node of a proxy, as a host would run it: an HTTP server, a store, and Dify as the upstream. The
// argument has its settings.
import { createServer } from 'node:http';
import { createDifyAdapter } from '../../src/adapters/dify/index.ts';
import { createNodeListener } from '../../src/http/node.ts';
import { createFeedbackProxy } from '../../src/index.ts';
import { createCrashStore } from './crash-store.ts';
import { recordFlights } from './flight-log.ts';
import type { NodeSettings } from './node-process.ts';

const { store, port, apiKey, baseUrl, timings, flightLog } = JSON.parse(
  process.argv[2] ?? '',
) as NodeSettings;
const proxy = createFeedbackProxy({
  adapter: createDifyAdapter({ apiKey, baseUrl }),
  identify: (request) => request.headers.get('x-user'),
  store: await createCrashStore(store),
  limiter: null,
  timings,
  fetch: recordFlights(flightLog, fetch),
  onEvent: () => {},
});
proxy.start();
// Exits when the test does, even if the test crashes.
process.stdin.resume().once('end', () => process.exit());
createServer(createNodeListener(proxy)).listen(port, '127.0.0.1', () => process.stdout.write('listening\n'));
