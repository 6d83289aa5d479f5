import { countCharacters, isStorableText, normalizeText } from './count-characters.ts';
import { COZE_LIMITS, type FeedbackLimits } from './limits.ts';
import { reasonIdentity } from './normalize-feedback.ts';
import type { Feedback } from './types.ts';

/**
 * Everything that keeps a feedback from being sent, in the order of its fields; empty when it may be sent. Compares
 * reasons trimmed, NFC and case-folded.
 */
export function feedbackProblems(
  feedback: Feedback,
  limits: FeedbackLimits = COZE_LIMITS,
): FeedbackProblem[] {
  return [
    ...ratingProblems(feedback),
    ...reasonsProblems(feedback.reasons, limits),
    ...commentProblems(feedback.comment, limits),
  ];
}

/** One thing to mend. `message` is for developers; the UI has its own words for each `code`. */
export interface FeedbackProblem {
  readonly field: 'rating' | 'reasons' | 'comment';
  /** Which reason, counted from 0; absent for the list as a whole. */
  readonly index?: number;
  readonly code: FeedbackProblemCode;
  /** What was counted and what is allowed, for the codes `too_many` and `too_long`. */
  readonly count?: number;
  readonly limit?: number;
  readonly message: string;
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
  return [
    {
      field: 'rating',
      code: 'needs_rating',
      message: 'Reasons and a comment belong to a rating, but there is none. Send a rating, or neither.',
    },
  ];
}

function reasonsProblems(reasons: readonly string[], limits: FeedbackLimits): FeedbackProblem[] {
  const problems: FeedbackProblem[] = [];
  if (reasons.length > limits.reasons) {
    problems.push({
      field: 'reasons',
      code: 'too_many',
      count: reasons.length,
      limit: limits.reasons,
      message: `There are ${reasons.length} reasons, but ${limits.reasons} is the limit. Remove ${reasons.length - limits.reasons}.`,
    });
  }
  const seen = new Set<string>();
  // A list that is far too long is not looked through: one problem says enough.
  for (const [index, reason] of reasons.slice(0, limits.reasons + 1).entries()) {
    problems.push(...textProblems('reasons', reason, limits.reasonCharacters, index));
    const identity = reasonIdentity(reason);
    if (identity === '') {
      problems.push({ field: 'reasons', index, code: 'empty', message: 'This reason is empty. Remove it.' });
    } else if (seen.has(identity)) {
      problems.push({
        field: 'reasons',
        index,
        code: 'duplicate',
        message: 'This reason is there twice. Remove one.',
      });
    }
    seen.add(identity);
  }
  return problems;
}

function commentProblems(comment: string, limits: FeedbackLimits): FeedbackProblem[] {
  return textProblems('comment', comment, limits.commentCharacters);
}

function textProblems(
  field: 'reasons' | 'comment',
  text: string,
  limit: number,
  index?: number,
): FeedbackProblem[] {
  const place = index === undefined ? { field } : { field, index };
  const name = field === 'comment' ? 'The comment' : 'This reason';
  if (!isStorableText(text)) {
    return [
      {
        ...place,
        code: 'not_storable',
        message: `${name} holds half of a character or a NUL, which cannot be stored. Remove it.`,
      },
    ];
  }
  const count = countCharacters(text);
  if (count <= limit) return [];
  return [
    {
      ...place,
      code: 'too_long',
      count,
      limit,
      message: `${name} has ${count} characters, but ${limit} is the limit. Shorten it by ${count - limit}.`,
    },
  ];
}
