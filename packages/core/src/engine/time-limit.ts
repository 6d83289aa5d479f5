import { LIMITS } from '../feedback/limits.ts';
import { FeedbackError } from '../wire/feedback-error.ts';
import type { SetTimer } from './timer.ts';

/**
 * Calls the host's function and gives it up when it takes too long or the controller is aborted, even where it ignores its
 * signal. A function that throws counts as one that rejects.
 */
export async function callInTime<Value>(
  call: () => Promise<Value>,
  controller: AbortController,
  setTimer: SetTimer,
): Promise<Value> {
  const { signal } = controller;
  const cancelTimeout = setTimer(() => controller.abort(timedOut()), LIMITS.submitTimeoutMs);
  try {
    return await new Promise((resolve, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason));
      Promise.resolve().then(call).then(resolve, reject);
    });
  } finally {
    cancelTimeout();
  }
}

function timedOut(): FeedbackError {
  return new FeedbackError(
    'timeout',
    `No answer came within ${LIMITS.submitTimeoutMs / 1000} s, so it is unknown whether the request arrived. It is sent again.`,
  );
}
