import { afterEach, describe, expect, it, vi } from 'vitest';
import { createPlural } from './plural.ts';

describe('createPlural', () => {
  afterEach(() => vi.unstubAllGlobals());

  it('uses the plural form of the number', () => {
    const left = createPlural<'one'>('en')({ one: '# character left', other: '# characters left' });
    expect([0, 1, 2].map(left)).toEqual(['0 characters left', '1 character left', '2 characters left']);
  });

  it('formats the number for the language', () => {
    const over = createPlural('de')({ other: '# Zeichen zu viel' });
    expect(over(12_345)).toBe('12.345 Zeichen zu viel');
  });

  it('uses `other` for whole millions', () => {
    const left = createPlural<'one'>('fr')({ one: '# caractère', other: '# caractères' });
    expect(new Intl.PluralRules('fr').select(1_000_000)).toBe('many');
    expect(left(1_000_000)).toMatch(/ caractères$/);
  });

  it('creates the Intl objects of a language once, for the first count', () => {
    let made = 0;
    class CountedRules extends Intl.PluralRules {
      constructor(locale: string) {
        super(locale);
        made++;
      }
    }
    vi.stubGlobal('Intl', { NumberFormat: Intl.NumberFormat, PluralRules: CountedRules });
    const plural = createPlural('ja');
    const sentences = [plural({ other: '残り#文字' }), plural({ other: '#文字超過' })];
    expect(made).toBe(0);
    expect(sentences.map((sentence) => sentence(3))).toEqual(['残り3文字', '3文字超過']);
    expect(made).toBe(1);
  });
});
