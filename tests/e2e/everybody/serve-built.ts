import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';

/** Serves what `build` leaves in a folder of its own, with these headers. */
export async function serveBuilt({ build, headers = {} }: ServeBuiltOptions): Promise<ServedPage> {
  const folder = await mkdtemp(join(tmpdir(), 'message-feedback-page-'));
  const respond = await build(folder);

  const server = createServer(async (request, response) => {
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    if (respond?.(request, response)) return;
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    // Browsers ask for one unasked.
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
      await rm(folder, { recursive: true });
    },
  };
}

export interface ServeBuiltOptions {
  /** Fills the folder; may give what answers requests before the files do. */
  build(folder: string): Promise<Respond | undefined>;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Gives whether it answers this request. */
export type Respond = (request: IncomingMessage, response: ServerResponse) => boolean;

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
