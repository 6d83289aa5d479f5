import { FeedbackError, LIMITS, parseStamp } from '@message-feedback/core';

/** Throws `method_not_allowed` for anything but reading and submitting. */
export function checkMethod(method: string): void {
  if (method === 'GET' || method === 'POST') return;
  throw new FeedbackError(
    'method_not_allowed',
    'Feedback is read with GET and sent with POST, so this request did nothing. To take a rating back, send it as null.',
  );
}

/** Throws `clock_skew`, with the proxy's time: a stamp from the future would lock the message until then. */
export function checkStamp(stamp: string, now: number): void {
  const ms = parseStamp(stamp)?.ms ?? Number.POSITIVE_INFINITY;
  if (ms <= now + LIMITS.stampAheadMs) return;
  throw new FeedbackError(
    'clock_skew',
    `The stamp is more than ${LIMITS.stampAheadMs / 60_000} minutes ahead of the proxy's clock, so nothing was stored. Stamp it anew by serverTime.`,
    { serverTime: now },
  );
}
