import { DEFAULT_LIMITS, type FeedbackLimits } from './limits.ts';
import { countCharacters, isStorableText, normalizeText, reasonIdentity } from './text.ts';
import type { Feedback } from './types.ts';

/**
 * Every problem that keeps feedback from being sent, in the order of its fields. Empty if it can be
 * sent. Reasons are compared by `reasonIdentity`.
 *
 * @example
 * feedbackProblems({ rating: 'like', reasons: [], comment: 'x'.repeat(264) });
 * // [{ field: 'comment', code: 'too_long', count: 264, limit: 250 }]
 */
export function feedbackProblems(
  feedback: Feedback,
  limits: FeedbackLimits = DEFAULT_LIMITS,
): FeedbackProblem[] {
  return [
    ...ratingProblems(feedback),
    ...reasonsProblems(feedback.reasons, limits),
    ...textProblems({ field: 'comment' }, feedback.comment, limits.commentCharacters),
  ];
}

/**
 * A problem and its remedy in English, for developers. The UI has its own text for each `code`.
 *
 * @example
 * describeProblem({ field: 'comment', code: 'too_long', count: 264, limit: 250 });
 * // 'The comment has 264 characters, but 250 is the limit. Shorten it by 14.'
 */
export function describeProblem(problem: FeedbackProblem): string {
  const name = problem.field === 'comment' ? 'The comment' : 'This reason';
  switch (problem.code) {
    case 'needs_rating':
      return 'Reasons and a comment belong to a rating, but there is none. Send a rating, or neither.';
    case 'too_many': {
      const { count, limit } = problem;
      return `There are ${count} reasons, but ${limit} is the limit. Remove ${count - limit}.`;
    }
    case 'too_long': {
      const { count, limit } = problem;
      return `${name} has ${count} characters, but ${limit} is the limit. Shorten it by ${count - limit}.`;
    }
    case 'empty':
      return 'This reason is empty. Remove it.';
    case 'duplicate':
      return 'This reason appears twice. Remove one.';
    case 'not_storable':
      return `${name} contains an unpaired surrogate or a NUL, which cannot be stored. Remove it.`;
  }
}

/** One problem to fix. `describeProblem` puts it into words. */
export type FeedbackProblem = FeedbackProblemPlace &
  (
    | { readonly code: 'needs_rating' | 'empty' | 'duplicate' | 'not_storable' }
    | {
        readonly code: 'too_many' | 'too_long';
        /** Reasons or characters counted. */
        readonly count: number;
        /** Reasons or characters allowed. */
        readonly limit: number;
      }
  );

export interface FeedbackProblemPlace {
  readonly field: 'rating' | 'reasons' | 'comment';
  /** Position of the reason, counted from 0. Absent if the problem concerns the list as a whole. */
  readonly index?: number;
}

export type FeedbackProblemCode = FeedbackProblem['code'];

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
  // A hostile list can have thousands of reasons, and `too_many` already refuses it.
  for (const [index, reason] of reasons.slice(0, limit + 1).entries()) {
    problems.push(...textProblems({ field, index }, reason, limits.reasonCharacters));
    const identity = reasonIdentity(reason);
    if (identity === '') problems.push({ field, index, code: 'empty' });
    else if (seen.has(identity)) problems.push({ field, index, code: 'duplicate' });
    seen.add(identity);
  }
  return problems;
}

function textProblems(place: FeedbackProblemPlace, text: string, limit: number): FeedbackProblem[] {
  if (!isStorableText(text)) return [{ ...place, code: 'not_storable' }];
  const count = countCharacters(text);
  return count > limit ? [{ ...place, code: 'too_long', count, limit }] : [];
}
