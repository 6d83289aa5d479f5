import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { proxy } from 'hono/proxy';

const [, , upstream] = process.argv;
const app = new Hono();
app.all('*', ({ req }) => {
  const { pathname, search } = new URL(req.url);
  return proxy(`${upstream}${pathname}${search}`, req);
});
serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 }, ({ port }) =>
  process.send({ url: `http://127.0.0.1:${port}` }),
);
