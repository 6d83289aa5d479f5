import { DEFAULT_LIMITS, type FeedbackLimits } from './limits.ts';
import { reasonIdentity } from './normalized-feedback.ts';
import { countCharacters, isStorableText, normalizeText } from './text.ts';
import type { Feedback } from './types.ts';

/**
 * Everything that keeps a feedback from being sent, in the order of its fields; empty when it may be sent. Compares
 * reasons trimmed, NFC and case-folded.
 */
export function feedbackProblems(
  feedback: Feedback,
  limits: FeedbackLimits = DEFAULT_LIMITS,
): FeedbackProblem[] {
  return [
    ...ratingProblems(feedback),
    ...reasonsProblems(feedback.reasons, limits),
    ...commentProblems(feedback.comment, limits),
  ];
}

/** One thing to mend; `describeProblem` says it in words. */
export interface FeedbackProblem {
  readonly field: 'rating' | 'reasons' | 'comment';
  /** Which reason, counted from 0; absent for the list as a whole. */
  readonly index?: number;
  readonly code: FeedbackProblemCode;
  /** What was counted and what is allowed, for the codes `too_many` and `too_long`. */
  readonly count?: number;
  readonly limit?: number;
}

export type FeedbackProblemCode =
  | 'needs_rating'
  | 'too_many'
  | 'too_long'
  | 'empty'
  | 'duplicate'
  | 'not_storable';

function ratingProblems({ rating, reasons, comment }: Feedback): FeedbackProblem[] {
  if (rating !== null || (reasons.length === 0 && normalizeText(comment) === '')) return [];
  return [{ field: 'rating', code: 'needs_rating' }];
}

function reasonsProblems(reasons: readonly string[], limits: FeedbackLimits): FeedbackProblem[] {
  const problems: FeedbackProblem[] = [];
  const field = 'reasons';
  const [count, limit] = [reasons.length, limits.reasons];
  if (count > limit) problems.push({ field, code: 'too_many', count, limit });
  const seen = new Set<string>();
  // A list that is far too long is not looked through: one problem says enough.
  for (const [index, reason] of reasons.slice(0, limit + 1).entries()) {
    problems.push(...textProblems({ field, index }, reason, limits.reasonCharacters));
    const identity = reasonIdentity(reason);
    if (identity === '') problems.push({ field, index, code: 'empty' });
    else if (seen.has(identity)) problems.push({ field, index, code: 'duplicate' });
    seen.add(identity);
  }
  return problems;
}

function commentProblems(comment: string, limits: FeedbackLimits): FeedbackProblem[] {
  return textProblems({ field: 'comment' }, comment, limits.commentCharacters);
}

function textProblems(
  path: Pick<FeedbackProblem, 'field' | 'index'>,
  text: string,
  limit: number,
): FeedbackProblem[] {
  if (!isStorableText(text)) return [{ ...path, code: 'not_storable' }];
  const count = countCharacters(text);
  return count > limit ? [{ ...path, code: 'too_long', count, limit }] : [];
}
