/** Numbers of the server, each with its reason. */
export const SERVER_LIMITS = {
  /** The longest question with every character escaped as `\uXXXX`, and some room. */
  requestBytes: 400_000,
  /** How long the upstream may take to begin its answer. A reverse proxy in between commonly gives up after 60 s. */
  upstreamAnswerMs: 60_000,
  /** How long a running answer may be silent. Dify sends a ping every 10 s. */
  upstreamSilenceMs: 60_000,
  /** The same for Moveworks, which sends no pings; by its pages an answer takes up to 120 s. */
  moveworksSilenceMs: 130_000,
  /** Between two looks at an answer of Moveworks whose stream has ended early. */
  moveworksPollMs: 2_000,
  /** Between two signs of life to the browser; reverse proxies commonly cut a connection that is silent for 60 s. */
  heartbeatMs: 15_000,
  /** Items of one page. Dify gives 100 at most. */
  pageSize: 50,
  /** The longest that browsers keep a cookie. */
  sessionSeconds: 400 * 24 * 60 * 60,
  /** How long a request under way may go on when the server is asked to stop. */
  closeMs: 1_000,
} as const;
