import type { FeedbackAdapter } from './adapters/feedback-adapter.ts';
import { sendUpstream, type Transport } from './adapters/upstream-exchange.ts';
import type { Authorize } from './admission/submission.ts';
import { checkUserTagKey } from './admission/user-tags.ts';
import { createEmit, logEvent } from './events/event-log.ts';
import type { ProxyEvent } from './events/proxy-event.ts';
import { createMemoryLimiter, type RateLimiter } from './http/rate-limits.ts';
import { parseTrustedOrigins } from './http/request.ts';
import type { Identify } from './http/user.ts';
import { createMessageRefOpener, type OpenMessageRef } from './sealing/sealed-message-ref.ts';
import { checkSealingKeys, type SealingKey } from './sealing/sealing-keys.ts';
import type { FeedbackStore } from './stores/feedback-store.ts';
import { createMemoryStore } from './stores/memory.ts';
import { NO_TELEMETRY, type Telemetry } from './telemetry/telemetry.ts';
import { PROXY_LIMITS, TIMINGS, type Timings } from './timings.ts';

export interface FeedbackProxyOptions {
  /** The upstream, such as `createDifyAdapter({ apiKey, baseUrl })`. */
  readonly adapter: FeedbackAdapter;
  /**
   * Returns the user id of a request from the host's own session, in at most 255 characters; `null`
   * if no user is signed in. Must be the id by which the upstream knows the user. If it throws or
   * takes longer than 3 seconds, the proxy responds with 500, and the browser sends it again.
   */
  readonly identify: Identify;
  /**
   * Decides whether a user may rate a message. Adapters with `ownership: 'host'` need this or
   * `sealingKeys`, because their upstream cannot decide it. Unless it returns `true`, the response
   * is the same as for a message that does not exist. If it throws or takes longer than 3 seconds, the
   * response is 500, and the browser sends it again.
   */
  readonly authorize?: Authorize;
  /**
   * The keys for references from `sealMessageRef`. The proxy opens references of all keys. It refuses
   * a submission with an invalid reference, even if `authorize` allows it. Adapters with `ownership: 'host'`
   * require a reference, unless you pass `authorize`: it alone then decides about a submission without
   * one. A read ignores invalid references.
   */
  readonly sealingKeys?: readonly SealingKey[];
  /**
   * The key of the user tags, by which a browser keeps the feedback of its users apart: 32 random
   * bytes in base64url, for example from `node -p "crypto.randomBytes(32).toString('base64url')"`.
   * All nodes need the same one. After a change of the key, open pages recover by themselves. What
   * earlier pages left unsent is sent only if the provider has a `userId`.
   * @default a random key that the store keeps
   */
  readonly userTagKey?: string;
  /**
   * Stores the feedback.
   * @default createMemoryStore(), with a warning in production
   */
  readonly store?: FeedbackStore;
  /**
   * Origins whose pages may send feedback, including the app's own, because old browsers do not
   * mark same-origin requests. Scheme and host, without a path. The proxy sends CORS headers for
   * these origins and no others, with credentials.
   * @default []
   */
  readonly trustedOrigins?: readonly string[];
  /**
   * Limits the requests of each user. A submission costs 6 points, any other request 1. Above the limit the
   * proxy responds with 429 and `Retry-After`. `null` disables it.
   * @default 600 points a minute, counted in this process
   */
  readonly limiter?: RateLimiter | null;
  /**
   * Limits the requests of each network address, before `identify`. Works only with
   * `trustedProxies`. `null` disables it.
   * @default 6000 points a minute, counted in this process
   */
  readonly addressLimiter?: RateLimiter | null;
  /**
   * Limits the requests of all users together. `null` disables it.
   * @default 2,400,000 points a minute, counted in this process
   */
  readonly totalLimiter?: RateLimiter | null;
  /**
   * How many of your own proxies, such as a load balancer, each request passes through, so that the
   * client's address is known: the proxy reads it from what they append to `X-Forwarded-For`. With 0, the
   * Node listener takes the address of the connection; on other servers, no address is counted. Too large a number
   * lets clients invent their address; too small a one counts all of them as one.
   * @default addresses are not counted
   */
  readonly trustedProxies?: number;
  /**
   * Receives all events, for logs and metrics. Its errors are ignored.
   * @default logs the warnings and errors of `eventLevel` as one line of JSON each, through
   * `console`
   */
  readonly onEvent?: (event: ProxyEvent) => void;
  /**
   * Receives traces and metrics, such as `createOpenTelemetry()` of
   * `@message-feedback/proxy/opentelemetry`.
   * @default none
   */
  readonly telemetry?: Telemetry;
  /**
   * Whether to deliver in the background, from the first request or `start()` on. Without the
   * worker, `deliverDue()` sends the waiting rows, for platforms where no process runs between
   * requests.
   * @default true
   */
  readonly worker?: boolean;
  /**
   * The largest number of requests to the upstream at once, for users and the worker together. Users
   * come before the worker. Feedback that gets no slot is accepted at once, and the worker delivers it.
   * @default 16
   */
  readonly concurrency?: number;
  /**
   * Sends the requests to the upstream.
   * @default keep-alive connections with `createNodeListener`, otherwise globalThis.fetch
   */
  readonly fetch?: typeof globalThis.fetch;
  /**
   * Milliseconds since 1970.
   * @default Date.now
   */
  readonly now?: () => number;
  /**
   * Returns a number from 0 to below 1. Spreads the retries.
   * @default Math.random
   */
  readonly random?: () => number;
  /** Overrides individual waits, in milliseconds. */
  readonly timings?: Partial<Timings>;
}

/** Checks the options and adds the defaults. Throws a `TypeError` for options that cannot work. */
export function completeOptions(options: FeedbackProxyOptions): CompleteOptions {
  const { adapter, identify, authorize, sealingKeys, onEvent = logEvent, now = () => Date.now() } = options;
  const { telemetry = NO_TELEMETRY } = options;
  if (typeof identify !== 'function') {
    throw new TypeError(
      'The feedback proxy cannot start without identify, because it would not know the user of a request. ' +
        "Pass a function that returns the user id of the request's session, or null.",
    );
  }
  if (adapter.ownership === 'host' && authorize === undefined && sealingKeys === undefined) {
    throw new TypeError(
      `The feedback proxy cannot start: with the ${adapter.name} adapter the host decides who may rate what, ` +
        'and without that decision any user could rate every message. Pass authorize, or sealingKeys and references from sealMessageRef.',
    );
  }
  if (sealingKeys !== undefined) checkSealingKeys(sealingKeys);
  if (options.userTagKey !== undefined) checkUserTagKey(options.userTagKey);

  // The global one is looked up per call, because instrumentation may replace it later.
  const { fetch = (...args) => globalThis.fetch(...args) } = options;
  let transport: Transport = (request, limits) => sendUpstream(request, { fetch, ...limits });

  return {
    adapter,
    identify,
    authorize,
    openMessageRef: sealingKeys ? createMessageRefOpener({ sealingKeys, adapter: adapter.name, now }) : null,
    userTagKey: options.userTagKey,
    store: options.store ?? createMemoryStore(),
    limiter: options.limiter === undefined ? createMemoryLimiter() : options.limiter,
    addressLimiter:
      options.addressLimiter === undefined ? createMemoryLimiter('address') : options.addressLimiter,
    totalLimiter: options.totalLimiter === undefined ? createMemoryLimiter('total') : options.totalLimiter,
    trustedProxies: checkTrustedProxies(options.trustedProxies),
    trustedOrigins: parseTrustedOrigins(options.trustedOrigins ?? []),
    telemetry,
    emit: createEmit(onEvent, telemetry.record),
    worker: options.worker ?? true,
    concurrency: checkConcurrency(options.concurrency ?? PROXY_LIMITS.concurrency),
    send: (request, limits) =>
      telemetry.traceUpstream({ adapter: adapter.name, ...request }, (headers) =>
        transport({ ...request, headers }, limits),
      ),
    sendWith(replacement) {
      if (options.fetch === undefined) transport = replacement;
    },
    now,
    random: options.random ?? Math.random,
    timings: checkTimings({ ...TIMINGS, ...options.timings }),
  };
}

export interface CompleteOptions extends Required<Omit<FeedbackProxyOptions, ReplacedOptions>> {
  readonly authorize: Authorize | undefined;
  readonly openMessageRef: OpenMessageRef | null;
  readonly userTagKey: string | undefined;
  readonly trustedOrigins: ReadonlySet<string>;
  readonly trustedProxies: number | null;
  readonly emit: (event: ProxyEvent) => void;
  readonly timings: Timings;
  readonly send: Transport;
  /** Replaces the transport to the upstream, unless the host has passed `fetch`. */
  readonly sendWith: (transport: Transport) => void;
}

type ReplacedOptions =
  | 'authorize'
  | 'fetch'
  | 'sealingKeys'
  | 'trustedOrigins'
  | 'trustedProxies'
  | 'onEvent'
  | 'timings'
  | 'userTagKey';

function checkTrustedProxies(count: number | undefined): number | null {
  if (count === undefined) return null;
  if (Number.isInteger(count) && count >= 0) return count;
  throw new TypeError(
    'The feedback proxy cannot start: trustedProxies is not a whole number of at least 0. Pass one, or leave it out.',
  );
}

/** With fewer than one, nothing would ever be sent. */
function checkConcurrency(count: number): number {
  if (Number.isInteger(count) && count >= 1) return count;
  throw new TypeError(
    'The feedback proxy cannot start: concurrency is not a whole number of at least 1. Pass one, or leave it out.',
  );
}

function checkTimings(timings: Timings): Timings {
  for (const [name, ms] of Object.entries(timings)) {
    if (Number.isInteger(ms) && ms >= 0) continue;
    throw new TypeError(
      `The feedback proxy cannot start: timings.${name} is not a whole number of milliseconds. Pass 0 or more, or leave it out.`,
    );
  }
  return timings;
}
