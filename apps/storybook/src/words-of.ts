import type { FeedbackLabels } from '@message-feedback/react';
import { languageOf } from './languages.ts';

/** The words of the toolbar's language, for play functions to look for: a story plays in every language. */
export function wordsOf({ globals }: { readonly globals: { readonly language?: unknown } }): FeedbackLabels {
  return languageOf(globals.language).labels;
}
