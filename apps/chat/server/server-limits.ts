/** The limits of the server, each with its reason. */
export const SERVER_LIMITS = {
  /** The longest question with every character escaped as `\uXXXX`, and some room. */
  requestBytes: 400_000,
  /**
   * How long the upstream may take to start its response. Reverse proxies commonly time out after
   * 60 s.
   */
  upstreamAnswerMs: 60_000,
  /** How long a running answer may be silent. Dify sends a ping every 10 s. */
  upstreamSilenceMs: 60_000,
  /**
   * The same for Moveworks, which sends no pings, and the longest that its answer is polled for. Its
   * documentation allows 120 s for an answer.
   */
  moveworksAnswerMs: 130_000,
  /** The polling interval for an answer of Moveworks whose stream ended early. */
  moveworksPollMs: 2_000,
  /**
   * The interval of heartbeats to the browser; reverse proxies commonly close a connection that is
   * silent for 60 s.
   */
  heartbeatMs: 15_000,
  /** Items per page. Dify returns at most 100. */
  pageSize: 50,
  /** The longest time that browsers keep a cookie. */
  sessionSeconds: 400 * 24 * 60 * 60,
  /** How long an open request may continue when the server stops. */
  closeMs: 1_000,
} as const;
