import { FeedbackError } from '@message-feedback/core';
import type { PlainResponse } from './exchange.ts';

/** The response headers that a page of another origin can read. A new header of the kit goes here. */
export const EXPOSED_HEADERS = ['Retry-After', 'X-Request-Id'] as const;

/** Whether a browser asks if a page of another origin may send a request. */
export function isPreflight({ method, headers }: Request): boolean {
  return method === 'OPTIONS' && headers.has('access-control-request-method');
}

/**
 * Responds to a preflight of a trusted origin. Allows any header, because the host may identify the
 * user by one of its own. Throws `cross_origin` for other origins.
 */
export function respondToPreflight({ headers }: Request, trustedOrigins: ReadonlySet<string>): PlainResponse {
  if (!trustedOrigins.has(headers.get('origin') ?? '')) {
    throw new FeedbackError(
      'cross_origin',
      'A page of another origin asked to send feedback, and that origin is not trusted. If it is yours, add it to trustedOrigins.',
    );
  }
  const requested = headers.get('access-control-request-headers') ?? '';
  return {
    status: 204,
    body: null,
    headers: {
      'access-control-allow-methods': 'GET, POST',
      ...(HEADER_NAMES.test(requested) && { 'access-control-allow-headers': requested }),
      'access-control-max-age': PREFLIGHT_SECONDS,
      vary: 'Origin, Access-Control-Request-Method, Access-Control-Request-Headers',
    },
  };
}

/**
 * Lets a page of a trusted origin read a response, even with credentials. Every other origin gets
 * no CORS headers, so its browser withholds the response.
 */
export function allowTrustedOrigin(
  { headers }: PlainResponse,
  request: Request,
  trustedOrigins: ReadonlySet<string>,
): void {
  const origin = request.headers.get('origin');
  if (origin === null || !trustedOrigins.has(origin)) return;
  // Never a wildcard: with credentials, browsers accept only the origin itself.
  headers['access-control-allow-origin'] = origin;
  headers['access-control-allow-credentials'] = 'true';
  if (!isPreflight(request)) headers['access-control-expose-headers'] = EXPOSED_HEADERS.join(', ');
}

/** A list of header names (RFC 9110, tokens). */
const HEADER_NAMES = /^[!#$%&'*+.^_`|~\w-]+(?:[\t ]*,[\t ]*[!#$%&'*+.^_`|~\w-]+)*$/;

/** How long a browser remembers the response. Chromium cuts longer times to two hours. */
const PREFLIGHT_SECONDS = '7200';
