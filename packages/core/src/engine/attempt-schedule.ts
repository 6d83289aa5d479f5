import type { FeedbackError } from '../wire/feedback-error.ts';
import { isClockSkew, needsSignIn } from './attempt.ts';
import type { EngineSettings } from './engine-options.ts';
import { retryDelay } from './timings.ts';

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
    isWaiting: () => cancelWait !== null,
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
      if (isClockSkew(error)) {
        // The first attempt with the corrected clock starts at once.
        if (failures > 1) schedule.wait(retryDelay(failures, random));
      } else if (needsSignIn(error)) {
        schedule.held = session === schedule.session;
      } else if (error.retryable) {
        const { retryAfterMs } = error;
        if (retryAfterMs !== undefined) schedule.notBefore = now() + retryAfterMs;
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
  /** The end of `Retry-After`, in milliseconds since 1970. Applies to new submissions too. */
  notBefore: number;
  isWaiting(): boolean;
  /** Calls `onDue` after the delay. */
  wait(ms: number): void;
  stopWaiting(): void;
  /** Waits for the next attempt, or holds the submission, depending on the error. */
  failed(error: FeedbackError, session: number): void;
}
