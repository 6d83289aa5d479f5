// node fastify.mjs FOLDER: serves the built app of that folder with its chat and its feedback.
import { resolve } from 'node:path';
import serveStatic from '@fastify/static';
import { createNodeListener } from '@message-feedback/proxy/node';
import Fastify from 'fastify';
import { chat } from './chat.mjs';
import { proxy } from './feedback.mjs';

const fastify = Fastify();
const mount = (url, listener) =>
  fastify.all(url, ({ raw, body }, reply) => {
    reply.hijack(); // Fastify has read the body, so the listener gets it beside the request.
    listener(Object.assign(raw, { body }), reply.raw);
  });
mount('/api/message-feedback', createNodeListener(proxy));
mount('/api/chat', createNodeListener({ fetch: chat }));
fastify.register(serveStatic, { root: resolve(process.argv[2]) });
await fastify.listen({ port: Number(process.env.PORT ?? 3000) });
