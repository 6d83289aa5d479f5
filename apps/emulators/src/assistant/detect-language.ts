/** The language typed, by its script: kana mean Japanese, Han without kana Chinese, anything else English. */
export function detectLanguage(text: string): Language {
  if (/[\p{Script=Hiragana}\p{Script=Katakana}]/u.test(text)) return 'ja';
  // A few everyday Japanese words are written without any kana.
  if (/日本語|何時|時刻|一覧|箇条書/.test(text)) return 'ja';
  return /\p{Script=Han}/u.test(text) ? 'zh' : 'en';
}

export type Language = 'en' | 'zh' | 'ja';
