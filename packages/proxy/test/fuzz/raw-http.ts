import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { createNodeListener, type FetchHandler } from '../../src/http/node.ts';
import { type RawInput, toBytes } from './raw-damage.ts';
import type { ReceivedResponse } from './response-problem.ts';

/** A real server in front of this handler. */
export async function startRawTarget(handler: FetchHandler): Promise<RawTarget> {
  const server = createServer(createNodeListener(handler));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    async send(raw) {
      // A client that is gone does not mean that the server has read its bytes.
      const closed = new Promise((resolve) => {
        server.once('connection', (socket) => socket.once('close', resolve));
      });
      const response = await exchange(port, toBytes(raw), raw.damage === 'none');
      await closed;
      return response;
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

export interface RawTarget {
  /** Resolves to the response; `null` if the server closes the connection without one. */
  send(raw: RawInput): Promise<ReceivedResponse | null>;
  close(): Promise<void>;
}

/** Longer than the proxies wait for the rest of a body. Then a server that still waits gets no more. */
const QUIET_MS = 60;

/** Sends the bytes and reads until the server closes the connection. Only a whole request is waited for. */
function exchange(port: number, bytes: Buffer, whole: boolean): Promise<ReceivedResponse | null> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
    const timer = whole ? undefined : setTimeout(() => socket.destroy(), QUIET_MS);
    socket.on('data', (data) => chunks.push(data));
    // The server may close the connection while the client still writes.
    socket.on('error', () => {});
    socket.on('end', () => socket.end());
    socket.on('close', () => {
      clearTimeout(timer);
      resolve(parseResponse(Buffer.concat(chunks)));
    });
  });
}

/** Only as much HTTP as Node's server and the proxy write. */
function parseResponse(bytes: Buffer): ReceivedResponse | null {
  const text = bytes.toString('utf8').replace(/^HTTP\/1\.1 100 Continue\r\n\r\n/, '');
  const end = text.indexOf('\r\n\r\n');
  const [start = '', ...lines] = text.slice(0, end).split('\r\n');
  const [, status] = /^HTTP\/1\.1 (\d{3})/.exec(start) ?? [];
  if (end === -1 || status === undefined) return null;
  const headers = new Headers(
    lines.map((line): [string, string] => {
      const [, name = '', value = ''] = /^([^:]+): ?(.*)$/.exec(line) ?? [];
      return [name, value];
    }),
  );
  const rest = text.slice(end + 4);
  // A body of no bytes is the only one that Node sends in chunks here.
  const body = headers.get('transfer-encoding') === 'chunked' ? rest.replace('0\r\n\r\n', '') : rest;
  const length = Number(headers.get('content-length') ?? body.length);
  return { status: Number(status), headers, text: Buffer.from(body).subarray(0, length).toString() };
}
