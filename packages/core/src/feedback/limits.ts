/** How much feedback may contain. Characters are counted by `countCharacters`. */
export interface FeedbackLimits {
  /** The largest number of reasons per message. */
  readonly reasons: number;
  /** The largest number of characters per reason. */
  readonly reasonCharacters: number;
  /** The largest number of characters in the comment. */
  readonly commentCharacters: number;
}

/**
 * Coze's limits, from its API page "message feedback": `reason_types` takes 10 reasons of 30
 * characters, `comment` takes 250 characters.
 */
export const COZE_LIMITS: FeedbackLimits = /* @__PURE__ */ Object.freeze({
  reasons: 10,
  reasonCharacters: 30,
  commentCharacters: 250,
});

/** The limits for every upstream whose adapter declares no others. */
export const DEFAULT_LIMITS: FeedbackLimits = COZE_LIMITS;

/** An upstream's abilities. Its adapter declares them, the proxy reports them, the UI obeys them. */
export interface Capabilities {
  /** Whether a delivered rating can be revoked. */
  readonly revoke: boolean;
  /** Whether a delivered rating can be replaced. `unknown` counts as no. */
  readonly change: boolean | 'unknown';
  /** `native`: the upstream accepts reasons. `folded`: they go into its comment. `none`: neither. */
  readonly reasons: 'native' | 'folded' | 'none';
  /** Undo window: how long an accepted rating waits in the proxy, in milliseconds. */
  readonly holdMs: number;
  readonly limits: FeedbackLimits;
}

/** Assumed until the proxy reports others. */
export const DEFAULT_CAPABILITIES: Capabilities = /* @__PURE__ */ Object.freeze({
  revoke: true,
  change: true,
  reasons: 'native',
  holdMs: 0,
  limits: DEFAULT_LIMITS,
});

/**
 * Our own limits of `Feedback.metadata`, as no upstream has a field for it: enough to name a model, a
 * version and an experiment, and small enough for the journal. Characters are Unicode code points.
 */
export const METADATA_LIMITS = {
  /** The largest number of fields. */
  fields: 16,
  /** The largest number of characters in a field's name, which has at least one. */
  nameCharacters: 64,
  /** The largest number of characters in a field's value. */
  valueCharacters: 512,
} as const;

/** Limits that the browser and the proxy share. */
export const LIMITS = {
  /**
   * Request body, in bytes: the longest ids, feedback and metadata fit, even if JSON escapes every
   * character.
   */
  requestBytes: 81_920,
  /** Messages per read. */
  messagesPerRead: 100,
  /**
   * URL of a request. Some servers accept no more, such as IIS by default. A read of more messages
   * than fit is sent as a POST.
   */
  urlCharacters: 2_048,
  /** Id of a message, conversation or response. Real ids have 19 to 64 characters. */
  idCharacters: 200,
  /** Sealed reference: ids and two callback ids, encrypted, in base64url. */
  tokenCharacters: 8_192,
  /**
   * How far the send time of a submission may differ from the proxy's clock, and how far a stamp may
   * be ahead of it: a wrong clock must neither decide which submission wins nor lock a message.
   */
  clockSkewMs: 120_000,
  /**
   * How long the browser waits for the proxy's response: longer than the proxy may take to read the
   * body and to wait for the upstream.
   */
  submitTimeoutMs: 10_000,
} as const;
