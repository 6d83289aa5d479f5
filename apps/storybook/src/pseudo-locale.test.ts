import { countCharacters, en } from '@message-feedback/react';
import { describe, expect, it } from 'vitest';
import { isPseudo, pseudo } from './pseudo-locale.ts';

describe('the pseudo-locale', () => {
  it('can be told from English by eye and by machine', () => {
    expect(pseudo.rating.like).toBe('⟦Ĝööd ŕéšpöñšé····⟧');
    expect(isPseudo(pseudo.rating.like)).toBe(true);
    expect(isPseudo(en.rating.like)).toBe(false);
  });

  it('sees a word of the host between two of the kit', () => {
    expect(isPseudo(`${pseudo.saved} ${pseudo.final}`)).toBe(true);
    expect(isPseudo(`${pseudo.saved} or ${pseudo.final}`)).toBe(false);
  });

  it('sees that a bracket was cut off', () => {
    expect(isPseudo(pseudo.saved.slice(0, -1))).toBe(false);
  });

  it('is two fifths longer than English', () => {
    expect(countCharacters(pseudo.detailsDescription)).toBe(
      Math.ceil(countCharacters(en.detailsDescription) * 1.4),
    );
  });

  it('speaks where something is counted, too', () => {
    expect(pseudo.charactersLeft(12)).toBe('⟦12 çhåŕåçtéŕš léft······⟧');
  });

  it('has reasons that can be sent', () => {
    for (const { label } of pseudo.reasons.dislike) expect(countCharacters(label)).toBeLessThanOrEqual(30);
  });
});
