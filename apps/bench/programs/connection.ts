import { connect, type Socket } from 'node:net';

/**
 * One kept connection that sends a request and reads its response, one after the other. Written on
 * sockets, so that the load costs less than what it measures.
 */
export async function openConnection(url: string): Promise<Connection> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  socket.setNoDelay(true);
  await new Promise((resolve, reject) => socket.once('connect', resolve).once('error', reject));
  return { exchange: (request) => exchange(socket, request), close: () => socket.destroy() };
}

/** Exchanges over the connection that has been free the longest. Requests wait for one in their order. */
export function shareConnections(connections: readonly Connection[]): Connection['exchange'] {
  const free = [...connections];
  const waiting: ((connection: Connection) => void)[] = [];
  return async (request) => {
    const connection = free.shift() ?? (await new Promise<Connection>((resolve) => waiting.push(resolve)));
    try {
      return await connection.exchange(request);
    } finally {
      const resolve = waiting.shift() ?? ((each: Connection) => free.push(each));
      resolve(connection);
    }
  };
}

export interface Connection {
  exchange(request: string): Promise<Reply>;
  close(): void;
}

export interface Reply {
  readonly status: number;
  readonly body: string;
}

function exchange(socket: Socket, request: string): Promise<Reply> {
  return new Promise((resolve, reject) => {
    let text = '';
    const onData = (chunk: Buffer) => {
      text += chunk.toString('latin1');
      const end = endOf(text);
      if (end === null) return;
      cleanUp();
      resolve({ status: Number(text.slice(9, 12)), body: text.slice(end.bodyAt) });
    };
    const onClose = () => {
      cleanUp();
      reject(new Error(`The proxy closed the connection after ${JSON.stringify(text.slice(0, 200))}.`));
    };
    const cleanUp = () => {
      socket.off('data', onData);
      socket.off('close', onClose);
    };
    socket.on('data', onData);
    socket.on('close', onClose);
    socket.write(request);
  });
}

/** Where the body begins, once the response is complete. */
function endOf(text: string): { bodyAt: number } | null {
  const headEnd = text.indexOf('\r\n\r\n');
  if (headEnd === -1) return null;
  const bodyAt = headEnd + 4;
  const head = text.slice(0, headEnd);
  const length = /^content-length: *(\d+)/im.exec(head)?.[1];
  if (length !== undefined) return text.length >= bodyAt + Number(length) ? { bodyAt } : null;
  return text.endsWith('0\r\n\r\n') ? { bodyAt } : null;
}
