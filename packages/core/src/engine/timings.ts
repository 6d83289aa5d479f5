/** Calls back once, after `ms` milliseconds. Returns a function that cancels it. */
export type SetTimer = (callback: () => void, ms: number) => () => void;

export function defaultTimer(callback: () => void, ms: number): () => void {
  const timer = setTimeout(callback, ms);
  return () => clearTimeout(timer);
}

/** When the browser retries, and when it shows that feedback is late. */
export const RETRY_TIMINGS = {
  /** The longest delay after the first failure. */
  firstMs: 500,
  longestMs: 30_000,
  /** A shorter delay is not worth a notice. */
  slowAfterMs: 3_000,
  /** The user learns that the feedback is not sent yet. */
  delayedAfterMs: 30_000,
  delayedAfterAttempts: 5,
} as const;

/** The longest delay after this many failures in a row, at least 1. Doubles with each failure. */
export function longestDelay(failures: number): number {
  return Math.min(RETRY_TIMINGS.longestMs, RETRY_TIMINGS.firstMs * 2 ** (failures - 1));
}

/** Full jitter, a random delay up to the longest, so that clients do not retry at the same time. */
export function retryDelay(failures: number, random: () => number): number {
  return random() * longestDelay(failures);
}

/** How tabs share the work of sending. */
export const TAB_TIMINGS = {
  /** How long the tab in which the user pressed has to send it. Then another tab does. */
  takeOverMs: 1_000,
  /**
   * How many times to wait for a tab that is sending. Together longer than a request, because that
   * tab may be frozen.
   */
  maxYields: 15,
} as const;
