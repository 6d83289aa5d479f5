import type { ProxyEvent } from '../events/proxy-event.ts';
import type { Backlog } from '../stores/feedback-store.ts';

/**
 * Receives the traces and metrics of a proxy, such as `createOpenTelemetry()`. It gets the whole
 * request with its cookies, the upstream's URL with ids, headers with the API key, and events with
 * message ids. Record only counts, codes and times, as `createOpenTelemetry()` does.
 */
export interface Telemetry {
  /**
   * Runs the handling of a request, which continues the trace of its caller. `onRead` is called if
   * a POST turns out to be a read, which only its body shows.
   */
  traceRequest<Result extends TracedResponse>(
    request: Request,
    handle: (onRead: () => void) => Promise<Result>,
  ): Promise<Result>;
  /** Runs one attempt to deliver a row. */
  traceAttempt<Result extends TracedResult>(
    attempt: TracedAttempt,
    run: () => Promise<Result>,
  ): Promise<Result>;
  /** Runs one request to the upstream, with the headers that propagate the trace. */
  traceUpstream<Result extends TracedResponse>(
    request: TracedUpstreamRequest,
    send: (headers: Readonly<Record<string, string>>) => Promise<Result>,
  ): Promise<Result>;
  /** Counts an event. */
  record(event: ProxyEvent): void;
  /** Reads the backlog periodically, until the returned function is called. */
  observeBacklog(read: () => Promise<Backlog>, options: ObserveOptions): () => void;
}

export interface TracedResponse {
  readonly status: number;
}

export interface TracedUpstreamRequest {
  readonly adapter: string;
  readonly url: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
}

export interface TracedAttempt {
  readonly adapter: string;
  /** Whether a user's request waits for the attempt. If not, it has a trace of its own. */
  readonly awaited: boolean;
}

export interface TracedResult {
  readonly outcome: { readonly type: string };
}

export interface ObserveOptions {
  readonly adapter: string;
  readonly now: () => number;
}

export const NO_TELEMETRY: Telemetry = {
  traceRequest: (_, handle) => handle(() => {}),
  traceAttempt: (_, run) => run(),
  traceUpstream: ({ headers }, send) => send(headers),
  record: () => {},
  observeBacklog: () => () => {},
};
