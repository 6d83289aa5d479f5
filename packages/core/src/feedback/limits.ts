/** How much feedback may hold. Counted by `countCharacters`. */
export interface FeedbackLimits {
  readonly reasons: number;
  readonly reasonCharacters: number;
  readonly commentCharacters: number;
}

/** Coze's limits, from its "message feedback" page: `reason_types` (10 of 30 characters) and `comment` (250 characters). */
export const COZE_LIMITS: FeedbackLimits = Object.freeze({
  reasons: 10,
  reasonCharacters: 30,
  commentCharacters: 250,
});

/** The limits of every upstream whose adapter declares no others. */
export const DEFAULT_LIMITS: FeedbackLimits = COZE_LIMITS;

/** Numbers that the browser and the proxy share. */
export const LIMITS = {
  /** Whole request body: the longest feedback with every character JSON-escaped, three times over. */
  requestBytes: 16_384,
  /** Ids in one read, so that its address stays below the 8 KB that servers commonly take. */
  messagesPerRead: 100,
  /** Query of one read. Sealed references are long; servers commonly take addresses of 8 KB. */
  queryCharacters: 7_000,
  /** Longest id of a message, conversation or response. Real ones have 19 to 64 characters. */
  idCharacters: 200,
  /** Longest sealed reference: ids and two callback ids, encrypted, in base64url. */
  tokenCharacters: 8_192,
  /** How far ahead of the proxy's clock a stamp may be before it is refused; a wrong clock must not lock a message. */
  stampAheadMs: 300_000,
  /** How long the browser waits for an answer of the proxy. Longer than the proxy's own budget. */
  submitTimeoutMs: 10_000,
} as const;
