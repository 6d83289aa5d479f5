/**
 * Every way in which feedback can fail: the HTTP status of the proxy's response (0 if it has not
 * responded) and whether the client retries after a delay. Each code has a page in `docs/errors` and is
 * never renamed.
 */
export const FEEDBACK_ERRORS = {
  invalid_submission: { status: 400, retryable: false },
  invalid_message: { status: 400, retryable: false },
  invalid_json: { status: 400, retryable: false },
  unauthenticated: { status: 401, retryable: false },
  cross_origin: { status: 403, retryable: false },
  reference_expired: { status: 403, retryable: false },
  message_not_found: { status: 404, retryable: false },
  method_not_allowed: { status: 405, retryable: false },
  request_timeout: { status: 408, retryable: true },
  other_user: { status: 409, retryable: false },
  submission_too_large: { status: 413, retryable: false },
  unsupported_media_type: { status: 415, retryable: false },
  upstream_refused: { status: 422, retryable: false },
  not_ratable: { status: 422, retryable: false },
  clock_skew: { status: 422, retryable: false },
  too_many_requests: { status: 429, retryable: true },
  internal: { status: 500, retryable: true },
  store_unavailable: { status: 503, retryable: true },
  network: { status: 0, retryable: true },
  timeout: { status: 0, retryable: true },
  unexpected_response: { status: 0, retryable: true },
  redaction_failed: { status: 0, retryable: false },
} as const;

export type FeedbackErrorCode = keyof typeof FEEDBACK_ERRORS;

/**
 * Whether a value is a code of `FEEDBACK_ERRORS`.
 *
 * @example
 * isFeedbackErrorCode('not_ratable'); // true
 */
export function isFeedbackErrorCode(value: unknown): value is FeedbackErrorCode {
  return typeof value === 'string' && Object.hasOwn(FEEDBACK_ERRORS, value);
}

/**
 * A failure with a code of `FEEDBACK_ERRORS`. Its message says what happened, why, and what to do,
 * and contains no text of a user or an upstream.
 *
 * @example
 * throw new FeedbackError('message_not_found', 'The message does not exist. Reload the chat.');
 */
export class FeedbackError extends Error {
  override readonly name = 'FeedbackError';
  readonly code: FeedbackErrorCode;
  /** The HTTP status of the code; 0 if the proxy has not responded. */
  readonly status: number;
  /**
   * Whether the client repeats the request after a delay. `false` if the feedback is refused, and also
   * for `unauthenticated`, `cross_origin`, `reference_expired`, `other_user` and `clock_skew`: the client
   * keeps that feedback, and sends it once the cause is gone.
   */
  readonly retryable: boolean;
  /** How long to wait before the next attempt, from `Retry-After`, in milliseconds. */
  declare readonly retryAfterMs: number | undefined;
  /** The proxy's clock when it responded, in milliseconds since 1970. */
  declare readonly serverTime: number | undefined;
  /** The user tag of the signed-in user, if the proxy knew the user. */
  declare readonly userTag: string | undefined;
  /** The fields to fix, with the codes `invalid_submission` and `invalid_message`. */
  declare readonly problems: readonly ProblemDetail[];
  /** Identifies the request in the proxy's log. */
  declare readonly requestId: string | undefined;

  constructor(code: FeedbackErrorCode, message: string, { cause, ...details }: FeedbackErrorDetails = {}) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
    ({ status: this.status, retryable: this.retryable } = FEEDBACK_ERRORS[code]);
    Object.assign(this, { problems: [] }, details);
  }
}

/** The error of a host's function as a `FeedbackError`. Any other error is transient. */
export function toFeedbackError(cause: unknown): FeedbackError {
  if (cause instanceof FeedbackError) return cause;
  return new FeedbackError(
    'network',
    'A function of the host failed without a FeedbackError, so the request is repeated.',
    { cause },
  );
}

export interface FeedbackErrorDetails {
  readonly cause?: unknown;
  readonly retryAfterMs?: number | undefined;
  readonly serverTime?: number | undefined;
  readonly userTag?: string | undefined;
  readonly problems?: readonly ProblemDetail[];
  readonly requestId?: string | undefined;
}

/** One field to fix. */
export interface ProblemDetail {
  /** Path of the field, such as `feedback.reasons.3`. */
  readonly field: string;
  readonly code: string;
  readonly message: string;
}
