import { useSyncExternalStore } from 'react';
import type { Language } from './languages.ts';
import { pageLanguage } from './page-language.ts';
import type { ChatWords } from './words/en.ts';

/** The language of the page, with the words of the chat and of the feedback bar. */
export function useLanguage(): Language {
  return useSyncExternalStore(pageLanguage.subscribe, pageLanguage.get, pageLanguage.get);
}

/** The chat's words in the language of the page. */
export function useWords(): ChatWords {
  return useLanguage().words;
}
