import type { Feedback } from '@message-feedback/core';
import type { DeliveryOutcome, UpstreamResponse } from '../feedback-adapter.ts';
import { asRecord, parseJsonObject } from '../upstream-exchange.ts';

/** Settings for what Coze has not published: codes of its feedback API, and when the quota resets. */
export interface CozeQuirks {
  /**
   * Codes that mean that there is no rating to revoke, so the revocation counts as delivered. It is
   * unknown whether Coze responds with 0 or with another code such as 4200.
   * @default []
   */
  readonly goneCodes: readonly number[];
  /**
   * Codes for a conversation or message that this user does not have, in addition to 4002, 4005 and
   * 4200. A code that is also in one of the other two lists has the meaning of that list.
   * @default []
   */
  readonly notFoundCodes: readonly number[];
  /**
   * Codes for a message that accepts no feedback, because it is too old or not of type `answer`.
   * @default []
   */
  readonly notRatableCodes: readonly number[];
  /**
   * The hour, in UTC, at which the daily quota resets (code 4008). Not published. 16 is
   * midnight in Beijing.
   * @default 16
   */
  readonly quotaResetUtcHour: number;
}

/** The defaults. The published codes are `notFoundCodes`, to which the host's setting adds. */
export const COZE_QUIRKS: CozeQuirks = {
  goneCodes: [],
  notFoundCodes: [4002, 4005, 4200],
  notRatableCodes: [],
  quotaResetUtcHour: 16,
};

/**
 * What Coze's response means. Its `code` decides first, because Coze also sends failures with 200;
 * the HTTP status only for codes that are not listed, and for 4000. A response without a code is not
 * from Coze, so the feedback is kept.
 */
export function readCozeOutcome(
  response: UpstreamResponse,
  sent: Feedback,
  quirks: CozeQuirks,
): DeliveryOutcome {
  const { status, body, receivedAt } = response;
  const { code, msg } = parseJsonObject(body) ?? {};
  if (typeof code !== 'number') return outcomeOfStatus(status);
  // Only Studio asks for the cookie of its own web pages, as it does for all paths it does not know.
  if (typeof msg === 'string' && msg.includes('session_key')) return NO_FEEDBACK_API;
  if (code === 0) return { type: 'delivered' };
  if (sent.rating === null && quirks.goneCodes.includes(code)) return { type: 'delivered' };
  if (quirks.notRatableCodes.includes(code)) return { type: 'refused', code: 'not_ratable' };
  if (quirks.notFoundCodes.includes(code)) return { type: 'refused', code: 'message_not_found' };
  if (code === DAILY_QUOTA_USED) return pausedFor(untilHour(quirks.quotaResetUtcHour, receivedAt));
  // Coze sends 4000 with 404 for an unknown path, and Studio 404 with 404.
  if (status === 404 && code === 4000) return NO_ENDPOINT;
  return OUTCOMES.get(code) ?? outcomeOfUnknownCode(code, status);
}

/** Coze's own id of the request, which its support asks for. */
export function readCozeTraceId({ headers, body }: UpstreamResponse): string | null {
  const json = parseJsonObject(body);
  const ofCloud = headers.get('x-tt-logid') ?? asRecord(json?.detail)?.logid ?? asRecord(json?.error)?.logid;
  const logid = ofCloud ?? headers.get('x-log-id');
  return typeof logid === 'string' ? logid : null;
}

const HELD: DeliveryOutcome = Object.freeze({ type: 'held' });
const ALL_HELD: DeliveryOutcome = Object.freeze({ type: 'held', accountWide: true });
const RETRY: DeliveryOutcome = Object.freeze({ type: 'retry' });
const LIMITED: DeliveryOutcome = Object.freeze({ type: 'retry', accountWide: true });
const pausedFor = (afterMs: number): DeliveryOutcome => ({ type: 'retry', accountWide: true, afterMs });
const UNCERTAIN: DeliveryOutcome = Object.freeze({ type: 'uncertain' });
const REFUSED: DeliveryOutcome = Object.freeze({ type: 'refused', code: 'upstream_refused' });
const NOT_COZE: DeliveryOutcome = Object.freeze({ type: 'retry', misconfigured: true });
const NO_ENDPOINT: DeliveryOutcome = Object.freeze({
  type: 'retry',
  misconfigured: true,
  accountWide: true,
  hint: 'Coze has no such endpoint. Set baseUrl to https://api.coze.cn or https://api.coze.com, without a version.',
});
const NO_FEEDBACK_API: DeliveryOutcome = Object.freeze({
  type: 'retry',
  misconfigured: true,
  accountWide: true,
  hint: 'This is Coze Studio, the open-source edition. It has no feedback API, so use coze.cn, coze.com or an adapter of your own.',
});

const DAILY_QUOTA_USED = 4008;

/** The other published codes, from Coze's page of error codes. */
const OUTCOMES: ReadonlyMap<number, DeliveryOutcome> = new Map<number, DeliveryOutcome>([
  // Here the code repeats the HTTP status. 404: Studio does not know the path.
  [404, NO_FEEDBACK_API],
  // Coze rejects the credentials.
  [401, HELD],
  [403, HELD],
  // Invalid request: a bug in the adapter, or a limit that has changed.
  [4000, REFUSED],
  // Rate limit per minute.
  [4009, LIMITED],
  [4020, LIMITED],
  // The account has no money or no calls left. Only its owner can change that.
  [4011, ALL_HELD],
  [4019, ALL_HELD],
  [4022, ALL_HELD],
  // An error of the model, or in older versions a rate limit.
  [4013, RETRY],
  // The token is missing, wrong, expired, from the other site or without the permission "feedback".
  [4100, HELD],
  [4101, HELD],
  [700012001, HELD],
  [700012006, HELD],
  [700012054, HELD],
  // Risk control: "try again later".
  [4102, RETRY],
  // A content filter rejected the text.
  [4105, REFUSED],
  // Internal error. Coze may have stored the feedback.
  [5000, UNCERTAIN],
]);

const TRANSIENT_COZE_STATUSES: ReadonlySet<number> = new Set([408, 425, 503]);

/**
 * With 401 and 403 the credentials are at fault, whatever the code. Otherwise codes from 4000 to 4999
 * refuse the request, and others are retried.
 */
function outcomeOfUnknownCode(code: number, status: number): DeliveryOutcome {
  if (status === 401 || status === 403) return HELD;
  if (code >= 4000 && code < 5000) return REFUSED;
  return outcomeOfFault(status) ?? RETRY;
}

function outcomeOfStatus(status: number): DeliveryOutcome {
  if (status === 401 || status === 403) return HELD;
  return outcomeOfFault(status) ?? NOT_COZE;
}

function outcomeOfFault(status: number): DeliveryOutcome | null {
  if (status === 429) return LIMITED;
  if (TRANSIENT_COZE_STATUSES.has(status)) return RETRY;
  return status >= 500 ? UNCERTAIN : null;
}

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

/** Milliseconds until this hour in UTC, at least 1. */
function untilHour(hour: number, now: number): number {
  return DAY_MS - ((((now - hour * HOUR_MS) % DAY_MS) + DAY_MS) % DAY_MS);
}
