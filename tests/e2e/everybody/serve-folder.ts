import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';

/** Serves a folder on a free port, with these headers. */
export async function serveFolder(
  folder: string,
  { headers = {}, respond }: ServeFolderOptions = {},
): Promise<ServedPage> {
  const server = createServer(async (request, response) => {
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    if (respond?.(request, response)) return;
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    // Browsers request it by themselves.
    if (pathname === '/favicon.ico') return response.writeHead(204).end();
    const file = join(folder, pathname === '/' ? 'index.html' : pathname);
    const content = await readFile(file).catch(() => null);
    if (content === null) return response.writeHead(404).end();
    response.setHeader('content-type', TYPES[extname(file)] ?? 'text/plain').end(content);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

export interface ServeFolderOptions {
  readonly headers?: Readonly<Record<string, string>>;
  /** Handles a request before the files do; returns whether it did. */
  readonly respond?: (request: IncomingMessage, response: ServerResponse) => boolean;
}

export interface ServedPage {
  readonly url: string;
  close(): Promise<void>;
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
};
