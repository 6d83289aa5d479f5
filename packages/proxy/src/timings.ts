/**
 * Every wait of the proxy, in milliseconds. `createFeedbackProxy({ timings })` replaces
 * individual ones, mostly in tests.
 */
export const TIMINGS = {
  /**
   * How long a user waits for the upstream before the response says `accepted`. Together with
   * `bodyMs` it stays below the browser's limit of 10 s.
   */
  responseMs: 4_000,
  /** Only a sender that is slow on purpose needs longer for a body of 80 KiB. */
  bodyMs: 5_000,
  /**
   * One attempt: token, lookup, response headers and body together. Dify responds to at least nine in
   * ten requests within this time, and common gateways give up after 30 s.
   */
  upstreamMs: 10_000,
  /**
   * An uncertain attempt can no longer arrive after this: common gateways drop requests earlier.
   */
  uncertainMs: 60_000,
  /**
   * Longer than `uncertainMs`: when a lease of a crashed process runs out, no request that was sent
   * under it can still arrive.
   */
  leaseMs: 75_000,
  /** How long a request waits for the host's `identify`, and for its `authorize`. */
  hostMs: 3_000,
  /** How long a request waits for a rate limiter, which only has to count. Then the request passes. */
  limiterMs: 500,
  /**
   * How long a request waits for the host's `resolveMessage`, for all messages of a read together. A
   * later result is ignored. Also how long `ready` waits for the store.
   */
  lookUpMs: 3_000,
  firstRetryMs: 500,
  longestRetryMs: 300_000,
  /**
   * How often a row with rejected credentials is retried: a corrected key works within this time.
   */
  heldRetryMs: 300_000,
  /** The first wait before the circuit sends a probe. It doubles with each probe that fails. */
  firstProbeMs: 1_000,
  /**
   * The longest wait before a probe. Delivery of the backlog starts at most this long after an
   * outage ends, plus `upstreamMs` if the last probe ran into its time limit.
   */
  longestProbeMs: 30_000,
  /**
   * A new message can be rated before the upstream finds it, so "not found" is retried this long.
   */
  notFoundGraceMs: 600_000,
  /** How long a message that the upstream does not find counts against its user's limit. */
  unknownMs: 3_600_000,
  /** The `Retry-After` for a user's further messages above that limit: the longest that the browser obeys. */
  unknownRetryMs: 300_000,
  /** How often dead letters of one user's unknown messages raise an alert. */
  unknownReportMs: 86_400_000,
  /** How long such dead letters stay: long enough to fix a wrong key and to redrive them. */
  unknownKeptMs: 604_800_000,
  /**
   * A message becomes a dead letter after this if it only gets a rejection or an HTML page, such as a
   * firewall's, while others are delivered. Longer than a deployment of the upstream, during which
   * some requests pass and others fail.
   */
  blockedMs: 3_600_000,
  /** Covers an outage of a whole weekend. Afterwards the row becomes a dead letter. */
  giveUpAfterMs: 259_200_000,
  /** A longer `Retry-After` is cut to this. */
  longestRetryAfterMs: 86_400_000,
  /**
   * The worker claims as many rows ahead as it sends in this time, so that it claims a few times a
   * second.
   */
  claimAheadMs: 500,
  /** How often the worker looks for rows that another process left behind. */
  pollMs: 60_000,
  /** How soon the worker retries after the store has failed. */
  storeRetryMs: 5_000,
  /**
   * How long `close` waits for deliveries in flight: one attempt and the store call that ends it.
   */
  closeMs: 12_000,
} as const;

export type Timings = { readonly [Name in keyof typeof TIMINGS]: number };

/** The proxy's own limits. Core has those that the browser shares. */
export const PROXY_LIMITS = {
  /** Longest user id, in UTF-16 units: Dify stores it in a column of 255 characters. */
  userIdCharacters: 255,
  /**
   * Requests to the upstream at once, for waiting users and the worker together. Upstreams respond
   * to feedback within tens of milliseconds, so more would only add load.
   */
  concurrency: 16,
  /**
   * Rows whose delivery has begun, per slot: one is in flight, the results of the others are being
   * stored. A store that is slow or fails slows the worker down.
   */
  rowsPerSlot: 4,
  /**
   * Rows that the worker claims before slots are free for them: more than a process sends while a
   * claim is committed, less than a megabyte.
   */
  claimedRows: 500,
  /**
   * Different messages that fail in a row before the circuit opens: circuit breakers often use 5.
   */
  failingMessages: 5,
  /** Different messages that are not found in a row before the upstream counts as the wrong one. */
  notFoundMessages: 5,
  /** A failure that may be about one user counts for all once messages of this many users have failed. */
  failingUsers: 2,
  /**
   * Of one user's messages that the upstream has never found: how many dead letters stay, and how
   * many others a process accepts in an hour. Further ones wait in the browser.
   */
  unknownPerUser: 50,
  /**
   * How many failing rows a process remembers, and as many each of users with a delivery and of users
   * with unknown messages.
   */
  rememberedRows: 1_000,
  /** How many leases of rejected calls a process remembers: those of a minute in which the store fails. */
  lostLeases: 10_000,
} as const;
