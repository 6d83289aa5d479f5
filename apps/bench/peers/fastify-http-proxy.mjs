import httpProxy from '@fastify/http-proxy';
import fastify from 'fastify';

const app = fastify();
app.register(httpProxy, { upstream: process.argv[2] });
process.send({ url: await app.listen({ host: '127.0.0.1', port: 0 }) });
