import { createServer, request as httpRequest, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import fastify from 'fastify';
import { afterEach, describe, expect, it } from 'vitest';
import { createTestProxy, LIKE, MESSAGE_ID, stampOf } from '../../test/test-proxy.ts';
import { createNodeListener } from './node.ts';

const PATH = '/api/message-feedback';
const BODY = JSON.stringify({ message: { messageId: MESSAGE_ID }, feedback: LIKE, stamp: stampOf(1) });

const closers: (() => unknown)[] = [];

afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

/** Starts a server on a free port of this machine. */
async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(
    () => new Promise((resolve) => server.close(resolve)),
    () => server.closeAllConnections(),
  );
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}${PATH}`;
}

function post(url: string, body: BodyInit = BODY, type = 'application/json'): Promise<Response> {
  return fetch(url, { method: 'POST', headers: { 'content-type': type }, body });
}

async function expectToWork(url: string, delivered: () => unknown[]) {
  const submitted = await post(url);
  expect(submitted.headers.get('cache-control')).toBe('no-store');
  expect(await submitted.json()).toMatchObject({ status: 'delivered', feedback: LIKE });
  const loaded = await fetch(`${url}?messageId=${MESSAGE_ID}`);
  expect(await loaded.json()).toMatchObject({ items: [{ messageId: MESSAGE_ID, feedback: LIKE }] });
  expect(delivered()).toHaveLength(1);
}

describe('createNodeListener', () => {
  it('serves node:http', async () => {
    const { proxy, delivered } = createTestProxy();
    await expectToWork(await listen(createServer(createNodeListener(proxy))), delivered);
  });

  it('serves Express', async () => {
    const { proxy, delivered } = createTestProxy();
    const app = express().use(PATH, createNodeListener(proxy));
    await expectToWork(await listen(createServer(app)), delivered);
  });

  it('serves Express when express.json() has read the body', async () => {
    const { proxy, delivered } = createTestProxy();
    const app = express().use(express.json()).use(PATH, createNodeListener(proxy));
    const url = await listen(createServer(app));
    await expectToWork(url, delivered);
    expect((await post(url, '{"message":1}')).status).toBe(400);
    expect((await post(url, JSON.stringify({ long: 'x'.repeat(90_000) }))).status).toBe(413);
    expect((await post(url, BODY, 'text/plain')).status).toBe(415);
  });

  it.each([
    ['a string', (buffer: Buffer) => buffer.toString()],
    ['an object', (buffer: Buffer) => JSON.parse(buffer.toString()) as unknown],
  ])('serves Express when express.json() has read the body and kept it as %s', async (_, keep) => {
    const { proxy, delivered } = createTestProxy();
    const verify = (incoming: object, _outgoing: unknown, buffer: Buffer) =>
      void Object.assign(incoming, { rawBody: keep(buffer) });
    const app = express().use(express.json({ verify })).use(PATH, createNodeListener(proxy));
    await expectToWork(await listen(createServer(app)), delivered);
  });

  it.each([
    ['express.raw()', express.raw({ type: '*/*' })],
    ['express.text()', express.text({ type: '*/*' })],
  ])('serves Express when %s has read the body', async (_, parser) => {
    const { proxy, delivered } = createTestProxy();
    const app = express().use(parser).use(PATH, createNodeListener(proxy));
    await expectToWork(await listen(createServer(app)), delivered);
  });

  it('serves Fastify', async () => {
    const { proxy, delivered } = createTestProxy();
    const listener = createNodeListener(proxy);
    const app = fastify();
    app.route({
      method: ['GET', 'POST'],
      url: PATH,
      handler({ raw, body }, reply) {
        reply.hijack();
        listener(Object.assign(raw, { body }), reply.raw);
      },
    });
    closers.push(() => app.close());
    await expectToWork(`${await app.listen({ host: '127.0.0.1', port: 0 })}${PATH}`, delivered);
  });

  it('passes cookies to identify', async () => {
    const identify = ({ headers }: Request) => /session=(\w+)/.exec(headers.get('cookie') ?? '')?.[1] ?? null;
    const { proxy, delivered } = createTestProxy({ identify });
    const url = await listen(createServer(createNodeListener(proxy)));
    expect((await post(url)).status).toBe(401);
    const headers = { 'content-type': 'application/json', cookie: 'session=ada' };
    expect((await fetch(url, { method: 'POST', headers, body: BODY })).status).toBe(200);
    expect(delivered()).toMatchObject([{ user: 'ada' }]);
  });

  it('responds with 413 before a large body has arrived, and continues to serve', async () => {
    const { proxy, upstream } = createTestProxy();
    const url = await listen(createServer(createNodeListener(proxy)));
    const status = await new Promise((resolve, reject) => {
      const headers = { 'content-type': 'application/json', 'content-length': 10_000_000 };
      const sending = httpRequest(url, { method: 'POST', headers }, ({ statusCode }) => {
        sending.destroy();
        resolve(statusCode);
      });
      sending.on('error', reject);
      sending.write(' '.repeat(100_000));
    });
    expect(status).toBe(413);
    expect(upstream.calls).toEqual([]);
    expect((await post(url)).status).toBe(200);
  });

  it('survives a client that disconnects during the request', async () => {
    const { proxy, eventsOf } = createTestProxy();
    const url = await listen(createServer(createNodeListener(proxy)));
    await new Promise<void>((resolve) => {
      const headers = { 'content-type': 'application/json', 'content-length': BODY.length };
      const sending = httpRequest(url, { method: 'POST', headers });
      sending.on('error', () => resolve());
      sending.write(BODY.slice(0, 10), () => sending.destroy(new Error('gone')));
    });
    expect((await post(url)).status).toBe(200);
    expect(eventsOf('accepted')).toHaveLength(1);
  });
});
