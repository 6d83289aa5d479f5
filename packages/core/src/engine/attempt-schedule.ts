import type { FeedbackError } from '../wire/feedback-error.ts';
import { hasWrongClock, needsSignIn } from './attempt.ts';
import type { EngineSettings } from './engine-options.ts';
import { retryDelay } from './timings.ts';

/** Decides when the next attempt for one message may start. Calls `onDue` when a wait is over. */
export function createAttemptSchedule(
  { now, random, setTimer }: Pick<EngineSettings, 'now' | 'random' | 'setTimer'>,
  onDue: () => void,
): AttemptSchedule {
  /** From `Retry-After`. Applies to new submissions too. */
  let notBefore = 0;
  let cancelWait: (() => void) | null = null;

  const schedule: AttemptSchedule = {
    failures: 0,
    held: false,
    session: 0,
    isBlocked: () => schedule.held || now() < notBefore,
    isWaiting: () => cancelWait !== null,
    tryStart() {
      if (schedule.held || cancelWait !== null) return false;
      const ms = notBefore - now();
      if (ms > 0) schedule.wait(ms);
      return ms <= 0;
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
    failed(error, session) {
      const failures = ++schedule.failures;
      if (hasWrongClock(error)) {
        // The first attempt with the corrected clock starts at once.
        if (failures > 1) schedule.wait(retryDelay(failures, random));
      } else if (needsSignIn(error)) {
        schedule.held = session === schedule.session;
      } else if (error.retryable) {
        const { retryAfterMs } = error;
        if (retryAfterMs !== undefined) notBefore = now() + retryAfterMs;
        schedule.wait(retryAfterMs ?? retryDelay(failures, random));
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
  /** Whether a request is forbidden now, by a hold or by `Retry-After`. */
  isBlocked(): boolean;
  isWaiting(): boolean;
  /** Whether an attempt may start now. If only `Retry-After` forbids it, waits. */
  tryStart(): boolean;
  wait(ms: number): void;
  stopWaiting(): void;
  /** Waits for the next attempt, or holds the submission, depending on the error. */
  failed(error: FeedbackError, session: number): void;
}
