/** Calls back once, after `ms` milliseconds. Returns a function that cancels it. */
export type SetTimer = (callback: () => void, ms: number) => () => void;

export function defaultTimer(callback: () => void, ms: number): () => void {
  const timer = setTimeout(callback, ms);
  return () => clearTimeout(timer);
}

/** The delay's upper limit after the first failure. */
const FIRST_DELAY_MS = 500;
/** The delay's upper limit after any failure. */
const LONGEST_DELAY_MS = 30_000;

/** When the browser shows that feedback is late. */
export const LATE_TIMINGS = {
  /** A shorter delay is not worth a notice. */
  slowAfterMs: 3_000,
  /** The user learns that the feedback is not sent yet. */
  delayedAfterMs: 30_000,
  delayedAfterAttempts: 5,
} as const;

/** The upper limit of the delay after this many failures in a row, at least 1. Doubles with each failure. */
export function delayLimit(failures: number): number {
  return Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** (failures - 1));
}

/** Full jitter, a random delay up to the limit, so that clients do not retry at the same time. */
export function retryDelay(failures: number, random: () => number): number {
  return random() * delayLimit(failures);
}

/**
 * How long a response can postpone the next attempt: 5 minutes. A longer `Retry-After` mostly comes
 * from a wrong clock, or from something that knows nothing of this user's feedback. By default, the
 * proxy itself never asks for more.
 */
export const LONGEST_RETRY_AFTER_MS = 300_000;

/**
 * The delay after a transient error: `Retry-After`, but no less than the usual delay, because
 * `Retry-After: 0` would make a loop, and at most `LONGEST_RETRY_AFTER_MS`.
 */
export function delayAfter(retryAfterMs: number | undefined, failures: number, random: () => number): number {
  // The host's errors may contain NaN.
  return Math.min(Math.max(retryAfterMs || 0, retryDelay(failures, random)), LONGEST_RETRY_AFTER_MS);
}

/** A page that is in use again reads no sooner than this after its last read. */
export const READ_AGAIN_AFTER_MS = 10_000;

/** How tabs share the work of sending. */
export const TAB_TIMINGS = {
  /** How long other tabs wait for the tab of the press before they send the submission. */
  takeOverMs: 1_000,
  /**
   * How many times to wait for a tab that is sending. Together, the waits are longer than a request
   * takes, because that tab may be frozen.
   */
  maxYields: 15,
} as const;
