/** Every wait of the proxy, in milliseconds. `createFeedbackProxy({ timings })` replaces single ones, mostly in tests. */
export const TIMINGS = {
  /** How long a user waits for the upstream before the answer is `accepted`. With `bodyMs` below the browser's 10 s. */
  responseMs: 4_000,
  /** A body of 16 KiB takes longer than this only when somebody sends it slowly on purpose. */
  bodyMs: 5_000,
  /** One attempt: token, look-up, headers and body together. Longer than the slow tenth of Dify's answers, shorter than a proxy's 30 s. */
  upstreamMs: 10_000,
  /** An attempt of unknown fate is taken for dead after this: no gateway in common use holds a request longer. */
  doubtMs: 60_000,
  /** A lease outlives the doubt about any request that was sent under it, so a crashed process's row is simply sent again. */
  leaseMs: 75_000,
  /** How long a user waits for the host to look a message up; what it says later is not heard. */
  lookUpMs: 3_000,
  firstRetryMs: 500,
  longestRetryMs: 300_000,
  /** How often a row is tried whose credentials are rejected: a corrected key is noticed within this. */
  heldRetryMs: 300_000,
  /** The first wait before a failing upstream is asked again, with one request; it doubles with each that fails. */
  firstProbeMs: 1_000,
  /** The longest such wait: a backlog begins to flow at most this long after an outage, or within `upstreamMs` more when it hung. */
  longestProbeMs: 30_000,
  /** A message may be rated before the upstream has made it visible. */
  notFoundGraceMs: 600_000,
  /** A weekend with an outage. Afterwards the row is a dead letter. */
  giveUpAfterMs: 259_200_000,
  /** The longest `Retry-After` that is believed. */
  longestRetryAfterMs: 86_400_000,
  /** How often the worker looks for rows that another process has left behind. */
  pollMs: 60_000,
  /** How soon the worker asks a store again that has failed. */
  storeRetryMs: 5_000,
  /** How long `close` waits for what is in flight: an attempt and the writing down of its end. */
  closeMs: 12_000,
} as const;

export type Timings = { readonly [Name in keyof typeof TIMINGS]: number };
