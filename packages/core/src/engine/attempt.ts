import { LIMITS } from '../feedback/limits.ts';
import type { FeedbackReceipt, FeedbackSubmission } from '../feedback/types.ts';
import { FeedbackError } from '../wire/feedback-error.ts';
import { parseStamp } from '../wire/stamp.ts';
import type { EngineSettings, FeedbackEvent } from './engine-options.ts';
import { delayAfter, LONGEST_RETRY_AFTER_MS, retryDelay, type SetTimer } from './timings.ts';

/**
 * Calls a host's function, unless the controller has aborted. Rejects after `LIMITS.submitTimeoutMs` or
 * when the controller aborts, even if the function ignores its signal. A function that throws counts as one that rejects.
 */
export async function callWithTimeout<Value>(
  call: () => Promise<Value>,
  controller: AbortController,
  setTimer: SetTimer,
): Promise<Value> {
  const { signal } = controller;
  signal.throwIfAborted();
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
    `No response came within ${LIMITS.submitTimeoutMs / 1000} s. The request may have arrived. It is sent again.`,
  );
}

/**
 * The receipt; `undefined` if a submit function of the host's own resolves to something else, such as
 * its server's JSON, or to an older submission. That is a success, too.
 */
function receiptOf(result: unknown, submission: FeedbackSubmission): FeedbackReceipt | undefined {
  const receipt = (result ?? {}) as Partial<FeedbackReceipt>;
  const { stamp = '', feedback, undoUntil = null, final = false } = receipt;
  if (parseStamp(stamp) === null || stamp < submission.stamp) return;
  if (typeof feedback?.comment !== 'string' || !Array.isArray(feedback.reasons)) return;
  return { ...(receipt as FeedbackReceipt), undoUntil, final };
}

/** The events of an attempt that succeeded. */
export function receiptEvents(submission: FeedbackSubmission, result: unknown): readonly FeedbackEvent[] {
  const receipt = receiptOf(result, submission);
  const { feedback, stamp, undoUntil, final } = receipt ?? { ...submission, undoUntil: null, final: false };
  const confirmed: FeedbackEvent = { type: 'confirmed', confirmed: { feedback, stamp, undoUntil, final } };
  if (receipt?.status !== 'superseded' || !final) return [confirmed];
  // Too late: the upstream has other feedback that can no longer change. The refusal keeps the user's text.
  return [{ type: 'refused', stamp: submission.stamp, code: 'not_ratable' }, confirmed];
}

/** The events of an attempt that failed. */
export function failureEvents(error: FeedbackError, { stamp }: FeedbackSubmission): readonly FeedbackEvent[] {
  if (isClockSkew(error) || isHeld(error) || error.retryable) return [];
  return [{ type: 'refused', stamp, code: error.code }];
}

/** Decides when the next attempt for one message may start. */
export function createAttemptSchedule(
  { now, random, setTimer }: Pick<EngineSettings, 'now' | 'random' | 'setTimer'>,
  onDue: () => void,
): AttemptSchedule {
  let cancelWait: (() => void) | null = null;

  const schedule: AttemptSchedule = {
    failures: 0,
    held: false,
    session: 0,
    notBefore: 0,
    isRetryAfterCredible: true,
    isWaiting: () => cancelWait !== null,
    msLeft() {
      const ms = schedule.notBefore - now();
      // A longer time means that the device's clock was set back.
      return ms > LONGEST_RETRY_AFTER_MS ? 0 : Math.max(0, ms);
    },
    wait(ms) {
      cancelWait = setTimer(() => {
        cancelWait = null;
        onDue();
      }, ms);
    },
    stopWaiting() {
      cancelWait?.();
      cancelWait = null;
    },
    failed(error, session, hasNewTag = false) {
      const failures = ++schedule.failures;
      if (hasNewTag || isClockSkew(error)) {
        // With the corrected user tag, the first retry starts at once. With the corrected clock, the
        // attempt has already retried.
        if (failures > 1 || !hasNewTag) schedule.wait(retryDelay(failures, random));
      } else if (isHeld(error)) {
        schedule.held = session === schedule.session;
      } else if (error.retryable) {
        const { retryAfterMs } = error;
        const ms = delayAfter(retryAfterMs, failures, random);
        schedule.notBefore = retryAfterMs === undefined ? 0 : now() + ms;
        schedule.isRetryAfterCredible = (retryAfterMs ?? 0) <= LONGEST_RETRY_AFTER_MS;
        schedule.wait(ms);
      } else {
        schedule.failures = 0;
      }
    },
  };
  return schedule;
}

export interface AttemptSchedule {
  /** Failed attempts since the last success or permanent refusal. */
  failures: number;
  /** Whether the submission waits for a sign-in or for a fresh reference. */
  held: boolean;
  /** Counts sign-ins. A 401 for an attempt from an earlier session means nothing. */
  session: number;
  /** The end of `Retry-After`, in milliseconds since 1970. Applies to new submissions too. */
  notBefore: number;
  /** Whether the last `Retry-After`, if any, was at most 5 minutes. If not, the Retry button ignores it. */
  isRetryAfterCredible: boolean;
  isWaiting(): boolean;
  /** The time until the end of `Retry-After`, in milliseconds. */
  msLeft(): number;
  /** Calls `onDue` after the delay. */
  wait(ms: number): void;
  stopWaiting(): void;
  /**
   * Waits for the next attempt, or holds the submission, depending on the error. `hasNewTag`: the
   * refused attempt carried a different user tag from the one that the page has now.
   */
  failed(error: FeedbackError, session: number, hasNewTag?: boolean): void;
}

/** Whether the proxy refused the clock and sent its own time, so that the client can correct it. */
export function isClockSkew(error: unknown): boolean {
  return error instanceof FeedbackError && error.code === 'clock_skew' && error.serverTime !== undefined;
}

/** Whether an error holds feedback and reads until something changes, such as the user signing in. */
export function isHeld({ status, code }: FeedbackError): boolean {
  return status === 401 || status === 403 || code === 'other_user';
}
