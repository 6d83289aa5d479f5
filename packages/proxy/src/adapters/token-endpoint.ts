import { sendUpstream } from '../delivery/upstream-call.ts';
import { TokenUnavailableError } from './host-functions.ts';
import { parseJsonObject } from './json-object.ts';
import type { UpstreamRequest, UpstreamResponse } from './upstream-exchange.ts';

/**
 * Asks a token endpoint. Throws a `TokenUnavailableError` for a fault that may pass, and an `Error` for anything that somebody has
 * to mend; neither repeats what the endpoint said.
 */
export async function fetchToken(
  request: UpstreamRequest,
  { service, fetch, now }: FetchTokenOptions,
): Promise<Record<string, unknown>> {
  const response = await sendUpstream(request, { fetch, now, timeoutMs: TOKEN_TIMEOUT_MS }).catch(noResponse);
  const { status } = response;
  if (status >= 500 || TRANSIENT_STATUSES.has(status)) {
    throw new TokenUnavailableError(
      `The token endpoint of ${service} answered ${status}. It is asked again.`,
    );
  }
  const json = status === 200 ? parseJsonObject(response.body) : null;
  if (json !== null) return json;
  throw new Error(
    `The token endpoint of ${service} answered ${status} and gave no token, so nothing can be sent. Check its address and the credentials.`,
  );

  function noResponse(cause: unknown): UpstreamResponse {
    throw new TokenUnavailableError(`The token endpoint of ${service} gave no answer. It is asked again.`, {
      cause,
    });
  }
}

/** The time of when a token expires, and the token. Throws an `Error` when the endpoint gave something else. */
export function readToken(
  json: Record<string, unknown>,
  service: string,
): { value: string; expiresIn: number } {
  const { access_token: value, expires_in: expiresIn } = json;
  if (typeof value === 'string' && typeof expiresIn === 'number' && Number.isFinite(expiresIn)) {
    return { value, expiresIn };
  }
  throw new Error(
    `The token endpoint of ${service} answered without access_token and expires_in, so nothing can be sent. Check its address.`,
  );
}

export interface FetchTokenOptions {
  /** Names the vendor in errors. */
  readonly service: string;
  readonly fetch: typeof globalThis.fetch;
  readonly now: () => number;
}

/** Less than an attempt has, so that there is time left to use the token. */
const TOKEN_TIMEOUT_MS = 5_000;

const TRANSIENT_STATUSES: ReadonlySet<number> = new Set([408, 425, 429]);
