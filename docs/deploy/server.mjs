// The whole server of the container: the proxy, a readiness check and an orderly stop.
import { createServer } from 'node:http';
import { createFeedbackProxy } from '@message-feedback/proxy';
import { createDifyAdapter } from '@message-feedback/proxy/dify';
import { createNodeListener } from '@message-feedback/proxy/node';
import { createPostgresStore } from '@message-feedback/proxy/postgres';
import pg from 'pg';
import { readSession } from './session.mjs'; // your own: verifies the session cookie

const { DATABASE_URL, DIFY_API_KEY = '', DIFY_BASE_URL = 'https://api.dify.ai/v1' } = process.env;
const { PORT = '3000', TRUSTED_ORIGINS = '', TRUSTED_PROXIES = '1' } = process.env;

const pool = new pg.Pool({
  connectionString: DATABASE_URL,
  connectionTimeoutMillis: 5_000,
  query_timeout: 5_000,
  keepAlive: true,
});
const proxy = createFeedbackProxy({
  adapter: createDifyAdapter({ apiKey: DIFY_API_KEY, baseUrl: DIFY_BASE_URL }),
  identify: async (request) => (await readSession(request.headers.get('cookie')))?.userId ?? null,
  store: createPostgresStore({ pool }),
  trustedOrigins: TRUSTED_ORIGINS.split(',').filter((origin) => origin !== ''),
  trustedProxies: Number(TRUSTED_PROXIES),
});
const listener = createNodeListener(proxy);

const server = createServer(async (request, response) => {
  if (request.url === '/readyz') response.writeHead((await proxy.ready()) ? 204 : 503).end();
  else listener(request, response);
});
proxy.start();
server.listen(Number(PORT));

process.once('SIGTERM', () => {
  server.close(async () => {
    await proxy.close();
    await pool.end();
  });
});
