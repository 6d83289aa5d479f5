import { countCharacters, type FeedbackLimits, reasonIdentity } from '@message-feedback/core';
import type { FeedbackReasonsOptions } from './feedback-reasons.ts';

/**
 * Warns the developer of reasons that users cannot choose, and that the bars therefore leave out.
 * Loaded in development only.
 */
export function warnOfReasons({ labels, reasons }: ConfiguredReasons, limits: FeedbackLimits): void {
  for (const problem of reasonProblems({ ...labels?.reasons, ...reasons }, limits.reasonCharacters)) {
    console.warn(`Message Feedback: ${problem}`);
  }
}

interface ConfiguredReasons {
  readonly labels?: { readonly reasons: FeedbackReasonsOptions } | undefined;
  readonly reasons?: FeedbackReasonsOptions | undefined;
}

/** Explains which configured reasons users cannot choose, and why. */
export function reasonProblems(
  { like, dislike, sendAs = 'label' }: FeedbackReasonsOptions,
  limit: number,
): string[] {
  return [like, dislike].flatMap((reasons: unknown) => {
    if (reasons === undefined) return [];
    if (!Array.isArray(reasons)) return ['The reasons of a rating are not an array, so none is shown.'];
    const seen = new Set<string>();
    return reasons.flatMap((reason: Partial<Record<'id' | 'label', unknown>> | null, index) => {
      const sent = reason?.[sendAs];
      const name = typeof reason?.id === 'string' ? `"${reason.id}"` : `number ${index + 1}`;
      if (typeof sent !== 'string' || typeof reason?.label !== 'string') {
        return [`The reason ${name} has no text as its id or its label, so it is not shown.`];
      }
      const count = countCharacters(sent);
      if (count === 0 || count > limit) {
        return [
          `The reason ${name} has ${count} characters, so it could never be sent and is not shown. ` +
            `Give its ${sendAs} 1 to ${limit} characters.`,
        ];
      }
      if (seen.has(reasonIdentity(sent))) {
        return [
          `The reason ${name} has the ${sendAs} of another reason, so it is not shown. Make it unique.`,
        ];
      }
      seen.add(reasonIdentity(sent));
      return [];
    });
  });
}
