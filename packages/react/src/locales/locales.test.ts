import { readFileSync } from 'node:fs';
import { countCharacters, DEFAULT_LIMITS, reasonIdentity } from '@message-feedback/core';
import { describe, expect, it } from 'vitest';
import { ar } from './ar.ts';
import { de } from './de.ts';
import { en } from './en.ts';
import { es } from './es.ts';
import { fr } from './fr.ts';
import { ja } from './ja.ts';
import { ko } from './ko.ts';
import type { FeedbackLabels } from './labels.ts';
import { ptBR } from './pt-BR.ts';
import { zhHans } from './zh-Hans.ts';
import { zhHant } from './zh-Hant.ts';

const LANGUAGES = { en, 'zh-Hans': zhHans, 'zh-Hant': zhHant, ja, ko, es, fr, de, 'pt-BR': ptBR, ar };
const exported = Object.keys(
  JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')).exports,
);
const COUNTS = [0, 1, 2, 3, 5, 11, 100, 250];

/** The number words of languages that spell small numbers. */
const SPELLED: Partial<Record<string, Partial<Record<number, RegExp>>>> = {
  ar: { 0: /لا|لم|قليلًا/, 1: /واحد/, 2: /حرفا|حرفين|سببين/ },
};

it('tests every exported language', () => {
  const tags = exported.flatMap((name) => /^\.\/locales\/(.+)/.exec(name)?.[1] ?? []);
  expect(Object.keys(LANGUAGES).sort()).toEqual(tags.sort());
});

describe.each(Object.entries(LANGUAGES))('the texts in %s', (tag, labels) => {
  const words = wordsOf(labels);

  it('name their language', () => {
    expect(labels.locale).toBe(tag);
    expect(Intl.getCanonicalLocales(tag)).toEqual([tag]);
  });

  it('can be imported by their tag', () => {
    expect(exported).toContain(`./locales/${tag}`);
  });

  it('are complete, without extra texts', () => {
    expect([...words.keys()]).toEqual([...wordsOf(en).keys()]);
  });

  it('are neither empty nor unfinished, and have no surrounding white space', () => {
    for (const [key, word] of words) {
      for (const text of textsOf(word)) expect(text, key).toMatch(/^\S(.*\S)?$/u);
      for (const text of textsOf(word)) expect(text, key).not.toMatch(/[#{}]|undefined|NaN/);
    }
  });

  it.each(COUNTS)('contain %i where they count', (count) => {
    const number = new Intl.NumberFormat(tag).format(count);
    for (const [key, word] of words) {
      if (typeof word === 'function') expect(word(count), key).toMatch(SPELLED[tag]?.[count] ?? number);
    }
  });

  it('offer reasons that can be sent, without duplicates', () => {
    for (const reasons of Object.values(labels.reasons)) {
      for (const { label } of reasons)
        expect(countCharacters(label), label).toBeLessThanOrEqual(DEFAULT_LIMITS.reasonCharacters);
      expect(new Set(reasons.map(({ label }) => reasonIdentity(label))).size).toBe(reasons.length);
    }
  });

  it('use the punctuation of the language', () => {
    for (const [key, word] of words)
      for (const text of textsOf(word))
        expect(text, key).not.toMatch(FOREIGN_PUNCTUATION[tag] ?? /'|"|\.\.\./);
  });

  it('address the user in one way', () => {
    for (const [key, word] of words)
      for (const text of textsOf(word)) expect(text, key).not.toMatch(OTHER_ADDRESS[tag] ?? NEVER);
  });

  it('name the actions so briefly that they fit a narrow row', () => {
    const { addDetails, editDetails, viewDetails, undo, retry } = labels;
    for (const action of [addDetails, editDetails, viewDetails, undo, retry])
      expect(countCharacters(action), action).toBeLessThanOrEqual(16);
  });
});

const { en: _english, ...translations } = LANGUAGES;

it('calls what the user rates a response in English, everywhere', () => {
  for (const [key, word] of wordsOf(en))
    for (const text of textsOf(word)) expect(text, key).not.toMatch(/\b(?:message|answer)s?\b/i);
});

describe.each(Object.entries(translations))('the translation to %s', (_tag, labels) => {
  it('contains no English text', () => {
    for (const [key, english] of wordsOf(en)) {
      const [text, source] = [wordsOf(labels).get(key) ?? '', english].map((word) => textsOf(word)[0]);
      expect(text?.toLowerCase(), key).not.toBe(source?.toLowerCase());
    }
  });

  it('offers the same reason ids as English', () => {
    expect(labels.reasons.like.map(({ id }) => id)).toEqual(en.reasons.like.map(({ id }) => id));
    expect(labels.reasons.dislike.map(({ id }) => id)).toEqual(en.reasons.dislike.map(({ id }) => id));
  });
});

/** Marks that are full-width in Chinese and Japanese. */
const FULL_WIDTH = /['".,:;?!()]/;

/** Punctuation that is wrong in the language. */
const FOREIGN_PUNCTUATION: Partial<Record<string, RegExp>> = {
  'zh-Hans': FULL_WIDTH,
  'zh-Hant': FULL_WIDTH,
  ja: FULL_WIDTH,
  // Arabic has its own question mark, comma and semicolon.
  ar: /['"?,;]|\.\.\./,
  // Spanish questions and exclamations have an opening mark too.
  es: /^[^¿]*\?|^[^¡]*!|['"]|\.\.\./,
  // A narrow no-break space before ? ! ;, a no-break space before a colon.
  fr: /[^\u202F][?!;]|[^\u00A0]:|['"]|\.\.\./,
};

const NEVER = /(?!)/;

/** The ways to address the user that a language does not use; German uses none. */
const OTHER_ADDRESS: Partial<Record<string, RegExp>> = {
  de: /(?<!\p{L})(?:du|dich|dir|dein|Sie|Ihnen|Ihr)(?!\p{L})/u,
  es: /(?<!\p{L})(?:usted|su|sus|vos)(?!\p{L})/iu,
  fr: /(?<!\p{L})(?:tu|te|toi|ton|ta|tes)(?!\p{L})/iu,
  'pt-BR': /(?<!\p{L})(?:tu|teu|tua|o senhor|a senhora)(?!\p{L})/iu,
  'zh-Hans': /您/,
  'zh-Hant': /您/,
  ko: /(?:어요|아요|해요|예요|에요)(?![가-힣])/,
};

type Word = string | ((count: number) => string);

/** Every text by its path, without the ids of reasons and the language tag. */
function wordsOf({ locale: _, ...labels }: FeedbackLabels): Map<string, Word> {
  const words = new Map<string, Word>();
  const visit = (value: unknown, place: string): void => {
    if (typeof value === 'string') words.set(place, value);
    else if (typeof value === 'function') words.set(place, value as Word);
    else
      for (const [key, inner] of Object.entries(value as object))
        if (key !== 'id') visit(inner, `${place}.${key}`);
  };
  visit(labels, 'labels');
  return new Map([...words].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function textsOf(word: Word): string[] {
  return typeof word === 'string' ? [word] : COUNTS.map((count) => word(count));
}
