import type { Transport } from '../adapters/upstream-exchange.ts';
import type { ReadLimits } from './body.ts';

/** A request, from Node's listener or from `fetch`. */
export interface IncomingRequest {
  /** Its method, URL and headers. The host's `identify` gets it, too. */
  readonly request: Request;
  /**
   * Reads the body once. Throws a `FeedbackError`: `submission_too_large` at the limit,
   * `request_timeout` for a body that is slow or broken off, `internal` if the host has read it.
   */
  readBody(limits: ReadLimits): Promise<Uint8Array>;
}

/** The proxy's response, before Node's listener writes it or `fetch` turns it into a `Response`. */
export interface PlainResponse {
  readonly status: number;
  /** Keyed by name in lower case. */
  readonly headers: Record<string, string>;
  /** `null` for a response without a body. */
  readonly body: string | null;
}

/** The handler behind a proxy's `fetch`, for Node's listener, which needs no `Response`. */
export interface DirectHandler {
  /** Never rejects. */
  handle(incoming: IncomingRequest): Promise<PlainResponse>;
  /** Sends to the upstream with this transport from now on, unless the host has passed `fetch`. */
  sendWith(transport: Transport): void;
}

/**
 * Lets Node's listener find the handler of this `fetch`. If the host has wrapped `fetch`, the
 * listener finds none and calls the wrapper.
 */
export function rememberHandler(fetch: ProxyFetch, handler: DirectHandler): void {
  handlers.set(fetch, handler);
}

export function handlerBehind(fetch: ProxyFetch): DirectHandler | undefined {
  return handlers.get(fetch);
}

type ProxyFetch = (request: Request) => Promise<Response>;

const handlers = new WeakMap<ProxyFetch, DirectHandler>();
