import type { DeliveryOutcome, UpstreamResponse } from '../feedback-adapter.ts';
import { asRecord, parseJsonObject } from '../upstream-exchange.ts';

/**
 * What Moveworks' response means. The effect of a second submission is not documented, so every 5xx
 * is `uncertain`. Only Moveworks' own JSON can refuse feedback.
 */
export function readMoveworksOutcome({ status, body }: UpstreamResponse): DeliveryOutcome {
  const json = parseJsonObject(body);
  if (status >= 200 && status < 300) {
    return json?.status === 'SUBMITTED' ? { type: 'delivered' } : { type: 'uncertain', misconfigured: true };
  }
  if (status >= 500) return { type: 'uncertain' };
  // The rate limit is per organisation.
  if (status === 429) return { type: 'retry', afterMs: PAUSE_MS, accountWide: true };
  if (status === 408 || status === 425) return { type: 'retry' };
  const code = asRecord(json?.error)?.code;
  if (status === 401 || status === 403) {
    // Moveworks sends 403 for a wrong Assistant-Name. A firewall's 403 may be about one text.
    return typeof code === 'string' ? { type: 'held' } : { type: 'held', misconfigured: true };
  }
  // The callback id is malformed, outdated, of another message, or of a message that accepts no feedback.
  if (status === 400 && code === 'INVALID_REQUEST')
    return { type: 'refused', code: 'not_ratable', stale: true };
  if (status === 404 && code === 'NOT_FOUND') return { type: 'refused', code: 'message_not_found' };
  if ((status === 413 || status === 422) && typeof code === 'string') {
    return { type: 'refused', code: 'upstream_refused' };
  }
  return { type: 'retry', misconfigured: true };
}

/** Moveworks' own id of the request, under either of its two names. */
export function readMoveworksTraceId({ headers }: UpstreamResponse): string | null {
  return headers.get('x-moveworks-root-uuid') ?? headers.get('x-trace-id');
}

/** Moveworks' advice for its Events API. For this API it documents no `Retry-After`. */
const PAUSE_MS = 60_000;
