import { normalizeText } from './text.ts';
import type { Feedback } from './types.ts';

/** The feedback as it is counted, stored and sent. */
export function normalizeFeedback(feedback: Feedback): Feedback {
  return {
    rating: feedback.rating,
    reasons: feedback.reasons.map(normalizeText),
    comment: normalizeText(feedback.comment),
  };
}

/** What two reasons are compared by. */
export function reasonIdentity(reason: string): string {
  return normalizeText(reason).toLowerCase();
}
