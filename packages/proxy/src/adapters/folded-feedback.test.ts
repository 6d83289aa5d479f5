import { countCharacters, DEFAULT_LIMITS } from '@message-feedback/core';
import { describe, expect, it } from 'vitest';
import { foldFeedback } from './folded-feedback.ts';

describe('foldFeedback', () => {
  it.each([
    [['Too long'], '', '[Too long]'],
    [[], 'Only words', 'Only words'],
    [['a', 'b'], 'c', '[a] [b]\nc'],
    [[], '', ''],
  ])('writes %j and %j as %j', (reasons, comment, content) => {
    expect(foldFeedback({ rating: 'dislike', reasons, comment })).toBe(content);
  });

  it('returns at most 580 characters within Coze’s limits', () => {
    const { reasons, reasonCharacters, commentCharacters } = DEFAULT_LIMITS;
    const folded = foldFeedback({
      rating: 'dislike',
      reasons: Array.from({ length: reasons }, () => '👍'.repeat(reasonCharacters)),
      comment: '👍'.repeat(commentCharacters),
    });
    expect(countCharacters(folded)).toBe(580);
  });
});
