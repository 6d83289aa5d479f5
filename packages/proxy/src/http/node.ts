import type { IncomingMessage, ServerResponse } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { rememberPeer } from './client-address.ts';

/**
 * Mounts the proxy in Node's `http`, Express or Fastify. If a parser of the host has already read
 * the body, takes it from `incoming.body`, where Express puts it.
 *
 * @example
 * const sessions = new Map<string, string>(); // Your sessions: cookie → user id.
 * const proxy = createFeedbackProxy({
 *   adapter: createDifyAdapter({ apiKey: 'app-…', baseUrl: 'https://api.dify.ai/v1' }),
 *   identify: (request) => sessions.get(request.headers.get('cookie') ?? ''),
 * });
 * createServer(createNodeListener(proxy)).listen(3000);
 */
export function createNodeListener(proxy: FetchHandler): NodeListener {
  // Replacing the global Request and Response is up to the host.
  const listener = getRequestListener(
    (request, { incoming }) => {
      rememberPeer(request, incoming.socket.remoteAddress);
      return proxy.fetch(request);
    },
    { overrideGlobalObjects: false },
  );
  return (incoming, outgoing) => {
    restoreBody(incoming);
    void listener(incoming, outgoing);
  };
}

/** As much of a `FeedbackProxy` as the listener uses. */
export interface FetchHandler {
  fetch(this: void, request: Request): Promise<Response>;
}

export type NodeListener = (incoming: IncomingMessage, outgoing: ServerResponse) => void;

function restoreBody(incoming: IncomingMessage & { body?: unknown; rawBody?: unknown }): void {
  const { body, readableEnded, rawBody } = incoming;
  if (!readableEnded || rawBody !== undefined) return;
  incoming.rawBody = Buffer.isBuffer(body) ? body : Buffer.from(toBodyText(body));
}

function toBodyText(body: unknown): string {
  if (typeof body === 'string') return body;
  return body === undefined ? '' : JSON.stringify(body);
}
