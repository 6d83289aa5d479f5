import { expect, it } from 'vitest';
import { closestLanguage } from './preferred-language.ts';

it('takes the first language of the browser that the chat has', () => {
  expect(closestLanguage(['cy', 'pt-PT', 'en'])).toBe('pt-BR');
  expect(closestLanguage(['de-AT'])).toBe('de');
  expect(closestLanguage(['cy'])).toBeUndefined();
});

it('tells Chinese in simplified characters from Chinese in traditional ones', () => {
  expect(closestLanguage(['zh-CN'])).toBe('zh-Hans');
  expect(closestLanguage(['zh'])).toBe('zh-Hans');
  expect(closestLanguage(['zh-TW'])).toBe('zh-Hant');
  expect(closestLanguage(['zh-HK'])).toBe('zh-Hant');
});
