import type { FeedbackAdapter } from './adapters/feedback-adapter.ts';
import { parseTrustedOrigins } from './check-origin.ts';
import type { FeedbackEvent } from './feedback-event.ts';
import type { Authorize, Identify } from './identify-user.ts';
import { PROXY_LIMITS } from './limits.ts';
import { logEvent } from './log-event.ts';
import type { FeedbackStore } from './stores/feedback-store.ts';
import { createMemoryStore } from './stores/memory.ts';
import { TIMINGS, type Timings } from './timings.ts';

export interface FeedbackProxyOptions {
  /** The upstream, such as `createDifyAdapter({ apiKey, baseUrl })`. */
  readonly adapter: FeedbackAdapter;
  /**
   * Names the person behind a request, from the host's own session, in at most 255 characters; `null` for nobody. The id is
   * the one that the upstream knows the person by. What it throws is answered with 500.
   */
  readonly identify: Identify;
  /**
   * Says whether a person may rate a message. Required for adapters with `ownership: 'host'`, whose upstream does not
   * know. Anything but `true` is answered like a message that does not exist.
   */
  readonly authorize?: Authorize;
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
   * Hears what happens, for logs and metrics. What it throws is ignored.
   * @default logs warnings and errors as one line of JSON through `console`
   */
  readonly onEvent?: (event: FeedbackEvent) => void;
  /**
   * Whether to deliver in the background. Without it, as where no process lives between requests, what is left over
   * waits until `deliverDue()` is called.
   * @default true
   */
  readonly worker?: boolean;
  /**
   * How many rows the worker delivers at once.
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
  const { adapter, identify, authorize, store = createMemoryStore(), onEvent = logEvent } = options;
  if (typeof identify !== 'function') {
    throw new TypeError(
      'The feedback proxy cannot start without identify, as it would not know whose feedback it gets. ' +
        'Pass a function that returns the user id of the request’s session, or null.',
    );
  }
  if (adapter.ownership === 'host' && authorize === undefined) {
    throw new TypeError(
      `The feedback proxy cannot start: the ${adapter.name} adapter leaves it to the host who may rate what, ` +
        'so anybody could rate every message. Pass authorize.',
    );
  }
  if (!adapter.capabilities.revoke || adapter.capabilities.holdMs > 0) {
    throw new TypeError(
      `The feedback proxy cannot start: the ${adapter.name} adapter cannot take ratings back or holds them, ` +
        'which this version does not do yet. Use an adapter with revoke: true and holdMs: 0.',
    );
  }

  return {
    adapter,
    identify,
    authorize,
    store,
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
    now: options.now ?? (() => Date.now()),
    random: options.random ?? Math.random,
    timings: { ...TIMINGS, ...options.timings },
  };
}

export interface CompleteOptions extends Required<Omit<FeedbackProxyOptions, ReplacedOptions>> {
  readonly authorize: Authorize | undefined;
  readonly trustedOrigins: ReadonlySet<string>;
  readonly emit: (event: FeedbackEvent) => void;
  readonly timings: Timings;
}

type ReplacedOptions = 'authorize' | 'trustedOrigins' | 'onEvent' | 'timings';
