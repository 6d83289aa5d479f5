/** The proxy's own limits; those that the browser shares are in core. */
export const PROXY_LIMITS = {
  /** Longest user id, in UTF-16 units: Dify keeps it in a column of 255 characters and fails beyond. */
  userIdCharacters: 255,
  /**
   * Requests that are open at the upstream at once, for waiting people and the worker together. Upstreams answer feedback in tens
   * of milliseconds, so more would only hurt them.
   */
  concurrency: 16,
  /** Different messages that fail one after the other before the circuit opens: the usual five of circuit breakers. */
  failingMessages: 5,
  /** Different messages that are not found one after the other before it is the upstream that is taken for the wrong one. */
  missingMessages: 5,
} as const;
