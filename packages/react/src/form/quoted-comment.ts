import { countCharacters } from '@message-feedback/core';

/** Markdown's mark of a quote. */
const MARK = '> ';

/** How much of a passage is quoted even if the comment has reached its limit. */
const LEAST_CHARACTERS = 20;

/**
 * The comment with a passage quoted above it, as Markdown. The quote takes at most
 * half of the characters that the comment may have, and no more than what is left but at least
 * `LEAST_CHARACTERS`: the rest of the passage is left out.
 */
export function quotedComment(comment: string, passage: string, limit: number): string {
  const left = limit - countCharacters(comment);
  const room = Math.max(LEAST_CHARACTERS, Math.min(limit / 2, left) - `${MARK}\n`.length);
  return `${MARK}${shortened(passage, Math.floor(room))}\n${comment}`;
}

/** Whether the comment begins with a quote of the passage. */
export function beginsWithQuote(comment: string, passage: string): boolean {
  const [line = ''] = comment.split('\n', 1);
  const quoted = line.replace(/…$/, '');
  return quoted.length > MARK.length && `${MARK}${oneLine(passage)}`.startsWith(quoted);
}

function shortened(passage: string, characters: number): string {
  const text = [...oneLine(passage)];
  if (text.length <= characters) return text.join('');
  return `${text
    .slice(0, characters - 1)
    .join('')
    .trimEnd()}…`;
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
