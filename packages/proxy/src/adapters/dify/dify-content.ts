import type { Feedback } from '@message-feedback/core';

/** Writes reasons and comment as the one text that Dify keeps. An empty text sends none. */
export type FormatContent = (feedback: Feedback) => string;

/**
 * The reasons on the first line, each in brackets, and the comment below:
 *
 * ```text
 * [Not accurate] [Too long]
 * The second paragraph contradicts the first.
 * ```
 *
 * No words of its own, as the reasons come in the person's language.
 */
export const formatDifyContent: FormatContent = ({ reasons, comment }) =>
  [reasons.map((reason) => `[${reason}]`).join(' '), comment].filter((line) => line !== '').join('\n');
