import type { FeedbackProblem } from './problems.ts';

/** What is wrong and what to do, in English for developers; the UI has its own words for each `code`. */
export function describeProblem({ field, code, count = 0, limit = 0 }: FeedbackProblem): string {
  const name = field === 'comment' ? 'The comment' : 'This reason';
  switch (code) {
    case 'needs_rating':
      return 'Reasons and a comment belong to a rating, but there is none. Send a rating, or neither.';
    case 'too_many':
      return `There are ${count} reasons, but ${limit} is the limit. Remove ${count - limit}.`;
    case 'too_long':
      return `${name} has ${count} characters, but ${limit} is the limit. Shorten it by ${count - limit}.`;
    case 'empty':
      return 'This reason is empty. Remove it.';
    case 'duplicate':
      return 'This reason is there twice. Remove one.';
    case 'not_storable':
      return `${name} holds half of a character or a NUL, which cannot be stored. Remove it.`;
  }
}
