import type { Feedback } from '@message-feedback/core';
import type { DeliveryOutcome, UpstreamResponse } from '../feedback-adapter.ts';
import { asRecord, parseJsonObject } from '../upstream-exchange.ts';

/**
 * What Dify's response means. Only Dify's own JSON can refuse feedback. An HTML page comes from a
 * wrong base URL or a gateway, so the feedback is kept.
 */
export function readDifyOutcome({ status, body }: UpstreamResponse, sent: Feedback): DeliveryOutcome {
  const json = parseJsonObject(body);

  if (status === 200) return json?.result === 'success' ? { type: 'delivered' } : NOT_DIFY;
  if (status === 401 || status === 403) {
    // One key serves all users, and Dify's 403 is about the app. A firewall's 403 may be about one
    // text.
    return typeof json?.code === 'string'
      ? { type: 'held', accountWide: true }
      : { type: 'held', misconfigured: true };
  }
  if (status === 429) return { type: 'retry', accountWide: true };
  if (TRANSIENT_STATUSES.has(status)) return { type: 'retry' };
  // Dify failed, perhaps after it had stored the feedback.
  if (status === 500) return { type: 'uncertain', ended: true };
  // A gateway timed out or a worker died: Dify may have stored the feedback, or may still do so.
  if (status > 500) return { type: 'uncertain' };
  if (json === null || !isDifyError(json) || !PERMANENT_STATUSES.has(status)) return NOT_DIFY;
  if (status === 404) {
    return json.code === 'not_found' ? { type: 'refused', code: 'message_not_found' } : NOT_DIFY;
  }
  if (status === 400 && sent.rating === null && json.message === NOTHING_TO_REVOKE)
    return { type: 'delivered' };
  return { type: 'refused', code: 'upstream_refused' };
}

/** Dify's errors have a code, except those about a field in Dify 1.8.0 to 1.10.1. A gateway's have none. */
function isDifyError({ code, errors, message }: Record<string, unknown>): boolean {
  return typeof code === 'string' || (asRecord(errors) !== null && typeof message === 'string');
}

/**
 * Dify's message when there is no rating to revoke, so the goal is reached. Unchanged since 2023.
 */
const NOTHING_TO_REVOKE = 'rating cannot be None when feedback not exists';

const NOT_DIFY: DeliveryOutcome = Object.freeze({ type: 'retry', misconfigured: true });
const TRANSIENT_STATUSES: ReadonlySet<number> = new Set([408, 425, 503]);
const PERMANENT_STATUSES: ReadonlySet<number> = new Set([400, 404, 413, 422]);
