import { countCharacters, DEFAULT_LIMITS, reasonIdentity } from '@message-feedback/core';
import type { FeedbackReasonsOptions } from './feedback-reasons.ts';

/**
 * Throws if a configured reason could never be sent, so that the developer notices when the page
 * loads, before a user chooses the reason. Loaded only for hosts with reasons, after the first
 * load.
 */
export function ReasonsCheck({ reasons }: ReasonsCheckProps): null {
  const problem = unsendableReason(reasons);
  if (problem !== null) throw new Error(problem);
  return null;
}

export interface ReasonsCheckProps {
  readonly reasons: FeedbackReasonsOptions;
}

/** Explains why a configured reason could never be sent; `null` if all can. */
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
        return `The reason "${reason.id}" has ${count} characters, so it could never be sent. Give its ${sendAs} 1 to ${limit} characters.`;
      }
      if (seen.has(reasonIdentity(sent))) {
        return `The reason "${reason.id}" has the ${sendAs} of another reason, so users could not choose both. Make it unique.`;
      }
      seen.add(reasonIdentity(sent));
    }
  }
  return null;
}
