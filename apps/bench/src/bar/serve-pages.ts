import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createFeedbackProxy, createMemoryStore } from '@message-feedback/proxy';
import { createDifyAdapter } from '@message-feedback/proxy/dify';
import { createNodeListener } from '@message-feedback/proxy/node';
import type { BuiltPage } from './build-pages.ts';

/** Serves each page on a port of its own, with a real proxy that delivers to `upstreamUrl`. */
export async function servePages(
  pages: ReadonlyMap<string, BuiltPage>,
  upstreamUrl: string,
): Promise<ServedPages> {
  const proxy = createFeedbackProxy({
    adapter: createDifyAdapter({ apiKey: 'app-key', baseUrl: `${upstreamUrl}/v1` }),
    identify: () => 'ada',
    store: createMemoryStore(),
    onEvent: () => {},
    // The bench is one user, who mounts a chat of 10,000 messages many times a minute.
    limiter: null,
    addressLimiter: null,
  });
  const feedback = createNodeListener(proxy);
  const urls = new Map<string, string>();
  const servers = [...pages].map(([name, { files }]) => {
    const server = createServer((request, response) => {
      const path = new URL(request.url ?? '/', 'http://localhost').pathname;
      if (path.startsWith('/api/message-feedback')) return feedback(request, response);
      const content = files.get(path);
      const type = path.endsWith('.js')
        ? 'text/javascript'
        : path.endsWith('.css')
          ? 'text/css'
          : 'text/html';
      if (content === undefined) return response.writeHead(404).end();
      response.writeHead(200, { 'content-type': `${type};charset=utf-8`, 'content-encoding': 'br' });
      response.end(content);
    });
    const listening = new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', () => {
        urls.set(name, `http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
        resolve();
      });
    });
    return { server, listening };
  });
  await Promise.all(servers.map(({ listening }) => listening));
  return {
    urls,
    async close() {
      for (const { server } of servers) {
        server.close();
        server.closeAllConnections();
      }
      await proxy.close();
    },
  };
}

export interface ServedPages {
  /** By the name of the row. */
  readonly urls: ReadonlyMap<string, string>;
  close(): Promise<void>;
}
