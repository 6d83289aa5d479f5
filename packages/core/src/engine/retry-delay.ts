/** When the browser tries again and when it says so. */
export const RETRY = {
  firstMs: 500,
  longestMs: 30_000,
  /** Before this, waiting is not worth a word. */
  slowAfterMs: 3_000,
  /** From here on the user is told that nothing has been sent yet. */
  delayedAfterMs: 30_000,
  delayedAfterAttempts: 5,
} as const;

/** Full jitter: anything up to a bound that doubles, so that clients of a server that comes back do not arrive together. */
export function retryDelay(attempts: number, random: () => number): number {
  return random() * Math.min(RETRY.longestMs, RETRY.firstMs * 2 ** attempts);
}
