import { describe, expect, it } from 'vitest';
import { errorNameOf } from '../error-name.ts';

class DatabaseError extends Error {
  readonly code: unknown;

  constructor(code: unknown) {
    super('Key (user_id)=(ada) already exists.');
    this.code = code;
  }
}

describe('errorNameOf', () => {
  it.each([
    [new TypeError('Ada wrote this'), 'TypeError'],
    [new DatabaseError('42501'), 'DatabaseError 42501'],
    [new DatabaseError('SQLITE_FULL'), 'DatabaseError SQLITE_FULL'],
    [new AggregateError([], 'no reason'), 'AggregateError'],
    ['Ada wrote this', 'string'],
    [undefined, 'undefined'],
  ])('names the class and the code of %s', (error, name) => {
    expect(errorNameOf(error)).toBe(name);
  });

  it.each(['ada@example.com', 'Ada', 'Bearer abc', 'A'.repeat(33), 'ABCD', 42, null])(
    'treats nothing as a code that could be something else: %s',
    (code) => {
      expect(errorNameOf(new DatabaseError(code))).toBe('DatabaseError');
    },
  );
});
