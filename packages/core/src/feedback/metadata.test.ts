import { describe, expect, it } from 'vitest';
import { usableMetadata } from './metadata.ts';
import { metadataProblems } from './metadata-problems.ts';

const codesOf = (metadata: unknown) =>
  metadataProblems(metadata).map(({ index, code }) => (index === undefined ? code : `${index} ${code}`));
const many = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`field ${index}`, '']));

describe('metadataProblems', () => {
  it('accepts none, an empty object and an empty value', () => {
    expect(codesOf(undefined)).toEqual([]);
    expect(codesOf({})).toEqual([]);
    expect(codesOf({ model: '' })).toEqual([]);
  });

  it('accepts 16 fields and refuses 17', () => {
    expect(codesOf(many(16))).toEqual([]);
    expect(codesOf(many(17))).toEqual(['too_many']);
  });

  it.each(['a', '误', '👍'])('accepts a name of 64 times %j and refuses 65', (character) => {
    expect(codesOf({ [character.repeat(64)]: 'x' })).toEqual([]);
    expect(codesOf({ a: 'x', [character.repeat(65)]: 'x' })).toEqual(['1 long_name']);
  });

  it.each(['a', '误', '👍'])('accepts a value of 512 times %j and refuses 513', (character) => {
    expect(codesOf({ a: character.repeat(512) })).toEqual([]);
    expect(codesOf({ a: character.repeat(513) })).toEqual(['0 long_value']);
  });

  it('refuses an empty name, other types and what cannot be stored', () => {
    expect(codesOf({ '': 'x' })).toEqual(['0 empty_name']);
    expect(codesOf({ a: 1, b: null, c: {} })).toEqual(['0 not_a_string', '1 not_a_string', '2 not_a_string']);
    expect(codesOf({ a: 'half \ud83d', b: 'nul \0' })).toEqual(['0 not_storable', '1 not_storable']);
    expect(['model', 1, null, ['model']].flatMap(codesOf)).toEqual(Array(4).fill('wrong_type'));
  });

  it('quotes no name and no value', () => {
    const secret = 'canary'.repeat(100);
    const told = JSON.stringify(metadataProblems({ [secret]: secret, canary: secret, ...many(16) }));
    expect(told).not.toContain('canary');
  });
});

describe('usableMetadata', () => {
  it('merges its sources: the later of two fields with one name wins', () => {
    expect(usableMetadata({ app: '1', model: 'a' }, undefined, { model: 'b' })).toEqual({
      app: '1',
      model: 'b',
    });
  });

  it('leaves out exactly what has problems', () => {
    expect(usableMetadata({ good: 'x', bad: 1, '': 'x' })).toEqual({ good: 'x' });
    expect(Object.keys(usableMetadata(many(20)) ?? {})).toHaveLength(16);
    expect(usableMetadata('text', 1, null, ['text'], {})).toBeUndefined();
  });

  it('keeps names that objects inherit', () => {
    const metadata = JSON.parse('{"__proto__":"a","constructor":"b","toString":"c"}');
    expect(JSON.stringify(usableMetadata(metadata))).toBe(JSON.stringify(metadata));
    expect(codesOf(metadata)).toEqual([]);
  });

  it('does not throw with its source', () => {
    const throwing = {
      get model() {
        throw new Error('The host’s getter.');
      },
    };
    expect(usableMetadata({ app: '1' }, throwing)).toEqual({ app: '1' });
  });
});
