import type { Feedback } from '@message-feedback/core';

/** Writes reasons and comment as the one text that an upstream keeps. An empty text sends none. */
export type FoldFeedback = (feedback: Feedback) => string;

/**
 * The reasons on the first line, each in brackets, and the comment below:
 *
 * ```text
 * [Not accurate] [Too long]
 * The second paragraph contradicts the first.
 * ```
 *
 * No words of its own, as the reasons come in the user's language. Within Coze's limits at most 580 characters.
 */
export const foldFeedback: FoldFeedback = ({ reasons, comment }) =>
  [reasons.map((reason) => `[${reason}]`).join(' '), comment].filter((line) => line !== '').join('\n');
