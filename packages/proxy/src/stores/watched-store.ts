import { errorNameOf, type ProxyEvent } from '../proxy-event.ts';
import type { FeedbackStore } from './feedback-store.ts';

/**
 * The same store, which tells the operator about an outage: once when it begins and once when it is over, however many steps fail
 * meanwhile. It is over when the step that failed succeeds, or when something was written: a full or read-only disk can still
 * be read.
 */
export function watchStore(store: FeedbackStore, { emit, now }: WatchOptions): FeedbackStore {
  const failing = new Set<Step>();
  let since = 0;
  let failedCalls = 0;

  function noteSuccess(step: Step, hasWritten: boolean): void {
    if (failing.size === 0) return;
    failing.delete(step);
    if (hasWritten) failing.clear();
    if (failing.size === 0) emit({ type: 'store_recovered', failedForMs: now() - since, failedCalls });
  }

  function noteFailure(step: Step, error: unknown): void {
    if (failing.size === 0) {
      since = now();
      failedCalls = 0;
      emit({ type: 'store_failed', errorName: errorNameOf(error) });
    }
    failing.add(step);
    failedCalls++;
  }

  async function watch<Result>(
    step: Step,
    call: () => Promise<Result>,
    hasWritten: (result: Result) => boolean = () => false,
  ): Promise<Result> {
    try {
      const result = await call();
      noteSuccess(step, hasWritten(result));
      return result;
    } catch (error) {
      noteFailure(step, error);
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
  };
}

interface WatchOptions {
  readonly emit: (event: ProxyEvent) => void;
  readonly now: () => number;
}

type Step = keyof FeedbackStore;
