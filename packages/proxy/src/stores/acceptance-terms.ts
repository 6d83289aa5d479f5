import type { AcceptanceTerms } from './feedback-store.ts';

/** The default terms: the submission is due at once and may replace any other. */
export const DEFAULT_TERMS: AcceptanceTerms = {
  holdMs: 0,
  mayReplaceSent: true,
  skipIfNothingSent: false,
};

/** Whether a submission is due when it is accepted, unless the row has to wait. */
export function isDueAtOnce({ holdMs, skipIfNothingSent }: AcceptanceTerms): boolean {
  return holdMs === 0 && !skipIfNothingSent;
}
