import type { Transport } from '../adapters/upstream-exchange.ts';
import type { ReadLimits } from './body.ts';

/** A request as the edge of a runtime hands it to the proxy: Node's listener, or `fetch`. */
export interface Exchange {
  /** Its method, URL and headers. The host's `identify` gets it, too. */
  readonly request: Request;
  /**
   * Reads the body once. Throws a `FeedbackError`: `submission_too_large` at the limit,
   * `request_timeout` for a body that is slow or broken off, `internal` if the host has read it.
   */
  readBody(limits: ReadLimits): Promise<Uint8Array>;
}

/** The proxy's response, before an edge turns it into the runtime's own. */
export interface PlainResponse {
  readonly status: number;
  /** By name in lower case. */
  readonly headers: Record<string, string>;
  /** `null` for a response without a body. */
  readonly body: string | null;
}

/** The part of a proxy behind its `fetch`, for an edge that needs no `Request` and `Response`. */
export interface DirectHandler {
  /** Never rejects. */
  handle(exchange: Exchange): Promise<PlainResponse>;
  /** Sends to the upstream with this from now on, unless the host has passed `fetch`. */
  sendWith(transport: Transport): void;
}

/** A host that wraps a `fetch` hides its handler, and gets `Request` and `Response`. */
export function rememberHandler(fetch: ProxyFetch, handler: DirectHandler): void {
  handlers.set(fetch, handler);
}

export function handlerBehind(fetch: ProxyFetch): DirectHandler | undefined {
  return handlers.get(fetch);
}

type ProxyFetch = (request: Request) => Promise<Response>;

const handlers = new WeakMap<ProxyFetch, DirectHandler>();
