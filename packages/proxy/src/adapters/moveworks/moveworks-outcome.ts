import type { DeliveryOutcome } from '../delivery-outcome.ts';
import { asRecord, parseJsonObject } from '../json-object.ts';
import type { UpstreamResponse } from '../upstream-exchange.ts';

/**
 * What Moveworks' answer means. What a second submission does is not documented, so whatever may have been taken is `uncertain`,
 * every 5xx among it. A refusal counts only in Moveworks' own words.
 */
export function readMoveworksOutcome({ status, body }: UpstreamResponse): DeliveryOutcome {
  const json = parseJsonObject(body);
  if (status >= 200 && status < 300) {
    return json?.status === 'SUBMITTED' ? { type: 'delivered' } : { type: 'uncertain', misconfigured: true };
  }
  if (status >= 500) return { type: 'uncertain' };
  // 403 is a wrong Assistant-Name.
  if (status === 401 || status === 403) return { type: 'held' };
  // Its limits are those of the organisation.
  if (status === 429) return { type: 'retry', afterMs: PAUSE_MS, everyone: true };
  if (status === 408 || status === 425) return { type: 'retry' };
  const code = asRecord(json?.error)?.code;
  // The callback id is malformed, of another message, or of one that takes no feedback; or a newer one has replaced it.
  if (status === 400 && code === 'INVALID_REQUEST')
    return { type: 'refused', code: 'not_ratable', stale: true };
  if (status === 404 && code === 'NOT_FOUND') return { type: 'refused', code: 'message_not_found' };
  if ((status === 413 || status === 422) && typeof code === 'string') {
    return { type: 'refused', code: 'upstream_refused' };
  }
  return { type: 'retry', misconfigured: true };
}

/** The vendor's id of the exchange, under either of its names. */
export function readMoveworksTraceId({ headers }: UpstreamResponse): string | null {
  return headers.get('x-moveworks-root-uuid') ?? headers.get('x-trace-id');
}

/** What the vendor's pages advise for its sister API; this one has no `Retry-After` that anybody has documented. */
const PAUSE_MS = 60_000;
