/** Limits that the browser and the server share. */
export const CHAT_LIMITS = {
  /**
   * Longest question, in UTF-16 units. About 20 pages; a model with a smaller window returns its
   * own error.
   */
  questionLength: 60_000,
  /** Longest title of a conversation. Dify stores 255 characters. */
  titleLength: 200,
  /** Longest id. Those of the upstreams have 19 to 64 characters. */
  idLength: 200,
} as const;
