import type { FeedbackLabels } from '@message-feedback/react';
import { languageOf } from './languages.ts';

/** The labels of the toolbar's language, because play functions run in every language. */
export function wordsOf({ globals }: { readonly globals: { readonly language?: unknown } }): FeedbackLabels {
  return languageOf(globals.language).labels;
}
