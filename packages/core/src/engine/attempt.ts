import { LIMITS } from '../feedback/limits.ts';
import type { FeedbackSubmission, SubmitResult } from '../feedback/types.ts';
import type { FeedbackRegister, RegisterEvent } from '../state/register.ts';
import { FeedbackError } from '../wire/feedback-error.ts';
import { nextStamp, type StampClock } from '../wire/stamp.ts';
import type { EngineSettings } from './engine-options.ts';
import { observeStamp, setStampClock } from './stamp-clock.ts';
import { delayAfter, LONGEST_RETRY_AFTER_MS, retryDelay, type SetTimer } from './timings.ts';

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
    `No response came within ${LIMITS.submitTimeoutMs / 1000} s. The request may have arrived. It is sent again.`,
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
  if (isHeld(error) || error.retryable) return [];
  return [{ type: 'refused', stamp, code: error.code }];
}

/** Keeps what the next attempt for one message has to wait for. */
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
    obeyed: true,
    isWaiting: () => cancelWait !== null,
    msLeft() {
      const ms = schedule.notBefore - now();
      // Longer only if the device's clock was set back.
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
    failed(error, session, isCorrected = isClockSkew(error)) {
      const failures = ++schedule.failures;
      if (isCorrected) {
        // The first attempt with the corrected clock or user tag starts at once.
        if (failures > 1) schedule.wait(retryDelay(failures, random));
      } else if (isHeld(error)) {
        schedule.held = session === schedule.session;
      } else if (error.retryable) {
        const { retryAfterMs } = error;
        const ms = delayAfter(retryAfterMs, failures, random);
        schedule.notBefore = retryAfterMs === undefined ? 0 : now() + ms;
        schedule.obeyed = retryAfterMs === undefined || retryAfterMs <= LONGEST_RETRY_AFTER_MS;
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
  /** Whether the submission waits until the user signs in. */
  held: boolean;
  /** Counts sign-ins. A 401 for an attempt from an earlier session means nothing. */
  session: number;
  /** The end of `Retry-After`, in milliseconds since 1970. Applies to new submissions too. */
  notBefore: number;
  /** Whether `Retry-After` was credible. If it was not, the user's Retry is free to ignore it. */
  obeyed: boolean;
  isWaiting(): boolean;
  /** The time until the end of `Retry-After`, in milliseconds. */
  msLeft(): number;
  /** Calls `onDue` after the delay. */
  wait(ms: number): void;
  stopWaiting(): void;
  /**
   * Waits for the next attempt, or holds the submission, depending on the error. `isCorrected`: the
   * reason for the error is gone.
   */
  failed(error: FeedbackError, session: number, isCorrected?: boolean): void;
}

function isClockSkew(error: FeedbackError): error is FeedbackError & { serverTime: number } {
  return error.code === 'clock_skew' && error.serverTime !== undefined;
}

/** Whether an error holds feedback and reads until something changes, such as the user signing in. */
export function isHeld({ status, code }: FeedbackError): boolean {
  return status === 401 || status === 403 || code === 'other_user';
}
