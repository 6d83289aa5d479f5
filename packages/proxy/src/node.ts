import type { IncomingMessage, ServerResponse } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import type { FeedbackProxy } from './feedback-proxy.ts';

/**
 * Mounts the proxy in Node's `http`, Express or Fastify. A body that a parser of the host has read already is taken from
 * `incoming.body`, where Express puts it.
 */
export function createNodeListener(proxy: Pick<FeedbackProxy, 'fetch'>): NodeListener {
  // The global Request and Response are the host's; replacing them is not for a library to do.
  const listener = getRequestListener((request) => proxy.fetch(request), { overrideGlobalObjects: false });
  return (incoming, outgoing) => {
    restoreBody(incoming);
    void listener(incoming, outgoing);
  };
}

export type NodeListener = (incoming: IncomingMessage, outgoing: ServerResponse) => void;

function restoreBody(incoming: IncomingMessage & { body?: unknown; rawBody?: unknown }): void {
  const { body, readableEnded, rawBody } = incoming;
  if (!readableEnded || rawBody !== undefined) return;
  incoming.rawBody = Buffer.isBuffer(body) ? body : Buffer.from(toText(body));
}

function toText(body: unknown): string {
  if (typeof body === 'string') return body;
  return body === undefined ? '' : JSON.stringify(body);
}
