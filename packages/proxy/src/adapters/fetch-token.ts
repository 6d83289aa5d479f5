import { sendUpstream } from '../delivery/send-upstream.ts';
import { TokenUnavailableError } from './host-functions.ts';
import { readWords } from './read-words.ts';
import type { UpstreamAnswer, UpstreamRequest } from './upstream-exchange.ts';

/**
 * Asks a token endpoint. Throws a `TokenUnavailableError` for a fault that may pass, and an `Error` for anything that somebody has
 * to mend; neither repeats what the endpoint said.
 */
export async function fetchToken(
  request: UpstreamRequest,
  { service, fetch, now }: FetchTokenOptions,
): Promise<Record<string, unknown>> {
  const answer = await sendUpstream(request, { fetch, now, timeoutMs: TOKEN_TIMEOUT_MS }).catch(noAnswer);
  const { status } = answer;
  if (status >= 500 || PASSING.has(status)) {
    throw new TokenUnavailableError(
      `The token endpoint of ${service} answered ${status}. It is asked again.`,
    );
  }
  const words = status === 200 ? readWords(answer.body) : null;
  if (words !== null) return words;
  throw new Error(
    `The token endpoint of ${service} answered ${status} and gave no token, so nothing can be sent. Check its address and the credentials.`,
  );

  function noAnswer(cause: unknown): UpstreamAnswer {
    throw new TokenUnavailableError(`The token endpoint of ${service} gave no answer. It is asked again.`, {
      cause,
    });
  }
}

/** The time of when a token expires, and the token. Throws an `Error` when the endpoint gave something else. */
export function readToken(
  words: Record<string, unknown>,
  service: string,
): { value: string; expiresIn: number } {
  const { access_token: value, expires_in: expiresIn } = words;
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

const PASSING: ReadonlySet<number> = new Set([408, 425, 429]);
