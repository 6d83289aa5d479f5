import { countCharacters, DEFAULT_LIMITS, reasonIdentity } from '@message-feedback/core';
import type { FeedbackReasonsOptions } from './feedback-reasons.ts';

/** Says what keeps a configured reason from ever being sent; `null` when all may be. */
export function unsendableReason({
  like = [],
  dislike = [],
  sendAs = 'label',
}: FeedbackReasonsOptions): string | null {
  for (const reasons of [like, dislike]) {
    const seen = new Set<string>();
    for (const reason of reasons) {
      const sent = reason[sendAs];
      const count = countCharacters(sent);
      const limit = DEFAULT_LIMITS.reasonCharacters;
      if (count === 0 || count > limit) {
        return `The reason "${reason.id}" has ${count} characters, so nobody could send it. Give its ${sendAs} 1 to ${limit}.`;
      }
      if (seen.has(reasonIdentity(sent))) {
        return `The reason "${reason.id}" has the ${sendAs} of another, so nobody could choose both. Give it one of its own.`;
      }
      seen.add(reasonIdentity(sent));
    }
  }
  return null;
}
