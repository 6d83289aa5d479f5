import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { type AddressInfo, createServer as createRawServer, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { drip, type HostileServer, startHostileServer } from '../../test/hostile/hostile-server.ts';
import { createTestProxy, LIKE, MESSAGE_ID, stampOf } from '../../test/test-proxy.ts';
import { createDifyAdapter } from '../adapters/dify/index.ts';
import type { UpstreamRequest } from '../adapters/feedback-adapter.ts';
import { wasNeverSent } from '../adapters/upstream-exchange.ts';
import { createFeedbackProxy } from '../feedback-proxy.ts';
import { createNodeListener } from './node.ts';
import { createPoolTransport } from './node-transport.ts';

async function listen(listener: RequestListener): Promise<{ server: Server; url: string }> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

/** The port of a server that handles each connection with the given behaviour. */
async function listenRaw(behave: (socket: Socket) => void): Promise<number> {
  const sockets = new Set<Socket>();
  const server = createRawServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    behave(socket);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });
  return (server.address() as AddressInfo).port;
}

function rejection(sent: Promise<unknown>): Promise<unknown> {
  return sent.catch((reason: unknown) => reason);
}

function send(
  url: string,
  { timeoutMs = 5_000, ...request }: Partial<UpstreamRequest> & { timeoutMs?: number } = {},
) {
  return createPoolTransport()(
    { url, method: 'POST', headers: { authorization: 'Bearer app-key' }, body: '{}', ...request },
    { timeoutMs, now: () => 7 },
  );
}

describe('createPoolTransport', () => {
  it('sends the request as it is, and does not follow redirects', async () => {
    const requests: unknown[] = [];
    const { url } = await listen(async (request, response) => {
      let body = '';
      for await (const chunk of request) body += chunk;
      requests.push([request.method, request.url, request.headers.authorization, body]);
      response.writeHead(302, { location: '/elsewhere', 'x-trace': ['a', 'b'] }).end('好👍');
    });
    const response = await send(`${url}/v1/messages?x=%2e`, { body: '{"rating":"like"}' });
    expect(response).toMatchObject({ status: 302, body: '好👍', receivedAt: 7 });
    expect(response.headers.get('Location')).toBe('/elsewhere');
    expect(response.headers.get('x-trace')).toBe('a, b');
    expect(requests).toEqual([['POST', '/v1/messages?x=%2e', 'Bearer app-key', '{"rating":"like"}']]);
  });

  it('keeps its connections for the next requests', async () => {
    let connections = 0;
    const { server, url } = await listen((request, response) => {
      request.resume().on('end', () => response.end('{}'));
    });
    server.on('connection', () => connections++);
    const transport = createPoolTransport();
    const request: UpstreamRequest = { url, method: 'POST', headers: {}, body: '{}' };
    for (let sent = 0; sent < 20; sent++) await transport(request, { timeoutMs: 5_000, now: Date.now });
    // The pool may open a second one while it cleans up after a response.
    expect(connections).toBeLessThanOrEqual(2);
  });

  it('reads 64 KiB and not a byte more', async () => {
    let length = 65_536;
    const { url } = await listen((_, response) => response.end('x'.repeat(length)));
    expect((await send(url)).body).toHaveLength(65_536);
    length++;
    expect((await send(url)).body).toBeNull();
  });

  it('sends no request for which the time was up before there was a connection', async () => {
    let requests = 0;
    const { url } = await listen((_, response) => {
      requests++;
      response.end('{}');
    });
    await expect(send(url, { timeoutMs: 0 })).rejects.toThrow('took longer than 0 ms');
    expect((await send(url)).status).toBe(200);
    expect(requests).toBeLessThanOrEqual(2);
  });

  it('knows that nothing was sent to a port without a listener', async () => {
    const closed = await startHostileServer();
    await closed.close();
    const error = await send(closed.url).catch((reason: unknown) => reason);
    expect(wasNeverSent(error)).toBe(true);
  });

  it.each([
    ['never ends', (socket: Socket) => socket.pause()],
    ['is reset', (socket: Socket) => socket.once('data', () => socket.resetAndDestroy())],
    ['fails', (socket: Socket) => socket.once('data', () => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'))],
  ])('knows that nothing was sent when the TLS handshake %s', async (_, behave) => {
    const port = await listenRaw(behave);
    const error = await rejection(send(`https://127.0.0.1:${port}`, { timeoutMs: 300 }));
    expect([error instanceof Error, wasNeverSent(error)]).toEqual([true, true]);
  });

  it('knows that nothing was sent when the outgoing proxy refuses to connect', async () => {
    const { server, url } = await listen(() => {});
    server.on('connect', (_, socket) => socket.end('HTTP/1.1 403 Forbidden\r\n\r\n'));
    vi.stubEnv('NODE_USE_ENV_PROXY', '1').stubEnv('https_proxy', url).stubEnv('no_proxy', '');
    onTestFinished(() => {
      vi.unstubAllEnvs();
    });
    const error = await rejection(send('https://upstream.example.com'));
    expect([error instanceof Error, wasNeverSent(error)]).toEqual([true, true]);
  });

  it('does not know that of a request without a response, or whose connection breaks', async () => {
    const silent = await listenRaw((socket) => socket.resume());
    expect(wasNeverSent(await rejection(send(`http://127.0.0.1:${silent}`, { timeoutMs: 300 })))).toBe(false);
    const broken = await listenRaw((socket) => socket.once('data', () => socket.resetAndDestroy()));
    expect(wasNeverSent(await rejection(send(`http://127.0.0.1:${broken}`)))).toBe(false);
  });

  it('rejects a header that HTTP does not allow', async () => {
    const { url } = await listen((_, response) => response.end('{}'));
    const sent = send(url, { headers: { authorization: 'Bearer a\nb' } });
    await expect(sent).rejects.toThrow('header');
    expect(wasNeverSent(await rejection(sent))).toBe(true);
  });
});

describe('createPoolTransport with an upstream that does not end its response', () => {
  let upstream: HostileServer;

  beforeEach(async () => {
    upstream = await startHostileServer();
  });
  afterEach(() => upstream.close());

  it('gives up when the time is over, and closes the connection', async () => {
    const closed = new Promise((resolve) => {
      upstream.set((socket) => {
        socket.on('close', resolve);
        drip('HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n', 5)(socket);
      });
    });
    await expect(send(upstream.url, { timeoutMs: 200 })).rejects.toThrow('took longer than 200 ms');
    await closed;
  });

  it('rejects when the body is interrupted', async () => {
    upstream.set((socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{"result":'));
    const error = await send(upstream.url).catch((reason: unknown) => reason);
    expect([error instanceof Error, wasNeverSent(error)]).toEqual([true, false]);
  });
});

describe('a proxy that createNodeListener serves', () => {
  const body = JSON.stringify({ message: { messageId: MESSAGE_ID }, feedback: LIKE, stamp: stampOf(1) });
  const headers = { 'content-type': 'application/json' };

  it('delivers without the global fetch', async () => {
    const upstream = await listen((request, response) => {
      request.resume().on('end', () => response.end('{"result":"success"}'));
    });
    const proxy = createFeedbackProxy({
      adapter: createDifyAdapter({ apiKey: 'app-key', baseUrl: `${upstream.url}/v1` }),
      identify: () => 'user-1',
    });
    onTestFinished(() => proxy.close());
    const { url } = await listen(createNodeListener(proxy));
    const globalFetch = vi.spyOn(globalThis, 'fetch');
    onTestFinished(() => globalFetch.mockRestore());
    const response = await fetch(url, { method: 'POST', headers, body });
    expect(await response.json()).toMatchObject({ status: 'delivered' });
    expect(globalFetch).toHaveBeenCalledTimes(1);
  });

  it('delivers with the fetch of its options', async () => {
    const { proxy, delivered } = createTestProxy();
    const { url } = await listen(createNodeListener(proxy));
    expect((await fetch(url, { method: 'POST', headers, body })).status).toBe(200);
    expect(delivered()).toHaveLength(1);
  });
});
