import { keepNewest } from '../keep-newest.ts';
import { withTimeLimit } from '../time-limit.ts';
import type { GetToken, UpstreamRequest, UpstreamResponse } from './feedback-adapter.ts';
import { TokenRefusedError, TokenUnavailableError } from './token-errors.ts';
import { asRecord, checkTraceId, parseJsonObject, sendUpstream } from './upstream-exchange.ts';

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
      const token = await withTimeLimit(RENEWAL_MS, () => make(userId));
      keep(userId, token);
      keepNewest(tokens, MAX_TOKENS);
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

/** Longer than a delivery attempt, so that no token expires while its request is on the way. */
const MARGIN_MS = 30_000;

/**
 * The time limit of one renewal. A function of the host that hangs, such as `fields`, must not block
 * later renewals.
 */
const RENEWAL_MS = 10_000;

/** A few megabytes. A user whose token was dropped gets a new one. */
const MAX_TOKENS = 10_000;

/**
 * Sends a request to a token endpoint and returns the token with the endpoint's `expires_in`, whose
 * unit depends on the vendor. Throws a `TokenUnavailableError` for a transient error and a
 * `TokenRefusedError` for one that the operator must fix.
 */
export async function fetchToken(
  request: UpstreamRequest,
  { service, fetch, now, traceIdOf, secrets, unwrap = (json) => json }: FetchTokenOptions,
): Promise<{ value: string; expiresIn: number }> {
  const response = await sendUpstream(request, { fetch, now, timeoutMs: TOKEN_TIMEOUT_MS }).catch(noResponse);
  const { status } = response;
  const json = parseJsonObject(response.body);
  const { access_token: value, expires_in: expiresIn } = unwrap(json ?? {});
  if (status === 200 && typeof value === 'string' && Number.isFinite(expiresIn)) {
    return { value, expiresIn: Number(expiresIn) };
  }

  const { code, text } = readRefusal(json ?? {}, secrets);
  const details = { endpointMessage: text, traceId: checkTraceId(traceIdOf(response)) };
  const reported = code === null ? status : `${status} ${code}`;
  if (status >= 500 || TRANSIENT_TOKEN_STATUSES.has(status)) {
    throw new TokenUnavailableError(
      `The token endpoint of ${service} does not work (${reported}). The proxy will ask again.`,
      details,
    );
  }
  throw new TokenRefusedError(
    `The token endpoint of ${service} refused to give a token (${reported}), so nothing can be sent. Check its URL and the credentials.`,
    details,
  );

  function noResponse(cause: unknown): UpstreamResponse {
    throw new TokenUnavailableError(
      `The token endpoint of ${service} did not respond. The proxy will ask again.`,
      { cause },
    );
  }
}

/** The endpoint's error code and words, in the forms of OAuth, Coze and Moveworks. */
function readRefusal(
  { error_code, error, code, error_message, error_description, msg }: Record<string, unknown>,
  secrets: readonly string[],
): { code: string | null; text: string | null } {
  const inner = asRecord(error);
  return {
    code: showable(error_code ?? (inner === null ? error : inner.code) ?? code, CODE_CHARACTERS),
    text: showable(error_message ?? error_description ?? inner?.message ?? msg, TEXT_CHARACTERS),
  };

  /** The value on one line; `null` if it repeats a secret. */
  function showable(value: unknown, length: number): string | null {
    if (typeof value !== 'string' && typeof value !== 'number') return null;
    const line = String(value)
      .replaceAll(/[\s\p{Cc}]+/gu, ' ')
      .trim();
    if (line === '' || secrets.some((secret) => repeats(line, secret))) return null;
    return line.length > length ? `${line.slice(0, length - 1)}…` : line;
  }
}

/** Whether the line contains the secret; a short one, such as the user id "7", only as a whole word. */
function repeats(line: string, secret: string): boolean {
  if (secret === '') return false;
  const parts = line.split(secret);
  if (secret.length >= LONG_SECRET) return parts.length > 1;
  return parts.some(
    (after, index) =>
      index > 0 && !/[\p{L}\p{N}]$/u.test(parts[index - 1] ?? '') && !/^[\p{L}\p{N}]/u.test(after),
  );
}

/** Longer than the words and numbers that an error contains by chance. */
const LONG_SECRET = 8;

const CODE_CHARACTERS = 40;
const TEXT_CHARACTERS = 200;

export interface FetchTokenOptions {
  /** Names the vendor in errors. */
  readonly service: string;
  readonly fetch: typeof globalThis.fetch;
  readonly now: () => number;
  readonly traceIdOf: (response: UpstreamResponse) => string | null;
  /** Never repeated in an error: the user, and the credentials of the request. */
  readonly secrets: readonly string[];
  /** Where in the JSON the token is. @default the JSON itself */
  readonly unwrap?: (json: Record<string, unknown>) => Record<string, unknown>;
}

/** Half of a delivery attempt's time, so that enough is left to use the token. */
const TOKEN_TIMEOUT_MS = 5_000;

const TRANSIENT_TOKEN_STATUSES: ReadonlySet<number> = new Set([408, 425, 429]);
