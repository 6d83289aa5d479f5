import { afterEach, describe, expect, it, vi } from 'vitest';
import { createPlural } from './plural.ts';

describe('createPlural', () => {
  afterEach(() => vi.unstubAllGlobals());

  it('takes the form of the number', () => {
    const left = createPlural<'one'>('en')({ one: '# character left', other: '# characters left' });
    expect([0, 1, 2].map(left)).toEqual(['0 characters left', '1 character left', '2 characters left']);
  });

  it('writes the number as the language does', () => {
    const over = createPlural('de')({ other: '# Zeichen zu viel' });
    expect(over(12_345)).toBe('12.345 Zeichen zu viel');
  });

  it('falls back to `other` where a language has a form for whole millions', () => {
    const left = createPlural<'one'>('fr')({ one: '# caractère', other: '# caractères' });
    expect(new Intl.PluralRules('fr').select(1_000_000)).toBe('many');
    expect(left(1_000_000)).toMatch(/ caractères$/);
  });

  it('makes the Intl objects of a language once, and not before something is counted', () => {
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
