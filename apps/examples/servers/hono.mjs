// node hono.mjs FOLDER: serves the built app of that folder with its chat and its feedback.
import { serve } from '@hono/node-server';
import { serveStatic } from '@hono/node-server/serve-static';
import { Hono } from 'hono';
import { chat } from './chat.mjs';
import { proxy } from './feedback.mjs';

const app = new Hono()
  .all('/api/message-feedback', ({ req }) => proxy.fetch(req.raw))
  .post('/api/chat', ({ req }) => chat(req.raw))
  .use(serveStatic({ root: process.argv[2] }));

serve({ fetch: app.fetch, port: Number(process.env.PORT ?? 3000), hostname: '127.0.0.1' });
