import type { IncomingMessage, ServerResponse } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import { rememberPeer } from './client-address.ts';
import { handlerBehind, type PlainResponse } from './exchange.ts';
import { type NodeRequest, readNodeBody } from './node-body.ts';
import { createPoolTransport } from './node-transport.ts';

/**
 * Mounts the proxy in Node's `http`, Express or Fastify. If a parser of the host has already read
 * the body, takes it from `incoming.body`, where Express puts it. From then on the proxy sends to
 * the upstream over its own keep-alive connections, unless it was created with `fetch`.
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
  const direct = handlerBehind(proxy.fetch);
  direct?.sendWith(createPoolTransport());

  // Replacing the global Request and Response is up to the host.
  const listener = getRequestListener(
    async (request, { incoming, outgoing }) => {
      rememberPeer(request, incoming.socket.remoteAddress);
      if (direct === undefined) return proxy.fetch(request);
      const response = await direct.handle({
        request,
        readBody: (limits) => readNodeBody(incoming as NodeRequest, request, limits),
      });
      write(response, outgoing as ServerResponse);
      return RESPONSE_ALREADY_SENT;
    },
    { overrideGlobalObjects: false },
  );
  return (incoming, outgoing) => {
    restoreBody(incoming);
    void listener(incoming, outgoing);
  };
}

/** The part of a `FeedbackProxy` that the listener uses. */
export interface FetchHandler {
  fetch(this: void, request: Request): Promise<Response>;
}

export type NodeListener = (incoming: IncomingMessage, outgoing: ServerResponse) => void;

function write({ status, headers, body }: PlainResponse, outgoing: ServerResponse): void {
  if (body === null) {
    outgoing.writeHead(status, headers).end();
    return;
  }
  outgoing.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) }).end(body);
}

function restoreBody(incoming: NodeRequest): void {
  const { body, readableEnded, rawBody } = incoming;
  // The host's own `rawBody` may also be a string or an object.
  if (!readableEnded || rawBody instanceof Uint8Array) return;
  incoming.rawBody = Buffer.isBuffer(body) ? body : Buffer.from(toBodyText(body));
}

function toBodyText(body: unknown): string {
  if (typeof body === 'string') return body;
  return body === undefined ? '' : JSON.stringify(body);
}
