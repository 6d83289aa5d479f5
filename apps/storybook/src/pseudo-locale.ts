import { countCharacters, DEFAULT_LIMITS, en, type FeedbackLabels } from '@message-feedback/react';
import { mapWords } from './map-words.ts';

const PLAIN = 'aceginorsuyACEGINORSUY';
const ACCENTED = 'åçéĝîñöŕšûýÅÇÉĜÎÑÖŔŠÛÝ';
const BRACKETS = 2;

/**
 * English with accents, in brackets and 40 % longer, like a long translation: a text without
 * brackets is in no label, a missing bracket means that the text is cut off, and the length shows
 * how much room a translation needs.
 */
export const pseudo: FeedbackLabels = {
  ...mapWords(en, pseudonym),
  locale: 'en-XA',
  // A longer reason cannot be sent.
  reasons: mapWords(en, (word) => pseudonym(word, DEFAULT_LIMITS.reasonCharacters)).reasons,
};

/** Whether every readable part of a text comes from the pseudo-locale. */
export function isPseudo(text: string): boolean {
  return !/[\p{L}\p{N}]/u.test(text.replace(/⟦[^⟦⟧]*⟧/gu, ''));
}

function pseudonym(word: string, limit = Number.POSITIVE_INFINITY): string {
  const accented = [...word].map((letter) => ACCENTED[PLAIN.indexOf(letter)] ?? letter).join('');
  const length = countCharacters(word);
  const padding = Math.min(Math.ceil(length * 0.4), limit - length) - BRACKETS;
  return `⟦${accented}${'·'.repeat(Math.max(padding, 0))}⟧`;
}
