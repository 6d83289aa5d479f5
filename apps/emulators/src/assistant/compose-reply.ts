import { detectLanguage, type Language } from './detect-language.ts';
import { chinese } from './replies/chinese.ts';
import { english } from './replies/english.ts';
import { japanese } from './replies/japanese.ts';
import type { Replies } from './replies/replies.ts';
import { solveArithmetic } from './solve-arithmetic.ts';

/**
 * What the scripted assistant says to a text: Markdown, in the language of the text. No model stands behind it;
 * it knows a few intents and says so when it meets something else.
 *
 * @param now - milliseconds since 1970, for questions about the date and the time.
 */
export function composeReply(text: string, now: number): string {
  const replies = REPLIES[detectLanguage(text)];
  const sum = solveArithmetic(text);
  if (sum) return replies.sum(sum.expression, sum.result);
  const intent = replies.intents.find(({ pattern }) => pattern.test(text));
  if (!intent) return replies.fallback(quoted(text));
  return typeof intent.reply === 'string' ? intent.reply : intent.reply(new Date(now));
}

const REPLIES: Readonly<Record<Language, Replies>> = { en: english, zh: chinese, ja: japanese };

const QUOTED_CHARACTERS = 60;

/** One line of the user's own words, short enough for a sentence around it and safe inside Markdown. */
function quoted(text: string) {
  const characters = [...text.replace(/[\s`*_[\]<>#|]+/g, ' ').trim()];
  if (characters.length <= QUOTED_CHARACTERS) return characters.join('');
  return `${characters.slice(0, QUOTED_CHARACTERS).join('').trimEnd()}…`;
}
