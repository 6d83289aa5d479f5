// A proxy for Moveworks that accepts one rating, prints its response and waits until it is killed
// or the undo window ends.
import Database from 'libsql';
import { createMoveworksAdapter } from '../../src/adapters/moveworks/index.ts';
import { createFeedbackProxy } from '../../src/index.ts';
import { createSqliteStore } from '../../src/stores/sqlite.ts';
import { submitRequest } from '../test-proxy.ts';

const { file, baseUrl, assistantName, token, holdMs, message, callbackIds } = JSON.parse(
  process.argv[2] ?? '',
);
const proxy = createFeedbackProxy({
  adapter: createMoveworksAdapter({
    ...{ baseUrl, assistantName, holdMs, getToken: () => token, resolveMessage: () => callbackIds },
  }),
  identify: () => 'alice',
  authorize: () => true,
  store: createSqliteStore({ database: new Database(file) }),
});
const response = await proxy.fetch(submitRequest({ message }));
process.stdout.write(`${await response.text()}\n`);
setInterval(() => {}, 1_000);
