import { isLanguageTag, LANGUAGES, type LanguageTag } from './languages.ts';

const STORAGE_KEY = 'language';

/** The language that the user chose in the menu, otherwise the best for this browser. */
export function preferredLanguage(): LanguageTag {
  const chosen = storedLanguage();
  if (isLanguageTag(chosen)) return chosen;
  return closestLanguage(navigator.languages) ?? 'en';
}

/** The first of these languages that the chat has, in whichever country: `zh-TW` is `zh-Hant`. */
export function closestLanguage(wanted: readonly string[]): LanguageTag | undefined {
  const tags = Object.keys(LANGUAGES).filter(isLanguageTag);
  return wanted.flatMap((each) => tags.find((tag) => writtenIn(tag) === writtenIn(each)) ?? [])[0];
}

export function storeLanguage(tag: LanguageTag): void {
  try {
    localStorage.setItem(STORAGE_KEY, tag);
  } catch {
    // Storage can be blocked; the choice then lasts as long as the page.
  }
}

function storedLanguage(): string | null {
  try {
    return localStorage.getItem(STORAGE_KEY);
  } catch {
    return null;
  }
}

function writtenIn(tag: string): string {
  const { language, script } = new Intl.Locale(tag).maximize();
  return `${language}-${script}`;
}
