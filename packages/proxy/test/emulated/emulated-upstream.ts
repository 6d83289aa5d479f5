import { type RunningEmulators, startEmulators } from '@message-feedback/emulators';
import { onTestFinished, vi } from 'vitest';
import {
  createFeedbackProxy,
  type FeedbackAdapter,
  type FeedbackProxyOptions,
  type ProxyEvent,
} from '../../src/index.ts';
import { ENDPOINT, submitRequest, type TestSubmission } from '../test-proxy.ts';

/** The emulated upstreams over real HTTP, with the requests that they received, byte for byte. */
export async function startEmulated(): Promise<Emulated> {
  const emulators = await startEmulators({ pace: 0 });

  async function control(path: string, body?: object, method = body ? 'POST' : 'GET'): Promise<Json> {
    const response = await fetch(`${emulators.url}/__emulator${path}`, {
      method,
      ...(body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`The emulator answered ${response.status}: ${text}`);
    return text === '' ? undefined : JSON.parse(text);
  }

  return {
    emulators,
    control,
    async received(path = '/feedback') {
      const { requests } = await control(`/requests?path=${path}`);
      return requests.map(({ method, path, query, headers, body, status }: LoggedRequest) => ({
        ...{ method, path, query, headers, body, status },
      }));
    },
    fail: (fault, path, times = 1) => control('/faults', { fault, path, times }),
    reset: () => control('/reset', {}),
  };
}

export interface Emulated {
  readonly emulators: RunningEmulators;
  control(path: string, body?: object, method?: string): Promise<Json>;
  /** The requests whose path contains this, oldest first. */
  received(path?: string): Promise<LoggedRequest[]>;
  /** Makes the next requests to a path fail. */
  fail(fault: object, path: string, times?: number): Promise<unknown>;
  reset(): Promise<unknown>;
}

export interface LoggedRequest {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly status: number | null;
}

/**
 * A proxy for an emulated upstream, closed at the end of its test. Its waits are short, but long
 * enough for a busy machine.
 */
export function createEmulatedProxy(adapter: FeedbackAdapter, options: Partial<FeedbackProxyOptions> = {}) {
  const events: ProxyEvent[] = [];
  const proxy = createFeedbackProxy({
    adapter,
    identify: () => 'alice',
    authorize: () => true,
    limiter: null,
    random: () => 0,
    ...options,
    timings: {
      ...{ upstreamMs: 1_500, uncertainMs: 50, heldRetryMs: 3_600_000 },
      // Without grace, the response shows at once what the proxy makes of a 404.
      ...{ notFoundGraceMs: 0, ...options.timings },
    },
    onEvent: (event) => events.push(event),
  });
  // It would retry into the next test, and into other files of this thread, under their clocks.
  onTestFinished(() => proxy.close());
  return {
    proxy,
    events,
    async submit(submission: TestSubmission): Promise<Json> {
      const response = await proxy.fetch(submitRequest(submission));
      return { httpStatus: response.status, ...((await response.json()) as object) };
    },
    async load(query: Record<string, string>): Promise<Json> {
      return (await proxy.fetch(new Request(`${ENDPOINT}?${new URLSearchParams(query)}`))).json();
    },
    /** Waits for an event of the proxy. */
    event: (type: ProxyEvent['type']): Promise<Json> =>
      vi.waitFor(
        () => {
          const event = events.find((each) => each.type === type);
          if (event === undefined) throw new Error(`There is no ${type} among ${JSON.stringify(events)}.`);
          return event;
        },
        { timeout: 10_000, interval: 10 },
      ),
  };
}

/** The headers that the adapter sends, without those of the HTTP client. */
export function ownHeaders({ headers }: LoggedRequest): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !CLIENT_HEADERS.has(name)));
}

const CLIENT_HEADERS: ReadonlySet<string> = new Set([
  ...['host', 'connection', 'user-agent', 'accept-language', 'accept-encoding', 'sec-fetch-mode'],
  'content-length',
]);

/** JSON from HTTP, before a test has compared it. */
// biome-ignore lint/suspicious/noExplicitAny: a test compares every field it reads.
export type Json = any;
