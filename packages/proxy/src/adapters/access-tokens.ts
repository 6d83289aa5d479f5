import type { GetToken, UpstreamRequest, UpstreamResponse } from './feedback-adapter.ts';
import { TokenUnavailableError } from './feedback-adapter.ts';
import { parseJsonObject, sendUpstream } from './upstream-exchange.ts';

/**
 * Caches one token per user until shortly before it expires. Concurrent calls for a user share one
 * request, and a rejected token is replaced once, however many requests used it.
 */
export function createTokenCache({ make, now }: TokenCacheOptions): GetToken {
  /** The least recently used user comes first. */
  const tokens = new Map<string, AccessToken>();
  const pending = new Map<string, Promise<AccessToken>>();

  async function renew(userId: string): Promise<AccessToken> {
    try {
      const token = await make(userId);
      keep(userId, token);
      const [oldest] = tokens.keys();
      if (tokens.size > MAX_TOKENS && oldest !== undefined) tokens.delete(oldest);
      return token;
    } finally {
      pending.delete(userId);
    }
  }

  function keep(userId: string, token: AccessToken): void {
    tokens.delete(userId);
    tokens.set(userId, token);
  }

  return async ({ userId, rejected }) => {
    const known = tokens.get(userId);
    if (known !== undefined && known.value !== rejected && known.expiresAt - MARGIN_MS > now()) {
      keep(userId, known);
      return known.value;
    }
    const renewal = pending.get(userId) ?? renew(userId);
    pending.set(userId, renewal);
    return (await renewal).value;
  };
}

export interface AccessToken {
  readonly value: string;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
}

interface TokenCacheOptions {
  readonly make: (userId: string) => Promise<AccessToken>;
  readonly now: () => number;
}

/** Longer than an attempt, so that no token expires while its request is on the way. */
const MARGIN_MS = 30_000;

/** A few megabytes. A user whose token was dropped gets a new one. */
const MAX_TOKENS = 10_000;

/**
 * Sends a request to a token endpoint and returns its JSON. Throws a `TokenUnavailableError` for a
 * transient error and an `Error` for one that the operator must fix. Neither quotes the response.
 */
export async function fetchToken(
  request: UpstreamRequest,
  { service, fetch, now }: FetchTokenOptions,
): Promise<Record<string, unknown>> {
  const response = await sendUpstream(request, { fetch, now, timeoutMs: TOKEN_TIMEOUT_MS }).catch(noResponse);
  const { status } = response;
  if (status >= 500 || TRANSIENT_TOKEN_STATUSES.has(status)) {
    throw new TokenUnavailableError(
      `The token endpoint of ${service} responded with ${status}. The proxy will ask again.`,
    );
  }
  const json = status === 200 ? parseJsonObject(response.body) : null;
  if (json !== null) return json;
  throw new Error(
    `The token endpoint of ${service} responded with ${status} and no token, so nothing can be sent. Check its URL and the credentials.`,
  );

  function noResponse(cause: unknown): UpstreamResponse {
    throw new TokenUnavailableError(
      `The token endpoint of ${service} did not respond. The proxy will ask again.`,
      { cause },
    );
  }
}

/**
 * The token and the endpoint's `expires_in`, whose unit depends on the vendor. Throws an `Error`
 * for any other response.
 */
export function readToken(
  json: Record<string, unknown>,
  service: string,
): { value: string; expiresIn: number } {
  const { access_token: value, expires_in: expiresIn } = json;
  if (typeof value === 'string' && typeof expiresIn === 'number' && Number.isFinite(expiresIn)) {
    return { value, expiresIn };
  }
  throw new Error(
    `The token endpoint of ${service} responded without access_token and expires_in, so nothing can be sent. Check its URL.`,
  );
}

export interface FetchTokenOptions {
  /** Names the vendor in errors. */
  readonly service: string;
  readonly fetch: typeof globalThis.fetch;
  readonly now: () => number;
}

/** Half of an attempt's time, so that enough is left to use the token. */
const TOKEN_TIMEOUT_MS = 5_000;

const TRANSIENT_TOKEN_STATUSES: ReadonlySet<number> = new Set([408, 425, 429]);
