import { en, type FeedbackLabels } from '@message-feedback/react';
import { ar } from '@message-feedback/react/locales/ar';
import { de } from '@message-feedback/react/locales/de';
import { es } from '@message-feedback/react/locales/es';
import { fr } from '@message-feedback/react/locales/fr';
import { ja } from '@message-feedback/react/locales/ja';
import { ko } from '@message-feedback/react/locales/ko';
import { ptBR } from '@message-feedback/react/locales/pt-BR';
import { zhHans } from '@message-feedback/react/locales/zh-Hans';
import { zhHant } from '@message-feedback/react/locales/zh-Hant';
import { pseudo } from './pseudo-locale.ts';

/**
 * The languages in the toolbar. The pseudo-locale shows untranslatable texts and texts that do not
 * fit.
 */
export const LANGUAGES: readonly Language[] = [
  { title: 'English', labels: en },
  { title: '简体中文', labels: zhHans },
  { title: '繁體中文', labels: zhHant },
  { title: '日本語', labels: ja },
  { title: '한국어', labels: ko },
  { title: 'Español', labels: es },
  { title: 'Français', labels: fr },
  { title: 'Deutsch', labels: de },
  { title: 'Português (Brasil)', labels: ptBR },
  { title: 'العربية', labels: ar, direction: 'rtl' },
  { title: 'Pseudo-locale', labels: pseudo },
];

/** The language with this tag, or English. */
export function languageOf(tag: unknown): Language {
  return LANGUAGES.find(({ labels }) => labels.locale === tag) ?? ENGLISH;
}

const ENGLISH: Language = { title: 'English', labels: en };

export interface Language {
  readonly title: string;
  readonly labels: FeedbackLabels;
  /** @default 'ltr' */
  readonly direction?: 'rtl';
}
