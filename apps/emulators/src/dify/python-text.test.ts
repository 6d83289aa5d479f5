import { describe, expect, it } from 'vitest';
import { pythonFalsy, pythonRepr, pythonString } from './python-text.ts';

describe('pythonRepr', () => {
  it('quotes text as Python does, with double quotes only around an apostrophe', () => {
    expect(pythonRepr('LIKE')).toBe("'LIKE'");
    expect(pythonRepr("it's")).toBe('"it\'s"');
    expect(pythonRepr(`it's "so"`)).toBe(`'it\\'s "so"'`);
  });

  it('escapes control characters', () => {
    expect(pythonRepr('a\nb\u0000\\')).toBe("'a\\nb\\x00\\\\'");
  });

  it('prints JSON values in Python words', () => {
    expect(pythonRepr({ a: [1, null, true], b: 1.5 })).toBe("{'a': [1, None, True], 'b': 1.5}");
  });
});

describe('pythonString', () => {
  it('leaves text alone and prints the rest', () => {
    expect(pythonString('LIKE')).toBe('LIKE');
    expect(pythonString(false)).toBe('False');
  });
});

describe('pythonFalsy', () => {
  it('counts nothing, zero and empty collections as false, and "0" as true', () => {
    for (const value of [undefined, null, '', 0, false, [], {}]) expect(pythonFalsy(value)).toBe(true);
    for (const value of ['0', 1, true, [0], { a: 0 }]) expect(pythonFalsy(value)).toBe(false);
  });
});
