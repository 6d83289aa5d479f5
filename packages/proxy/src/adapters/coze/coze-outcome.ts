import type { Feedback } from '@message-feedback/core';
import type { DeliveryOutcome } from '../delivery-outcome.ts';
import { asRecord, parseJsonObject } from '../json-object.ts';
import type { UpstreamResponse } from '../upstream-exchange.ts';

/** What Coze has not published about the codes of its feedback calls, as settings. */
export interface CozeCodes {
  /**
   * Codes that mean "there was no feedback to take back", so that what was wanted is so already. Whether Coze answers 0 or, say,
   * 4200 then is not known.
   * @default []
   */
  readonly goneCodes: readonly number[];
  /**
   * Codes that mean that there is no such conversation or message for this user.
   * @default [4002, 4005, 4200]
   */
  readonly notFoundCodes: readonly number[];
  /**
   * Codes that mean that the message takes no feedback: no text of type `answer`, or too old.
   * @default []
   */
  readonly notRatableCodes: readonly number[];
  /**
   * The hour, in UTC, at which the calls of a day are counted anew (code 4008). Not published; 16 is midnight in Beijing.
   * @default 16
   */
  readonly quotaResetUtcHour: number;
}

export const COZE_CODES: CozeCodes = {
  goneCodes: [],
  notFoundCodes: [4002, 4005, 4200],
  notRatableCodes: [],
  quotaResetUtcHour: 16,
};

/**
 * What Coze's answer means. Its `code` decides, whatever the HTTP status: failures come with 200 as well. Without a code the
 * answer is not Coze's own, and is no reason to give up somebody's feedback.
 */
export function readCozeOutcome(
  response: UpstreamResponse,
  sent: Feedback,
  codes: CozeCodes,
): DeliveryOutcome {
  const { status, body, receivedAt } = response;
  const code = parseJsonObject(body)?.code;
  if (typeof code !== 'number') return outcomeOfStatus(status);
  if (code === 0) return { type: 'delivered' };
  if (sent.rating === null && codes.goneCodes.includes(code)) return { type: 'delivered' };
  if (codes.notRatableCodes.includes(code)) return { type: 'refused', code: 'not_ratable' };
  if (codes.notFoundCodes.includes(code)) return { type: 'refused', code: 'message_not_found' };
  if (code === USED_UP_FOR_TODAY)
    return { type: 'retry', afterMs: untilHour(codes.quotaResetUtcHour, receivedAt) };
  return OUTCOMES.get(code) ?? outcomeOfUnknownCode(code, status);
}

/** Coze's own id of the exchange, which its support asks for. */
export function readCozeTraceId({ headers, body }: UpstreamResponse): string | null {
  const json = parseJsonObject(body);
  const logid = headers.get('x-tt-logid') ?? asRecord(json?.detail)?.logid ?? asRecord(json?.error)?.logid;
  return typeof logid === 'string' ? logid : null;
}

const HELD: DeliveryOutcome = Object.freeze({ type: 'held' });
const ALL_HELD: DeliveryOutcome = Object.freeze({ type: 'held', everyone: true });
const RETRY: DeliveryOutcome = Object.freeze({ type: 'retry' });
const LIMITED: DeliveryOutcome = Object.freeze({ type: 'retry', everyone: true });
const UNCERTAIN: DeliveryOutcome = Object.freeze({ type: 'uncertain' });
const REFUSED: DeliveryOutcome = Object.freeze({ type: 'refused', code: 'upstream_refused' });
const MISCONFIGURED: DeliveryOutcome = Object.freeze({ type: 'retry', misconfigured: true });

/** The calls of a day. */
const USED_UP_FOR_TODAY = 4008;

/** The published codes, from Coze's page of error codes, but for those that `CozeCodes` and the constant above name. */
const OUTCOMES: ReadonlyMap<number, DeliveryOutcome> = new Map<number, DeliveryOutcome>([
  // Coze Studio, which is open source and has no feedback, for any path that it does not know.
  [404, MISCONFIGURED],
  // The request is wrong: a bug of the adapter's, or a limit that has changed.
  [4000, REFUSED],
  // The limit of the system, of a minute.
  [4009, LIMITED],
  [4020, LIMITED],
  // The account has run out of money or calls, which only its owner can mend.
  [4011, ALL_HELD],
  [4019, ALL_HELD],
  [4022, ALL_HELD],
  // A fault of the model, or in older versions a limit.
  [4013, RETRY],
  // The token is missing, wrong, of the other site, without the permission "feedback", or expired.
  [4100, HELD],
  [4101, HELD],
  [700012006, HELD],
  // What was written was found wanting by a filter.
  [4102, REFUSED],
  // Coze failed while it worked.
  [5000, UNCERTAIN],
]);

const PASSING: ReadonlySet<number> = new Set([408, 425, 503]);

/** Other codes of the four thousands say that the request will not do; beyond them nothing is known, so nothing is given up. */
function outcomeOfUnknownCode(code: number, status: number): DeliveryOutcome {
  if (code >= 4000 && code < 5000) return REFUSED;
  return outcomeOfFault(status) ?? RETRY;
}

function outcomeOfStatus(status: number): DeliveryOutcome {
  if (status === 401 || status === 403) return HELD;
  return outcomeOfFault(status) ?? MISCONFIGURED;
}

function outcomeOfFault(status: number): DeliveryOutcome | null {
  if (status === 429) return LIMITED;
  if (PASSING.has(status)) return RETRY;
  return status >= 500 ? UNCERTAIN : null;
}

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

/** Milliseconds until it is this hour in UTC, at least 1. */
function untilHour(hour: number, now: number): number {
  return DAY_MS - ((((now - hour * HOUR_MS) % DAY_MS) + DAY_MS) % DAY_MS);
}
