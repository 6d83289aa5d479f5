import { FeedbackError } from '@message-feedback/core';
import { type ReadLimits, readRequestBody } from './body.ts';
import type { IncomingRequest } from './exchange.ts';

/** Throws `method_not_allowed` for methods other than GET and POST. */
export function checkMethod(method: string): void {
  if (method === 'GET' || method === 'POST') return;
  throw new FeedbackError(
    'method_not_allowed',
    'Feedback is sent with POST and read with GET or POST, so this request did nothing. To revoke a rating, send the rating null.',
  );
}

/**
 * Protects against CSRF with the algorithm of Go 1.25's `CrossOriginProtection`. One difference:
 * the app's own origin never comes from `Host`, which a client or a gateway can set. For browsers
 * without `Sec-Fetch-Site` it must be a trusted origin. Throws `cross_origin`.
 */
export function checkOrigin({ method, headers }: Request, trustedOrigins: ReadonlySet<string>): void {
  // A read changes nothing, and without CORS headers the other site cannot see the response.
  if (method === 'GET' || method === 'HEAD') return;

  const site = headers.get('sec-fetch-site');
  if (site === 'same-origin' || site === 'none') return;

  const origin = headers.get('origin');
  // Every browser sends one of the two with a POST, so this client has no cookies to abuse.
  if (site === null && origin === null) return;
  if (origin !== null && trustedOrigins.has(origin)) return;

  throw new FeedbackError(
    'cross_origin',
    'The request came from a page of another origin, so nothing was stored. If that origin is yours, add it to trustedOrigins.',
  );
}

/**
 * The origins as a set. Throws a `TypeError` for an origin that no browser sends, such as one with
 * a path.
 */
export function parseTrustedOrigins(origins: readonly string[]): ReadonlySet<string> {
  for (const origin of origins) {
    const problem = originProblem(origin);
    if (problem === null) continue;
    throw new TypeError(
      `The trusted origin ${JSON.stringify(origin)} ${problem}. ` +
        'Pass scheme, host and any non-default port, as in "https://chat.example.com".',
    );
  }
  return new Set(origins);
}

function originProblem(origin: unknown): string | null {
  if (typeof origin !== 'string') return 'is not a string';
  if (origin.includes('*')) return 'has a wildcard, which would trust unknown pages';
  if (origin === 'null') return 'is the origin of every sandboxed page';
  const parts = /^[a-z][a-z0-9+.-]*:\/\/([^/?#]+)(.*)$/i.exec(origin);
  if (parts === null || /[\\@\s]/.test(parts[1] ?? '') || !URL.canParse(origin)) return 'is not an origin';
  if (parts[2] !== '') return 'has a path, a query or a fragment';
  // `URL` has no origin for other schemes, such as those of mobile shells, so they are compared as
  // text.
  const written = /^https?:/i.test(origin) ? new URL(origin).origin : origin.toLowerCase();
  return written === origin ? null : `is never sent in this form: browsers send ${JSON.stringify(written)}`;
}

/** The incoming request of a `Request`, for runtimes that have it. */
export function incomingRequestOf(request: Request): IncomingRequest {
  return { request, readBody: (limits) => readRequestBody(request, limits) };
}

/**
 * Reads a JSON body. Throws `unsupported_media_type`, `submission_too_large`, `request_timeout` or
 * `invalid_json`.
 */
export async function readJson({ request, readBody }: IncomingRequest, limits: ReadLimits): Promise<unknown> {
  checkMediaType(request.headers);
  const bytes = await readBody(limits);
  try {
    return JSON.parse(DECODER.decode(bytes));
  } catch {
    // Without the cause, whose message quotes the body.
    throw new FeedbackError(
      'invalid_json',
      'The body is not JSON in UTF-8, so nothing was stored. Send the result of JSON.stringify.',
    );
  }
}

const DECODER = new TextDecoder('utf-8', { fatal: true });

function checkMediaType(headers: Headers): void {
  const type = headers.get('content-type') ?? '';
  const encoding = headers.get('content-encoding');
  // A comma would mean two types. A form of another site can send neither this type nor an
  // encoding.
  if (/^application\/json[\t ]*(;[^,]*)?$/i.test(type) && (encoding === null || encoding === 'identity'))
    return;
  throw new FeedbackError(
    'unsupported_media_type',
    'The body is not declared as plain JSON, so it was not read. Send it uncompressed with "Content-Type: application/json".',
  );
}
