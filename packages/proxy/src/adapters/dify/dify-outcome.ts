import type { Feedback } from '@message-feedback/core';
import type { DeliveryOutcome } from '../delivery-outcome.ts';
import { parseJsonObject } from '../json-object.ts';
import type { UpstreamResponse } from '../upstream-exchange.ts';

/**
 * What Dify's answer means. A refusal counts only in Dify's own words, which are JSON; a page of HTML comes from a wrong
 * address or from something in between, and is no reason to give up somebody's feedback.
 */
export function readDifyOutcome({ status, body }: UpstreamResponse, sent: Feedback): DeliveryOutcome {
  const json = parseJsonObject(body);

  if (status === 200) return json?.result === 'success' ? { type: 'delivered' } : MISCONFIGURED;
  if (status === 401 || status === 403) {
    // One key serves everybody, and 403 is about the whole app; a firewall's 403 may be about what one user wrote.
    return typeof json?.code === 'string' ? { type: 'held', everyone: true } : { type: 'held' };
  }
  if (status === 429) return { type: 'retry', everyone: true };
  if (TRANSIENT_STATUSES.has(status)) return { type: 'retry' };
  // A gateway that gave up waiting, or a worker that died: Dify may have stored it all the same.
  if (status >= 500) return { type: 'uncertain' };
  if (json === null || !PERMANENT_STATUSES.has(status)) return MISCONFIGURED;
  if (status === 404) {
    return json.code === 'not_found' ? { type: 'refused', code: 'message_not_found' } : MISCONFIGURED;
  }
  if (status === 400 && sent.rating === null && json.message === NOTHING_TO_REVOKE)
    return { type: 'delivered' };
  return { type: 'refused', code: 'upstream_refused' };
}

/** Dify's way of saying that there is no rating to take back: what was wanted is so already. The same text since 2023. */
const NOTHING_TO_REVOKE = 'rating cannot be None when feedback not exists';

const MISCONFIGURED: DeliveryOutcome = Object.freeze({ type: 'retry', misconfigured: true });
const TRANSIENT_STATUSES: ReadonlySet<number> = new Set([408, 425, 503]);
const PERMANENT_STATUSES: ReadonlySet<number> = new Set([400, 404, 413, 422]);
