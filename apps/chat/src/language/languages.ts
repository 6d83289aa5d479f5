import type { FeedbackLabels } from '@message-feedback/react';
import * as en from './words/en.ts';

/** The languages of the menu. Each but English is loaded when the page first shows it. */
export const LANGUAGES: Readonly<Record<LanguageTag, LanguageEntry>> = {
  en: { name: 'English', load: async () => en },
  'zh-Hans': { name: '简体中文', load: () => import('./words/zh-Hans.ts') },
  'zh-Hant': { name: '繁體中文', load: () => import('./words/zh-Hant.ts') },
  ja: { name: '日本語', load: () => import('./words/ja.ts') },
  ko: { name: '한국어', load: () => import('./words/ko.ts') },
  es: { name: 'Español', load: () => import('./words/es.ts') },
  fr: { name: 'Français', load: () => import('./words/fr.ts') },
  de: { name: 'Deutsch', load: () => import('./words/de.ts') },
  'pt-BR': { name: 'Português (Brasil)', load: () => import('./words/pt-BR.ts') },
  ar: { name: 'العربية', direction: 'rtl', load: () => import('./words/ar.ts') },
};

export type LanguageTag = 'en' | 'zh-Hans' | 'zh-Hant' | 'ja' | 'ko' | 'es' | 'fr' | 'de' | 'pt-BR' | 'ar';

/** A language with its words, loaded. */
export interface Language {
  readonly tag: LanguageTag;
  /** The words of the feedback bar. */
  readonly labels: FeedbackLabels;
  /** The words of the chat. */
  readonly words: en.ChatWords;
}

interface LanguageEntry {
  /** In the language itself. */
  readonly name: string;
  /** @default 'ltr' */
  readonly direction?: 'rtl';
  readonly load: () => Promise<Pick<Language, 'labels' | 'words'>>;
}

export const ENGLISH: Language = { tag: 'en', labels: en.labels, words: en.words };

export function isLanguageTag(tag: string | null): tag is LanguageTag {
  return tag !== null && Object.hasOwn(LANGUAGES, tag);
}
