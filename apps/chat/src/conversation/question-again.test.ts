import { expect, it } from 'vitest';
import { questionAgain } from './question-again.ts';

it('asks the question again with each reason and the comment', () => {
  const feedback = {
    rating: 'dislike',
    reasons: ['Not correct', 'Unclear'],
    comment: 'Show me how.',
  } as const;
  expect(questionAgain('What is 17 * 23?', 'Answer again:', feedback)).toBe(
    'What is 17 * 23?\n\nAnswer again:\n- Not correct\n- Unclear\n- Show me how.',
  );
});

it('adds no empty line for a comment that is missing', () => {
  const feedback = { rating: 'dislike', reasons: ['Unclear'], comment: '' } as const;
  expect(questionAgain('Why?', 'Answer again:', feedback)).toBe('Why?\n\nAnswer again:\n- Unclear');
});
