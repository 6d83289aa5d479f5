import {
  createFeedbackProxy,
  createMemoryStore,
  type FeedbackProxy,
  type FeedbackStore,
  type ProxyEvent,
} from '../../src/index.ts';
import { type FuzzedReply, TRUSTED_ORIGIN } from './inputs.ts';
import { SEALING_KEYS } from './references.ts';
import { outgoingProblem } from './upstream-watch.ts';
import { CANARY } from './values.ts';
import { type Setup, TOKEN_ENDPOINTS, VENDORS } from './vendors.ts';

/** A proxy whose requests, events and rate limit keys are checked while it handles fuzzed inputs. */
export function createWatchedProxy(setup: Setup, { now, problems }: Watch): WatchedProxy {
  let current: CurrentInput = { ids: null, upstream: 'success', storeFails: false };
  const seen = (problem: string | null) => {
    if (problem !== null) problems.push(problem);
  };

  async function fetch(url: unknown, init: RequestInit = {}): Promise<Response> {
    seen(outgoingProblem({ url: String(url), init }, setup.vendor, current.ids));
    const token = TOKEN_ENDPOINTS[`${init.method} ${url}`];
    if (token !== undefined) return Response.json(token());
    return reply(current.upstream, VENDORS[setup.vendor].success, init.signal);
  }

  const memory = createMemoryStore();
  const failing = async () => {
    throw new Error(`The store failed on ${CANARY}.`);
  };
  const store: FeedbackStore = {
    ...memory,
    durable: true,
    accept: (...call) => (current.storeFails ? failing() : memory.accept(...call)),
    get: (...call) => (current.storeFails ? failing() : memory.get(...call)),
  };
  const proxy = createFeedbackProxy({
    adapter: setup.createAdapter({ fetch, now }),
    identify: ({ headers }) => SESSIONS.get(headers.get('cookie') ?? '') ?? null,
    ...(setup.sealing && { sealingKeys: SEALING_KEYS }),
    ...{ store, fetch, now, limiter: null, totalLimiter: null, worker: false },
    addressLimiter: {
      async consume(key) {
        if (!/^[0-9a-f:.]{1,45}$|^unknown$/.test(key)) seen(`the address is ${JSON.stringify(key)}`);
      },
    },
    trustedProxies: 1,
    trustedOrigins: [TRUSTED_ORIGIN],
    // Short, so that inputs that never end take no time.
    timings: { bodyMs: 20, upstreamMs: 50, responseMs: 1_000, uncertainMs: 60_000 },
    onEvent: (event) => seen(eventProblem(event)),
    ...setup.options,
  });
  return {
    proxy,
    expect(input) {
      current = input;
    },
  };
}

export interface WatchedProxy {
  readonly proxy: FeedbackProxy;
  /** Sets what the requests of the proxy are compared with, and how its dependencies behave. */
  expect(input: CurrentInput): void;
}

export interface CurrentInput {
  /** The ids of the submission; `null` while the proxy delivers earlier ones. */
  readonly ids: Readonly<Record<string, unknown>> | null;
  readonly upstream: FuzzedReply;
  readonly storeFails: boolean;
}

export interface Watch {
  readonly now: () => number;
  /** Everything that must not happen. */
  readonly problems: string[];
}

const SESSIONS = new Map([
  ['session=ada', 'ada'],
  ['session=ben', 'ben "?&#/%\u0130'],
]);

function eventProblem(event: ProxyEvent): string | null {
  const text = JSON.stringify(event);
  return text.includes(CANARY) ? `the event ${event.type} has text of the input: ${text}` : null;
}

async function reply(
  upstream: FuzzedReply,
  success: object,
  signal: AbortSignal | null | undefined,
): Promise<Response> {
  if (upstream === 'success') return Response.json(success);
  if (upstream === 'lost') throw new TypeError(`fetch failed on ${CANARY}`);
  if (upstream === 'silence') {
    return new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason)));
  }
  const { status, body, headers = {} } = upstream;
  return new Response(body, { status, headers });
}
