import { Agent, type Dispatcher, EnvHttpProxyAgent } from 'undici';
import type { UpstreamRequest, UpstreamResponse } from '../adapters/feedback-adapter.ts';
import { NeverSentError, RESPONSE_BYTES, type Transport } from '../adapters/upstream-exchange.ts';
import { TimeoutError } from '../time-limit.ts';

/**
 * Sends requests to upstreams over a pool of keep-alive connections. It does what `sendUpstream`
 * does with `fetch`, without the web streams and abort signals that make up most of its cost.
 */
export function createPoolTransport(): Transport {
  // The time limit of each request replaces these.
  const options = { headersTimeout: 0, bodyTimeout: 0 };
  // Node's own switch for its `fetch`: requests leave through the proxy in HTTPS_PROXY.
  const throughProxy = process.env.NODE_USE_ENV_PROXY === '1';
  const pool = throughProxy ? new EnvHttpProxyAgent(options) : new Agent(options);
  return (request, { timeoutMs, now }) =>
    new Promise((resolve, reject) => {
      const reader = new ResponseReader(resolve, reject, now);
      reader.limit(timeoutMs);
      pool.dispatch(toDispatch(request), reader);
    });
}

function toDispatch({ url, method, headers, body }: UpstreamRequest): Dispatcher.DispatchOptions {
  const { origin, pathname, search } = new URL(url);
  return {
    origin,
    path: pathname + search,
    method,
    headers: { ...DEFAULT_HEADERS, ...headers },
    body: body ?? null,
  };
}

/** Some firewalls refuse requests without a user agent. A response is too short to compress. */
const DEFAULT_HEADERS = { 'user-agent': 'message-feedback', 'accept-encoding': 'identity' };

/** Reads one response, the body up to 64 KiB. */
class ResponseReader implements Dispatcher.DispatchHandler {
  readonly #resolve: (response: UpstreamResponse) => void;
  readonly #reject: (error: Error) => void;
  readonly #now: () => number;
  readonly #chunks: Buffer[] = [];
  #size = 0;
  #status = 0;
  #headers: IncomingHeaders = {};
  #timer: ReturnType<typeof setTimeout> | undefined;
  #controller: Dispatcher.DispatchController | undefined;
  /** Why the response is no longer wanted. */
  #ended: Error | undefined;

  constructor(
    resolve: (response: UpstreamResponse) => void,
    reject: (error: Error) => void,
    now: () => number,
  ) {
    this.#resolve = resolve;
    this.#reject = reject;
    this.#now = now;
  }

  limit(timeoutMs: number): void {
    this.#timer = setTimeout(() => {
      const error = new TimeoutError(`It took longer than ${timeoutMs} ms.`);
      this.#fail(error);
      this.#stop(error);
    }, timeoutMs);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    // The time was up before there was a connection.
    if (this.#ended !== undefined) controller.abort(this.#ended);
  }

  onResponseStart(_: Dispatcher.DispatchController, status: number, headers: IncomingHeaders): void {
    this.#status = status;
    this.#headers = headers;
  }

  onResponseData(_: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#size += chunk.byteLength;
    this.#chunks.push(chunk);
    if (this.#size <= RESPONSE_BYTES || this.#ended !== undefined) return;
    this.#respond(null);
    this.#stop(new Error('The response is longer than the proxy reads.'));
  }

  onResponseEnd(): void {
    clearTimeout(this.#timer);
    this.#respond(DECODER.decode(Buffer.concat(this.#chunks)));
  }

  onResponseError(_: Dispatcher.DispatchController, error: Error): void {
    clearTimeout(this.#timer);
    this.#fail(error);
  }

  /** Undici starts a request before it writes the first byte, once the connection and TLS are ready. */
  #fail(error: Error): void {
    this.#reject(this.#controller === undefined ? new NeverSentError(error) : error);
  }

  #respond(body: string | null): void {
    const headers = this.#headers;
    this.#resolve({
      status: this.#status,
      body,
      receivedAt: this.#now(),
      // Built on demand: most outcomes need none.
      get headers() {
        return toHeaders(headers);
      },
    });
  }

  /** Closes the connection, because more of the response would follow. */
  #stop(reason: Error): void {
    clearTimeout(this.#timer);
    this.#ended = reason;
    this.#controller?.abort(reason);
  }
}

type IncomingHeaders = Record<string, string | string[] | undefined>;

function toHeaders(incoming: IncomingHeaders): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(incoming)) {
    for (const each of [value ?? []].flat()) headers.append(name, each);
  }
  return headers;
}

const DECODER = new TextDecoder();
