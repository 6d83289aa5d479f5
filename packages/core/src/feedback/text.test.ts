import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countCharacters, isStorableText, normalizeText } from './text.ts';

/** With lone surrogates. fast-check's `unit: 'binary'` takes 3 seconds to make. */
const anyText = fc
  .array(fc.integer({ min: 0, max: 0x10ffff }))
  .map((points) => String.fromCodePoint(...points));

describe('countCharacters', () => {
  it.each([
    ['内容有误', 4],
    ['👍', 1],
    ['👩🏻‍🚀', 4],
    ['🇯🇵', 2],
    ['e\u0301', 1],
    ['한', 1],
    ['a\r\nb', 3],
    ['a\rb', 3],
    ['  around  ', 6],
    ['', 0],
    [' \n\t ', 0],
  ])('counts %j as %i code points', (text, count) => {
    expect(countCharacters(text)).toBe(count);
  });

  it('counts the stored text: normalizing twice changes nothing, for any text', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const normalized = normalizeText(text);
        expect(normalizeText(normalized)).toBe(normalized);
        expect(countCharacters(text)).toBe([...normalized].length);
      }),
    );
  });
});

describe('isStorableText', () => {
  it.each(['\ud800', 'a\udc00b', '\ud83d', 'a\0b'])('refuses %j', (text) => {
    expect(isStorableText(text)).toBe(false);
  });

  it('accepts every text that survives UTF-8 and contains no NUL', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const survives = new TextDecoder().decode(new TextEncoder().encode(text)) === text;
        expect(isStorableText(text)).toBe(survives && !text.includes('\0'));
      }),
    );
  });
});
