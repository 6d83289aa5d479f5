// A route module as a framework loads it, even if it only builds the app.
import Database from 'libsql';
import { Pool } from 'pg';
import { createDifyAdapter } from '../../src/adapters/dify/index.ts';
import { createMoveworksAdapter, createMoveworksTokens } from '../../src/adapters/moveworks/index.ts';
import { createNodeListener } from '../../src/http/node.ts';
import { createFeedbackProxy, createMemoryStore } from '../../src/index.ts';
import { createPostgresStore } from '../../src/stores/postgres.ts';
import { createSqliteStore } from '../../src/stores/sqlite.ts';

const { FEEDBACK_FILE = '', UPSTREAM_URL = '' } = process.env;
const adapter = createDifyAdapter({ apiKey: 'app-key', baseUrl: `${UPSTREAM_URL}/v1` });
const identify = () => 'user-1';

const proxy = createFeedbackProxy({
  adapter,
  identify,
  store: createSqliteStore({ database: () => new Database(FEEDBACK_FILE) }),
});
export const { GET, POST, OPTIONS } = proxy;
// What else a module may hold.
createNodeListener(proxy);

const onPostgres = createFeedbackProxy({
  adapter,
  identify,
  store: createPostgresStore({ pool: new Pool({ connectionString: 'postgres://127.0.0.1:1/none' }) }),
});

const withTokens = createFeedbackProxy({
  adapter: createMoveworksAdapter({
    baseUrl: `${UPSTREAM_URL}/rest/v1`,
    assistantName: 'acme',
    getToken: createMoveworksTokens({
      tokenUrl: `${UPSTREAM_URL}/oauth/v1/token`,
      clientId: 'id',
      clientSecret: 'secret',
    }),
  }),
  identify,
  authorize: () => true,
  store: createMemoryStore(),
});

export const proxies = [proxy, onPostgres, withTokens] as const;
