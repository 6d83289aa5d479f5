import { FeedbackError } from '@message-feedback/core';
import { errorNameOf } from '../error-name.ts';
import type { FeedbackStore, StoreEvent, UnknownSelection } from './feedback-store.ts';

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

  async function watch<Result>(
    method: StoreMethod,
    call: () => Promise<Result>,
    hasWritten: (result: Result) => boolean = () => false,
  ): Promise<Result> {
    const number = ++calls;
    try {
      const result = await call();
      noteSuccess(method, number, hasWritten(result));
      return result;
    } catch (error) {
      noteFailure(method, error);
      throw error;
    }
  }

  return {
    durable: store.durable,
    accept: (...call) =>
      watch(
        'accept',
        () => store.accept(...call),
        ({ status }) => status === 'accepted',
      ),
    markPromised: (key, stamp) =>
      watch(
        'markPromised',
        () => store.markPromised(key, stamp),
        (marked) => marked,
      ),
    get: (userId, messageIds) => watch('get', () => store.get(userId, messageIds)),
    claim: (request) =>
      watch(
        'claim',
        () => store.claim(request),
        (leases) => leases.length > 0,
      ),
    settle: (lease, settlement) =>
      watch(
        'settle',
        () => store.settle(lease, settlement),
        ({ applied }) => applied,
      ),
    nextDueAt: () => watch('nextDueAt', () => store.nextDueAt()),
    deadLetters: (page) => watch('deadLetters', () => store.deadLetters(page)),
    redrive: (selection, at) =>
      watch(
        'redrive',
        () => store.redrive(selection, at),
        (count) => count > 0,
      ),
    ...(store.removeUnknown && {
      removeUnknown: (selection: UnknownSelection) =>
        watch(
          'removeUnknown',
          async () => (await store.removeUnknown?.(selection)) ?? 0,
          (count) => count > 0,
        ),
    }),
    rowsOfUser: (...call) => watch('rowsOfUser', () => store.rowsOfUser(...call)),
    remove: (...call) =>
      watch(
        'remove',
        () => store.remove(...call),
        (removed) => removed,
      ),
    removeSettled: (request) =>
      watch(
        'removeSettled',
        () => store.removeSettled(request),
        (count) => count > 0,
      ),
    backlog: () => watch('backlog', () => store.backlog()),
    count: () => watch('count', () => store.count()),
    ...(store.keepSetting && {
      keepSetting: (...call) => watch('keepSetting', async () => store.keepSetting?.(...call) ?? ''),
    }),
  };
}

interface WatchOptions {
  readonly emit: (event: StoreEvent) => void;
  readonly now: () => number;
}

type StoreMethod = keyof FeedbackStore;

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
    throw new FeedbackError(
      'store_unavailable',
      'The proxy’s store failed, so the feedback may not be stored. Send it again in a few seconds.',
      { cause, retryAfterMs: RETRY_AFTER_MS },
    );
  }
}
