import type { FeedbackAdapter } from './adapters/feedback-adapter.ts';
import { logEvent } from './event-log.ts';
import type { Authorize, Identify } from './identity.ts';
import { PROXY_LIMITS } from './limits.ts';
import { parseTrustedOrigins } from './origin.ts';
import type { ProxyEvent } from './proxy-event.ts';
import { createMemoryLimiter, type RateLimiter } from './rate-limit.ts';
import { createMessageRefOpener, type OpenMessageRef } from './sealing/message-ref-opener.ts';
import { checkSealingKeys, type SealingKey } from './sealing/sealing-keys.ts';
import type { FeedbackStore } from './stores/feedback-store.ts';
import { createMemoryStore } from './stores/memory.ts';
import { TIMINGS, type Timings } from './timings.ts';

export interface FeedbackProxyOptions {
  /** The upstream, such as `createDifyAdapter({ apiKey, baseUrl })`. */
  readonly adapter: FeedbackAdapter;
  /**
   * Names the user behind a request, from the host's own session, in at most 255 characters; `null` for nobody. The id is
   * the one that the upstream knows the user by. What it throws is answered with 500.
   */
  readonly identify: Identify;
  /**
   * Says whether a user may rate a message. This or `sealingKeys` is required for adapters with `ownership: 'host'`, whose
   * upstream does not know. Anything but `true` is answered like a message that does not exist.
   */
  readonly authorize?: Authorize;
  /**
   * Opens the references that `sealMessageRef` makes on the host's server, any of the keys. A reference that is sent has to be good;
   * one has to be sent where `ownership` is `host` and there is no `authorize`. With both, both have to agree.
   */
  readonly sealingKeys?: readonly SealingKey[];
  /**
   * Where feedback waits for its delivery and is read back from.
   * @default createMemoryStore(), which warns in production
   */
  readonly store?: FeedbackStore;
  /**
   * Origins whose pages may send feedback, the app's own among them: old browsers do not say that a request is
   * same-origin. Scheme and host, no path.
   * @default []
   */
  readonly trustedOrigins?: readonly string[];
  /**
   * Keeps one user from asking for too much, which is answered with 429 and `Retry-After`. Of its points a submission costs 6
   * and a read 1, under the user's id. `null` for none.
   * @default 600 points a minute, counted in this process
   */
  readonly limiter?: RateLimiter | null;
  /**
   * Hears what happens, for logs and metrics. What it throws is ignored.
   * @default logs what `eventLevel` calls a warning or an error, as one line of JSON through `console`
   */
  readonly onEvent?: (event: ProxyEvent) => void;
  /**
   * Whether to deliver in the background. Without it, as where no process lives between requests, what is left over
   * waits until `deliverDue()` is called.
   * @default true
   */
  readonly worker?: boolean;
  /**
   * How many requests may be open at the upstream at once, for waiting people and the worker together. Feedback that finds no room
   * is accepted at once and delivered by the worker.
   * @default 16
   */
  readonly concurrency?: number;
  /** @default globalThis.fetch */
  readonly fetch?: typeof globalThis.fetch;
  /**
   * Milliseconds since 1970.
   * @default Date.now
   */
  readonly now?: () => number;
  /**
   * From 0 up to 1, spreads retries.
   * @default Math.random
   */
  readonly random?: () => number;
  /** Replaces single waits, in milliseconds. */
  readonly timings?: Partial<Timings>;
}

/** The options checked and completed. Throws a `TypeError` for options with which no request could be answered rightly. */
export function completeOptions(options: FeedbackProxyOptions): CompleteOptions {
  const { adapter, identify, authorize, sealingKeys, onEvent = logEvent, now = () => Date.now() } = options;
  if (typeof identify !== 'function') {
    throw new TypeError(
      'The feedback proxy cannot start without identify, as it would not know whose feedback it gets. ' +
        'Pass a function that returns the user id of the request’s session, or null.',
    );
  }
  if (adapter.ownership === 'host' && authorize === undefined && sealingKeys === undefined) {
    throw new TypeError(
      `The feedback proxy cannot start: the ${adapter.name} adapter leaves it to the host who may rate what, ` +
        'so anybody could rate every message. Pass authorize, or sealingKeys and references made by sealMessageRef.',
    );
  }
  if (sealingKeys !== undefined) checkSealingKeys(sealingKeys);

  return {
    adapter,
    identify,
    authorize,
    openMessageRef: sealingKeys ? createMessageRefOpener({ sealingKeys, adapter: adapter.name, now }) : null,
    store: options.store ?? createMemoryStore(),
    limiter: options.limiter === undefined ? createMemoryLimiter() : options.limiter,
    trustedOrigins: parseTrustedOrigins(options.trustedOrigins ?? []),
    emit(event) {
      try {
        onEvent(event);
      } catch {
        // A logger that fails must not lose anybody's feedback, and there is nobody left to tell.
      }
    },
    worker: options.worker ?? true,
    concurrency: options.concurrency ?? PROXY_LIMITS.concurrency,
    // Looked up per call, so that instrumentation which comes later is seen.
    fetch: options.fetch ?? ((...args) => globalThis.fetch(...args)),
    now,
    random: options.random ?? Math.random,
    timings: { ...TIMINGS, ...options.timings },
  };
}

export interface CompleteOptions extends Required<Omit<FeedbackProxyOptions, ReplacedOptions>> {
  readonly authorize: Authorize | undefined;
  readonly openMessageRef: OpenMessageRef | null;
  readonly trustedOrigins: ReadonlySet<string>;
  readonly emit: (event: ProxyEvent) => void;
  readonly timings: Timings;
}

type ReplacedOptions = 'authorize' | 'sealingKeys' | 'trustedOrigins' | 'onEvent' | 'timings';
