import { countCharacters, isStorableText } from '@message-feedback/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { beginsWithQuote, quotedComment } from './quoted-comment.ts';

describe('quotedComment', () => {
  it('puts the passage above the comment, on one line', () => {
    expect(quotedComment('Too old.', ' released\n  in 2019 ', 250)).toBe('> released in 2019\nToo old.');
    expect(quotedComment('', 'released in 2019', 250)).toBe('> released in 2019\n');
  });

  it('leaves half of the characters for the user’s words', () => {
    const comment = quotedComment('', 'word '.repeat(100), 250);
    expect(comment).toMatch(/^> (word )*(word|wor|wo|w)…\n$/);
    expect(countCharacters(comment)).toBeLessThanOrEqual(125);
    expect(countCharacters(comment)).toBeGreaterThan(115);
  });

  it('never takes a comment over the limit, unless nearly nothing is left', () => {
    const unit = fc.constantFrom('a', 'ö', 'o\u0308', '字', '👍', ' ', '\n', '>', '…');
    const texts = fc.string({ unit, maxLength: 400 });
    fc.assert(
      fc.property(texts, texts, (comment, passage) => {
        const left = 250 - countCharacters(comment);
        const quoted = quotedComment(comment, passage, 250);
        expect(quoted.endsWith(comment)).toBe(true);
        if (left > 25) expect(countCharacters(quoted)).toBeLessThanOrEqual(250);
        else expect(countCharacters(quoted) - countCharacters(comment)).toBeLessThanOrEqual(25);
      }),
    );
  });

  it('fills what is left of the limit, and no more', () => {
    const comment = 'x'.repeat(190);
    expect(countCharacters(quotedComment(comment, 'y'.repeat(200), 250))).toBe(250);
  });

  it('does not cut a character in two', () => {
    expect(isStorableText(quotedComment('', '👍'.repeat(200), 100))).toBe(true);
  });
});

describe('quotes', () => {
  it('recognizes its own quotes, shortened ones too, whatever the user writes below', () => {
    for (const passage of ['released in 2019', 'word '.repeat(100)]) {
      expect(beginsWithQuote(`${quotedComment('', passage, 250)}No.`, passage)).toBe(true);
    }
  });

  it('is false for other text and other passages', () => {
    expect(beginsWithQuote('released in 2019', 'released in 2019')).toBe(false);
    expect(beginsWithQuote('> released in 2019\n', 'made of wood')).toBe(false);
    expect(beginsWithQuote('> ', 'made of wood')).toBe(false);
    expect(beginsWithQuote('', 'made of wood')).toBe(false);
  });
});
