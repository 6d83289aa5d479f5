import type { AcceptanceTerms } from './feedback-store.ts';

/** The terms of a submission without any. */
export const ANYTHING_AT_ONCE: AcceptanceTerms = {
  holdMs: 0,
  mayReplaceSent: true,
  skipIfNothingSent: false,
};

/** Whether a submission is due when it is accepted, unless the row has to wait. */
export function isDueAtOnce({ holdMs, skipIfNothingSent }: AcceptanceTerms): boolean {
  return holdMs === 0 && !skipIfNothingSent;
}
