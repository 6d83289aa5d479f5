import { LIMITS } from '../feedback/limits.ts';
import type { FeedbackSubmission, SubmitResult } from '../feedback/types.ts';
import type { FeedbackRegister, RegisterEvent } from '../state/register.ts';
import { FeedbackError } from '../wire/feedback-error.ts';
import { nextStamp, type StampClock } from '../wire/stamp.ts';
import { observeStamp, setStampClock } from './stamp-clock.ts';
import type { SetTimer } from './timings.ts';

/**
 * Calls a host's function and rejects after `LIMITS.submitTimeoutMs` or when the controller aborts,
 * even if the function ignores its signal. A function that throws counts as one that rejects.
 */
export async function callWithTimeout<Value>(
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
    `No response came within ${LIMITS.submitTimeoutMs / 1000} s. The request may have arrived all the same, so it is sent again.`,
  );
}

/** The events of an attempt that succeeded. */
export function receiptEvents(
  submission: FeedbackSubmission,
  receipt: SubmitResult,
): readonly RegisterEvent[] {
  const { feedback, stamp, undoUntil, final } = receipt ?? { ...submission, undoUntil: null, final: false };
  const confirmed: RegisterEvent = { type: 'confirmed', confirmed: { feedback, stamp, undoUntil, final } };
  if (receipt?.status !== 'superseded' || !final) return [confirmed];
  // Too late: the upstream has other feedback that can no longer change. A refusal keeps the text.
  return [{ type: 'refused', stamp: submission.stamp, code: 'not_ratable' }, confirmed];
}

/** The events of an attempt that failed. Corrects the clock if the proxy reported clock skew. */
export function failureEvents(
  error: FeedbackError,
  { stamp }: FeedbackSubmission,
  { submission, confirmed }: FeedbackRegister,
  clock: StampClock,
): readonly RegisterEvent[] {
  if (isClockSkew(error)) {
    setStampClock(clock, error.serverTime);
    observeStamp(clock, confirmed?.stamp ?? '');
    return [{ type: 'restamped', was: submission?.stamp ?? stamp, stamp: nextStamp(clock) }];
  }
  if (needsSignIn(error) || error.retryable) return [];
  return [{ type: 'refused', stamp, code: error.code }];
}

export function isClockSkew(error: FeedbackError): error is FeedbackError & { serverTime: number } {
  return error.code === 'clock_skew' && error.serverTime !== undefined;
}

export function needsSignIn({ status }: FeedbackError): boolean {
  return status === 401 || status === 403;
}
