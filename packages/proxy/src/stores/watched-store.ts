import { FeedbackError } from '@message-feedback/core';
import { errorNameOf } from '../error-name.ts';
import type { FeedbackStore, StoreEvent } from './feedback-store.ts';

/**
 * Wraps a store and emits the start and the end of an outage, however many calls fail in between.
 * An outage ends when every failed method has succeeded, or with the first successful write, because
 * a full or read-only disk can still be read. Calls that began before the outage do not end it.
 */
export function watchStore(store: FeedbackStore, { emit, now }: WatchOptions): FeedbackStore {
  const failing = new Set<StoreMethod>();
  let since = 0;
  let failedCalls = 0;
  let calls = 0;
  /** The number of the last call from before the outage. */
  let lastBefore = 0;

  function noteSuccess(method: StoreMethod, number: number, hasWritten: boolean): void {
    if (failing.size === 0 || number <= lastBefore) return;
    failing.delete(method);
    if (hasWritten) failing.clear();
    if (failing.size === 0) emit({ type: 'store_recovered', failedForMs: now() - since, failedCalls });
  }

  function noteFailure(method: StoreMethod, error: unknown): void {
    if (failing.size === 0) {
      since = now();
      failedCalls = 0;
      lastBefore = calls;
      emit({ type: 'store_failed', errorName: errorNameOf(error) });
    }
    failing.add(method);
    failedCalls++;
  }

  async function watch(method: StoreMethod, call: () => Promise<unknown>): Promise<unknown> {
    const number = ++calls;
    try {
      const result = await call();
      noteSuccess(method, number, HAS_WRITTEN[method](result as never));
      return result;
    } catch (error) {
      noteFailure(method, error);
      throw error;
    }
  }

  const watched: Record<string, unknown> = { durable: store.durable };
  for (const method of Object.keys(HAS_WRITTEN) as StoreMethod[]) {
    if (store[method] === undefined) continue;
    watched[method] = (...values: unknown[]) =>
      watch(method, () => (store[method] as AnyMethod).apply(store, values));
  }
  return watched as unknown as FeedbackStore;
}

/** For each method, whether its result says that it has written something. */
const HAS_WRITTEN: { readonly [Method in StoreMethod]: (result: ResultOf<Method>) => boolean } = {
  accept: ({ status }) => status === 'accepted',
  markPromised: (marked) => marked,
  claim: (leases) => leases.length > 0,
  settle: ({ applied }) => applied,
  releaseUnused: (count) => count > 0,
  redrive: (count) => count > 0,
  remove: (removed) => removed,
  removeSettled: (count) => count > 0,
  removeUnknown: (count) => count > 0,
  keepSetting: () => false,
  get: () => false,
  nextDueAt: () => false,
  deadLetters: () => false,
  rowsOfUser: () => false,
  backlog: () => false,
  count: () => false,
};

type StoreMethod = Exclude<keyof FeedbackStore, 'durable'>;

type AnyMethod = (...values: unknown[]) => Promise<unknown>;

type ResultOf<Method extends StoreMethod> = Awaited<ReturnType<NonNullable<FeedbackStore[Method]>>>;

interface WatchOptions {
  readonly emit: (event: StoreEvent) => void;
  readonly now: () => number;
}

/**
 * The methods that a request uses. They fail with `store_unavailable`, so that the browser retries.
 */
export function guardStore(
  store: FeedbackStore,
): Pick<FeedbackStore, 'durable' | 'accept' | 'markPromised' | 'get' | 'keepSetting'> {
  return {
    durable: store.durable,
    accept: (...call) => guard(() => store.accept(...call)),
    markPromised: (key, stamp) => guard(() => store.markPromised(key, stamp)),
    get: (userId, messageIds) => guard(() => store.get(userId, messageIds)),
    ...(store.keepSetting && {
      keepSetting: (...call) => guard(async () => store.keepSetting?.(...call) ?? ''),
    }),
  };
}

/** Long enough for a database to fail over, short enough for a waiting user. */
const RETRY_AFTER_MS = 5_000;

async function guard<Result>(call: () => Promise<Result>): Promise<Result> {
  try {
    return await call();
  } catch (cause) {
    throw storeUnavailable(cause);
  }
}

export function storeUnavailable(cause: unknown): FeedbackError {
  return new FeedbackError(
    'store_unavailable',
    "The proxy's store failed, so the feedback may not be stored. Send it again in a few seconds.",
    { cause, retryAfterMs: RETRY_AFTER_MS },
  );
}
