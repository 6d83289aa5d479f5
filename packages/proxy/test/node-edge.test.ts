import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { createNodeListener } from '../src/http/node.ts';
import { createTestProxy, LIKE, MESSAGE_ID, stampOf } from './test-proxy.ts';

const BODY = JSON.stringify({ message: { messageId: MESSAGE_ID }, feedback: LIKE, stamp: stampOf(1) });
const POST = { method: 'POST', headers: { 'content-type': 'application/json' }, body: BODY };

async function serve(options: Parameters<typeof createTestProxy>[0] = {}) {
  const test = createTestProxy(options);
  const server = createServer(createNodeListener(test.proxy)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const { port } = server.address() as AddressInfo;
  return { ...test, port, url: `http://127.0.0.1:${port}/` };
}

/** Sends these bytes of a POST, and waits for what the server sends before it closes the connection. */
async function sendRaw(port: number, bytes: string): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => {});
  let text = '';
  socket.on('data', (data) => {
    text += data;
  });
  socket.write(bytes);
  await once(socket, 'close');
  return text;
}

const HEAD = 'POST / HTTP/1.1\r\nHost: a.example\r\nConnection: close\r\nContent-Type: application/json\r\n';

describe('the Node listener and fetch of one proxy', () => {
  it('respond with the same status, headers and body', async () => {
    const origin = 'https://chat.example.com';
    const { proxy, url } = await serve({ trustedOrigins: [origin], now: () => 1_700_000_000_000 });
    const requests: [string, RequestInit][] = [
      [url, { ...POST, headers: { ...POST.headers, origin } }],
      [url, { ...POST, body: '{' }],
      [`${url}?messageId=${MESSAGE_ID}`, {}],
      [url, { method: 'DELETE' }],
      [url, { method: 'OPTIONS', headers: { origin, 'access-control-request-method': 'POST' } }],
    ];
    for (const [address, init] of requests) {
      const answers = [await fetch(address, init), await proxy.fetch(new Request(address, init))];
      const [overNode, direct] = await Promise.all(answers.map(comparable));
      expect(overNode).toEqual(direct);
    }
  });
});

/** Without what each response has of its own, and what Node's server adds. */
async function comparable(response: Response) {
  const { requestId: _, ...body } = JSON.parse((await response.text()) || '{}') as Record<string, unknown>;
  const headers = Object.fromEntries(response.headers);
  for (const name of [
    'connection',
    'content-length',
    'date',
    'keep-alive',
    'transfer-encoding',
    'x-request-id',
  ])
    delete headers[name];
  return { status: response.status, headers, body };
}

describe('the Node listener', () => {
  it('lets identify read a clone of the request', async () => {
    const identify = async (request: Request) => {
      const { stamp } = (await request.clone().json()) as { stamp: string };
      return stamp === stampOf(1) ? 'user-1' : null;
    };
    const { url } = await serve({ identify });
    expect((await fetch(url, POST)).status).toBe(200);
  });

  it('says that identify has read the body itself', async () => {
    const identify = async (request: Request) => {
      await request.text();
      return 'user-1';
    };
    const { url, eventsOf } = await serve({ identify });
    expect((await fetch(url, POST)).status).toBe(500);
    expect(eventsOf('request_failed')).toMatchObject([
      { detail: expect.stringContaining('request.clone()') },
    ]);
  });

  it('gives up on a body that arrives byte by byte', async () => {
    const { port, eventsOf } = await serve({ timings: { bodyMs: 100 } });
    const socket = connect(port, '127.0.0.1');
    socket.on('error', () => {});
    socket.write(`${HEAD}Content-Length: 1000\r\n\r\n{`);
    const timer = setInterval(() => socket.write(' '), 10);
    const [data] = (await once(socket, 'data')) as [Buffer];
    clearInterval(timer);
    socket.destroy();
    expect(String(data)).toMatch(/^HTTP\/1\.1 408 /);
    expect(eventsOf('request_failed')).toMatchObject([{ code: 'request_timeout' }]);
  });

  it('stores the feedback of a client that is gone once it has sent the body', async () => {
    let identified = () => {};
    const waiting = new Promise<void>((resolve) => {
      identified = resolve;
    });
    const { port, eventsOf } = await serve({ identify: () => waiting.then(() => 'user-1') });
    const socket = connect(port, '127.0.0.1');
    socket.write(`${HEAD}Content-Length: ${BODY.length}\r\n\r\n${BODY}`, () => socket.destroy());
    await once(socket, 'close');
    setTimeout(identified, 50);
    await vi.waitFor(() => expect(eventsOf('accepted')).toHaveLength(1), { timeout: 10_000 });
  });

  it('responds with 413 to a body in chunks that is longer than the limit', async () => {
    const { port } = await serve();
    const chunk = `10000\r\n${' '.repeat(0x10000)}\r\n`;
    const text = await sendRaw(port, `${HEAD}Transfer-Encoding: chunked\r\n\r\n${chunk}${chunk}0\r\n\r\n`);
    expect(text).toMatch(/^HTTP\/1\.1 413 /);
  });
});
