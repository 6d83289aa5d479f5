import type { FeedbackLabels } from '@message-feedback/react';
import { languageOf } from './languages.ts';
import { mapWords } from './map-words.ts';

/**
 * The words of the toolbar's language, for play functions to look for: a story plays in every language. White space is plain, as
 * Testing Library reads it.
 */
export function wordsOf({ globals }: { readonly globals: { readonly language?: unknown } }): FeedbackLabels {
  return mapWords(languageOf(globals.language).labels, (word) => word.replace(/\s/g, ' '));
}
