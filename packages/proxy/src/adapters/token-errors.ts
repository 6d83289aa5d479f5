/** Why there is no token. The event `token_failed` shows all of it, except its cause. */
export abstract class TokenError extends Error {
  /** What the token endpoint said, in its own words; `null` if it said nothing. */
  readonly endpointMessage: string | null;
  /** The token endpoint's own id of the request; `null` if it sent none. */
  readonly traceId: string | null;

  constructor(
    message: string,
    { endpointMessage = null, traceId = null, ...options }: TokenErrorOptions = {},
  ) {
    super(message, options);
    this.endpointMessage = endpointMessage;
    this.traceId = traceId;
  }
}

/**
 * Thrown by a `GetToken` function for a transient error: the row is retried soon. Its message must
 * not contain keys, tokens or user ids, because the event `token_failed` shows it.
 *
 * @example
 * const getToken: GetToken = async ({ userId }) => {
 *   const response = await fetch(`https://auth.example.com/tokens/${encodeURIComponent(userId)}`);
 *   if (response.status >= 500) throw new TokenUnavailableError('The token service is down.');
 *   return response.text();
 * };
 */
export class TokenUnavailableError extends TokenError {
  override readonly name = 'TokenUnavailableError';
}

/**
 * Thrown by a `GetToken` function for an error that only the operator can fix: the row waits. Its
 * message must not contain keys, tokens or user ids, because the event `token_failed` shows it.
 */
export class TokenRefusedError extends TokenError {
  override readonly name = 'TokenRefusedError';
}

export interface TokenErrorOptions extends ErrorOptions {
  /** @default null */
  readonly endpointMessage?: string | null;
  /** @default null */
  readonly traceId?: string | null;
}
