import type { Feedback } from '@message-feedback/core';

/** Turns reasons and comment into one text, for upstreams without reasons. `''` sends no text. */
export type FoldFeedback = (feedback: Feedback) => string;

/**
 * Puts the reasons in brackets on the first line and the comment below. Adds no words of its own,
 * because the reasons are in the user's language. Within `COZE_LIMITS` at most 580 characters.
 *
 * @example
 * foldFeedback({ rating: 'dislike', reasons: ['Inaccurate', 'Too long'], comment: 'Wrong year.' });
 * // '[Inaccurate] [Too long]\nWrong year.'
 */
export const foldFeedback: FoldFeedback = ({ reasons, comment }) =>
  [reasons.map((reason) => `[${reason}]`).join(' '), comment].filter((line) => line !== '').join('\n');
