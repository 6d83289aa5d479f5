import { describe, expect, it } from 'vitest';
import { describeProblem, feedbackProblems } from './problems.ts';
import type { Feedback } from './types.ts';

const codesOf = (feedback: Partial<Feedback>) =>
  feedbackProblems({ rating: 'dislike', reasons: [], comment: '', ...feedback }).map(
    ({ field, index, code }) => [field, index, code].filter((part) => part !== undefined).join(' '),
  );
const many = (count: number) => Array.from({ length: count }, (_, index) => `reason ${index}`);

describe('feedbackProblems', () => {
  it('accepts a rating alone, and no rating', () => {
    expect(codesOf({})).toEqual([]);
    expect(codesOf({ rating: null })).toEqual([]);
  });

  it.each(['a', '误', '👍', 'é'])('accepts 250 times %j as a comment and refuses 251', (character) => {
    expect(codesOf({ comment: character.repeat(250) })).toEqual([]);
    expect(codesOf({ comment: character.repeat(251) })).toEqual(['comment too_long']);
  });

  it.each(['a', '误', '👍'])('accepts 30 times %j as a reason and refuses 31', (character) => {
    expect(codesOf({ reasons: [character.repeat(30)] })).toEqual([]);
    expect(codesOf({ reasons: [character.repeat(31)] })).toEqual(['reasons 0 too_long']);
  });

  it('accepts 10 reasons and refuses 11', () => {
    expect(codesOf({ reasons: many(10) })).toEqual([]);
    expect(codesOf({ reasons: many(11) })).toEqual(['reasons too_many']);
  });

  it('refuses a duplicate reason in any spelling', () => {
    expect(codesOf({ reasons: ['Café', ' cafe\u0301 '] })).toEqual(['reasons 1 duplicate']);
  });

  it('refuses an empty reason', () => {
    expect(codesOf({ reasons: ['  '] })).toEqual(['reasons 0 empty']);
  });

  it('refuses lone surrogates and NUL', () => {
    expect(codesOf({ comment: 'a\ud800', reasons: ['\0'] })).toEqual([
      'reasons 0 not_storable',
      'comment not_storable',
    ]);
  });

  it('refuses a comment without a rating', () => {
    expect(codesOf({ rating: null, comment: 'hm' })).toEqual(['rating needs_rating']);
  });

  it('describes the count, the limit and the remedy', () => {
    const problems = feedbackProblems({ rating: 'like', reasons: [], comment: 'x'.repeat(264) });
    expect(problems).toEqual([{ field: 'comment', code: 'too_long', count: 264, limit: 250 }]);
    expect(problems.map(describeProblem)).toEqual([
      'The comment has 264 characters, but 250 is the limit. Shorten it by 14.',
    ]);
  });
});
