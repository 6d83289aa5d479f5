/** The proxy's own limits; those that the browser shares are in core. */
export const PROXY_LIMITS = {
  /** Longest user id, in UTF-16 units: Dify keeps it in a column of 255 characters and fails beyond. */
  userIdCharacters: 255,
  /** Rows that the worker delivers at once. Upstreams answer feedback in tens of milliseconds, so more would only hurt them. */
  concurrency: 16,
} as const;
