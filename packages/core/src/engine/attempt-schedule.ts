import type { FeedbackError } from '../wire/feedback-error.ts';
import { hasWrongClock, needsSignIn } from './attempt.ts';
import type { EngineSettings } from './engine-options.ts';
import { retryDelay } from './timings.ts';

/** Decides when the next attempt for one message may start. Calls `onDue` when a wait is over. */
export function createAttemptSchedule(
  { now, random, setTimer }: Pick<EngineSettings, 'now' | 'random' | 'setTimer'>,
  onDue: () => void,
): AttemptSchedule {
  let failures = 0;
  let held = false;
  let session = 0;
  /** From `Retry-After`. Applies to new submissions too. */
  let notBefore = 0;
  let cancelWait: (() => void) | null = null;

  function wait(ms: number): void {
    cancelWait = setTimer(() => {
      cancelWait = null;
      onDue();
    }, ms);
  }

  return {
    get failures() {
      return failures;
    },
    get held() {
      return held;
    },
    get session() {
      return session;
    },
    get waiting() {
      return cancelWait !== null;
    },
    isBlocked: () => held || now() < notBefore,
    tryStart() {
      if (held || cancelWait !== null) return false;
      const ms = notBefore - now();
      if (ms > 0) wait(ms);
      return ms <= 0;
    },
    wait,
    stopWaiting() {
      cancelWait?.();
      cancelWait = null;
    },
    release() {
      held = false;
    },
    signedIn() {
      session++;
      held = false;
    },
    succeeded() {
      failures = 0;
    },
    failed(error, startedIn) {
      failures++;
      if (hasWrongClock(error)) {
        // The first corrected attempt starts at once.
        if (failures > 1) wait(retryDelay(failures, random));
      } else if (needsSignIn(error)) {
        held = startedIn === session;
      } else if (error.retryable) {
        if (error.retryAfterMs !== undefined) notBefore = now() + error.retryAfterMs;
        wait(error.retryAfterMs ?? retryDelay(failures, random));
      } else {
        failures = 0;
      }
    },
  };
}

export interface AttemptSchedule {
  /** Failed attempts since the last success or permanent refusal. */
  readonly failures: number;
  /** Whether the submission is held until the user signs in. */
  readonly held: boolean;
  /** Counts sign-ins. A 401 for an attempt from an earlier session means nothing. */
  readonly session: number;
  readonly waiting: boolean;
  /** Whether a sign-in or `Retry-After` forbids any request now. */
  isBlocked(): boolean;
  /** Whether an attempt may start now. If only `Retry-After` forbids it, waits. */
  tryStart(): boolean;
  wait(ms: number): void;
  stopWaiting(): void;
  /** Ends the hold, because the user wants to retry. */
  release(): void;
  /** Ends the hold, because the user signed in. */
  signedIn(): void;
  succeeded(): void;
  /** Holds the submission or waits for the next attempt, depending on the error. */
  failed(error: FeedbackError, session: number): void;
}
