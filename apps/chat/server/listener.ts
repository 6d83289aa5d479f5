import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SERVER_LIMITS } from './server-limits.ts';
import { StartError } from './start-error.ts';

export interface Listening {
  /** The address to open, such as `http://127.0.0.1:3000`. */
  readonly url: string;
  /** Accepts no more requests, and gives open requests a moment to end. */
  close(): Promise<void>;
}

/** Throws a `StartError` if the port is not available. */
export async function listen(
  listener: RequestListener,
  { host, port }: { host: string; port: number },
): Promise<Listening> {
  const server = createServer(listener);
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(portError(error, 'PORT', port)));
    server.listen(port, host, resolve);
  });
  return { url: addressOf(server, host), close: () => close(server) };
}

/**
 * Turns a taken port into a sentence that names the setting to change; returns other errors
 * unchanged.
 */
export function portError(error: unknown, setting: string, port: number): unknown {
  const code = codeOf(error) ?? codeOf(error instanceof Error ? error.cause : null);
  const why = { EADDRINUSE: 'is taken by another program', EACCES: 'is reserved by the system' }[code ?? ''];
  if (!why) return error;
  return new StartError(
    `Port ${port} ${why}, so the chat was not started. Choose another one: ${setting}=${port < 65_535 ? port + 1 : 3000} npm start`,
    { cause: error },
  );
}

function codeOf(error: unknown): string | null {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null;
}

function addressOf(server: Server, host: string): string {
  const { port } = server.address() as AddressInfo;
  // These two mean "every address of this machine", which a browser cannot open.
  const name = host === '0.0.0.0' || host === '::' ? 'localhost' : host;
  return `http://${name.includes(':') ? `[${name}]` : name}:${port}`;
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const cut = setTimeout(() => server.closeAllConnections(), SERVER_LIMITS.closeMs);
    server.close(() => {
      clearTimeout(cut);
      resolve();
    });
    server.closeIdleConnections();
  });
}
