import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';

/** A server of raw sockets that handles each request with the given behaviour. */
export async function startHostileServer(): Promise<HostileServer> {
  const sockets = new Set<Socket>();
  let behave: Behaviour = () => {};
  let requests = 0;

  const server = createServer((socket) => {
    sockets.add(socket);
    // A connection that the client ends is not an error here.
    socket.on('error', () => {});
    socket.on('close', () => sockets.delete(socket));
    socket.once('data', () => {
      requests++;
      behave(socket);
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    get requests() {
      return requests;
    },
    set(behaviour) {
      behave = behaviour;
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export interface HostileServer {
  readonly url: string;
  /** The number of connections with a request. */
  readonly requests: number;
  set(behaviour: Behaviour): void;
  /** Also ends all open connections. */
  close(): Promise<void>;
}

export type Behaviour = (socket: Socket) => void;

/** A complete response, byte for byte. */
export function response(status: string, headers: readonly string[], body: string): Behaviour {
  const head = [
    `HTTP/1.1 ${status}`,
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
    ...headers,
  ];
  return (socket) => socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}

export function json(status: string, body: unknown, headers: readonly string[] = []): Behaviour {
  return response(status, ['Content-Type: application/json', ...headers], JSON.stringify(body));
}

export function html(status: string, headers: readonly string[] = []): Behaviour {
  return response(status, ['Content-Type: text/html', ...headers], `<!doctype html><h1>${CANARY}</h1>`);
}

/** Sends the same bytes again and again until the other side ends the connection. */
export function endlessly(head: string, chunk: Buffer): Behaviour {
  return (socket) => {
    socket.write(head);
    const write = () => {
      while (!socket.destroyed && socket.write(chunk));
    };
    socket.on('drain', write);
    write();
  };
}

/** Sends one byte at a time. */
export function drip(text: string, everyMs: number): Behaviour {
  return (socket) => {
    let sent = 0;
    const timer = setInterval(() => {
      if (socket.destroyed) clearInterval(timer);
      else socket.write(text.charAt(sent++ % text.length));
    }, everyMs);
    socket.on('close', () => clearInterval(timer));
  };
}

/** Part of every hostile response. The tests search for it where it must never be. */
export const CANARY = 'canary-of-the-upstream';
