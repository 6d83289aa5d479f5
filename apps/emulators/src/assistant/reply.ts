import { solveArithmetic } from './arithmetic.ts';
import replies from './replies.json' with { type: 'json' };

/**
 * The scripted assistant's reply to a text: Markdown, in the language of the text. The script knows a
 * few intents, and says that it knows no other.
 *
 * @param now - milliseconds since 1970, for questions about the date and the time.
 */
export function composeReply(text: string, now: number): string {
  const language = detectLanguage(text);
  const { sum, again, intents, fallback }: Replies = replies[language];
  const [question = '', ...complaints] = text.split(new RegExp(`\\n\\n.*${again.request}.*\\n`, 'i'));
  const complaint = complaints.at(-1);
  if (complaint !== undefined) {
    const thanks = fill(again.reply, { text: quoted(complaint.replace(/^- /, '').replaceAll('\n- ', '; ')) });
    return `${thanks}\n\n${composeReply(question, now)}`;
  }
  const solved = solveArithmetic(text);
  if (solved) return fill(sum, solved);
  for (const [words, reply] of Object.entries(intents)) {
    // In English, only whole words match.
    const pattern = new RegExp(language === 'en' ? `\\b(${words})\\b` : words, 'i');
    if (pattern.test(text)) return fill(reply, { now: timeIn(language, now) });
  }
  return fill(fallback, { text: quoted(text) });
}

interface Replies {
  readonly sum: string;
  /** The reply to a question that is followed by a paragraph with this request and a list of faults. */
  readonly again: { readonly request: string; readonly reply: string };
  /** Replies by regular expression; the first match counts. */
  readonly intents: Readonly<Record<string, string>>;
  readonly fallback: string;
}

/** Replaces names in braces with their values. */
const fill = (reply: string, values: Readonly<Record<string, string>>) =>
  reply.replace(/\{(\w+)\}/g, (place, name: string) => values[name] ?? place);

const timeIn = (language: string, now: number) =>
  new Intl.DateTimeFormat(language, { dateStyle: 'full', timeStyle: 'short' }).format(now);

type Language = keyof typeof replies;

/** Characters and words that identify a language, in this order. */
const SIGNS: readonly (readonly [Language, RegExp])[] = [
  ['zh-Hant', /^(?!.*[\p{Script=Hiragana}\p{Script=Katakana}]).*[麼為個這說給請]/su],
  ['ko', /\p{Script=Hangul}/u],
  ['ar', /\p{Script=Arabic}/u],
  ['es', /[¿¡]|\b(dame|puedes|responde)\b/i],
  ['fr', /\b(sais|combien|pourquoi|donne|est-il|es-tu|réponds)\b/i],
  ['de', /ß|\b(kannst|warum|zeig|ist|bist|antworte)\b/i],
  ['pt', /\b(voc|quanto|por que|responda)|\bme dê/i],
  // A few everyday Japanese words are written without any kana.
  ['ja', /[\p{Script=Hiragana}\p{Script=Katakana}]|日本語|何時|時刻|一覧|箇条書/u],
  ['zh-Hans', /\p{Script=Han}/u],
];

const detectLanguage = (text: string): Language => SIGNS.find(([, sign]) => sign.test(text))?.[0] ?? 'en';

const QUOTED_CHARACTERS = 60;

/** The user's text on one line, shortened and without Markdown. */
const quoted = (text: string) => shortened(text.replace(/[\s`*_[\]<>#|]+/g, ' '), QUOTED_CHARACTERS);

/** The text on one line, with at most `maximum` characters. */
export function shortened(text: string, maximum: number): string {
  const characters = [...text.replace(/\s+/g, ' ').trim()];
  if (characters.length <= maximum) return characters.join('');
  return `${characters
    .slice(0, maximum - 1)
    .join('')
    .trimEnd()}…`;
}

/** The chunks of a streamed answer: words with the space before them; Chinese and Japanese by character. */
export function splitIntoChunks(answer: string): string[] {
  return (
    answer.match(
      /\s*[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}、。，！？]|\s*[^\s\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}、。，！？]+|\s+$/gu,
    ) ?? []
  );
}

/** A rough token count, for the reported usage only. */
export const estimateTokens = (text: string): number => Math.ceil(splitIntoChunks(text).length * 1.3);
