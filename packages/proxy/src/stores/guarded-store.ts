import { FeedbackError } from '@message-feedback/core';
import type { FeedbackStore } from './feedback-store.ts';

/** What a request needs of the store, failing as a request does: with `store_unavailable`, to be sent again. */
export function guardStore(
  store: FeedbackStore,
): Pick<FeedbackStore, 'durable' | 'accept' | 'markPromised' | 'get'> {
  return {
    durable: store.durable,
    accept: (submission, now, terms) => guarded(() => store.accept(submission, now, terms)),
    markPromised: (key, stamp) => guarded(() => store.markPromised(key, stamp)),
    get: (userId, messageIds) => guarded(() => store.get(userId, messageIds)),
  };
}

/** Long enough for a database to fail over, short enough for somebody who waits. */
const RETRY_AFTER_MS = 5_000;

async function guarded<Result>(step: () => Promise<Result>): Promise<Result> {
  try {
    return await step();
  } catch (cause) {
    throw new FeedbackError(
      'store_unavailable',
      'The proxy’s store did not take or find the feedback, so nothing is known to be stored. Send it again in a few seconds.',
      { cause, retryAfterMs: RETRY_AFTER_MS },
    );
  }
}
