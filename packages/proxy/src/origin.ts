import { FeedbackError } from '@message-feedback/core';

/**
 * Refuses what another site makes a browser send, after Go 1.25's `CrossOriginProtection`. Unlike there, the app's own origin is
 * never read from `Host`, which a client or a proxy may have written: it has to be among the trusted ones for browsers
 * that send no `Sec-Fetch-Site`. Throws a `FeedbackError` with code `cross_origin`.
 */
export function checkOrigin({ method, headers }: Request, trustedOrigins: ReadonlySet<string>): void {
  // Reading changes nothing, and without CORS headers the other site cannot see the answer.
  if (method === 'GET' || method === 'HEAD') return;

  const site = headers.get('sec-fetch-site');
  if (site === 'same-origin' || site === 'none') return;

  const origin = headers.get('origin');
  // Every browser sends one of the two with a POST, so this is none and has no session of a user to abuse.
  if (site === null && origin === null) return;
  if (origin !== null && trustedOrigins.has(origin)) return;

  throw new FeedbackError(
    'cross_origin',
    'The request came from a page of another origin, so nothing was stored. Add that origin to trustedOrigins if it is one of yours.',
  );
}

/**
 * The origins as browsers write them. Throws a `TypeError` for anything that no browser would ever send, which would
 * otherwise be found out in production.
 */
export function parseTrustedOrigins(origins: readonly string[]): ReadonlySet<string> {
  for (const origin of origins) {
    const problem = originProblem(origin);
    if (problem === null) continue;
    throw new TypeError(
      `The trusted origin ${JSON.stringify(origin)} ${problem}. ` +
        'Give scheme and host, and the port unless it is the usual one, as in "https://chat.example.com".',
    );
  }
  return new Set(origins);
}

function originProblem(origin: unknown): string | null {
  if (typeof origin !== 'string') return 'is not a text';
  if (origin.includes('*')) return 'has a wildcard, which would trust pages that nobody has named';
  if (origin === 'null') return 'is what browsers send for any sandboxed page';
  const parts = /^[a-z][a-z0-9+.-]*:\/\/([^/?#]+)(.*)$/i.exec(origin);
  if (parts === null || /[\\@\s]/.test(parts[1] ?? '') || !URL.canParse(origin)) return 'is not an origin';
  if (parts[2] !== '') return 'has a path, a query or a fragment';
  // Of other schemes, such as those of mobile shells, `URL` knows no origin; they are compared as they are.
  const written = /^https?:/i.test(origin) ? new URL(origin).origin : origin.toLowerCase();
  return written === origin ? null : `is never sent like that: browsers write ${JSON.stringify(written)}`;
}
