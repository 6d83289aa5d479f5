import { detectLanguage, type Language } from '../../assistant/detect-language.ts';

/** Questions to go on with, in the language of the last one. */
export const followUpsTo = (query: string): readonly string[] => FOLLOW_UPS[detectLanguage(query)];

const FOLLOW_UPS: Readonly<Record<Language, readonly string[]>> = {
  en: ['What can you do?', 'What is 17 * 23?', 'What is the date today?'],
  zh: ['你能做什么?', '17 * 23 等于多少?', '今天几号?'],
  ja: ['何ができますか?', '17 * 23 はいくつですか?', '今日は何日ですか?'],
};
