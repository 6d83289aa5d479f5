import { solveArithmetic } from './arithmetic.ts';
import { type Language, REPLIES } from './replies.ts';
import { translatedReplies } from './translated-replies.ts';

/**
 * What the scripted assistant says to a text: Markdown, in the language of the text. It is not a model; it knows a few
 * intents and says so when it meets something else.
 *
 * @param now - milliseconds since 1970, for questions about the date and the time.
 */
export function composeReply(text: string, now: number): string {
  const replies = translatedReplies(text) ?? REPLIES[detectLanguage(text)];
  const sum = solveArithmetic(text);
  if (sum) return replies.sum(sum.expression, sum.result);
  for (const [words, reply] of Object.entries(replies.intents)) {
    // In English a word counts only as a whole.
    const pattern = new RegExp(replies.wholeWords ? `\\b(${words})\\b` : words, 'i');
    if (pattern.test(text)) return typeof reply === 'string' ? reply : reply(new Date(now));
  }
  return replies.fallback(quoted(text));
}

/** The language typed, by its script: kana mean Japanese, Han without kana Chinese, anything else English. */
export function detectLanguage(text: string): Language {
  if (/[\p{Script=Hiragana}\p{Script=Katakana}]/u.test(text)) return 'ja';
  // A few everyday Japanese words are written without any kana.
  if (/日本語|何時|時刻|一覧|箇条書/.test(text)) return 'ja';
  return /\p{Script=Han}/u.test(text) ? 'zh' : 'en';
}

const QUOTED_CHARACTERS = 60;

/** One line of the user's own words, short enough for a sentence around it and safe inside Markdown. */
const quoted = (text: string) => shortened(text.replace(/[\s`*_[\]<>#|]+/g, ' '), QUOTED_CHARACTERS);

/** The text on one line, of at most so many characters. */
export function shortened(text: string, most: number): string {
  const characters = [...text.replace(/\s+/g, ' ').trim()];
  if (characters.length <= most) return characters.join('');
  return `${characters
    .slice(0, most - 1)
    .join('')
    .trimEnd()}…`;
}

/** An answer as a model would stream it: word by word with the space before it, Chinese and Japanese by character. */
export function splitIntoChunks(answer: string): string[] {
  return (
    answer.match(
      /\s*[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}、。，！？]|\s*[^\s\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}、。，！？]+|\s+$/gu,
    ) ?? []
  );
}

/** Roughly how many tokens a model would count; only ever shown as usage. */
export const estimateTokens = (text: string): number => Math.ceil(splitIntoChunks(text).length * 1.3);
