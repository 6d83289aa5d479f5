import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatStamp, parseStamp } from './stamp.ts';

const stamps = fc.record({
  ms: fc.nat({ max: 999_999_999_999_999 }),
  counter: fc.nat({ max: 99_999 }),
  clientId: fc.stringMatching(/^[0-9a-z]{12}$/),
});

describe('stamps', () => {
  it('survive formatting and parsing', () => {
    fc.assert(
      fc.property(stamps, (stamp) => {
        expect(parseStamp(formatStamp(stamp))).toEqual(stamp);
      }),
    );
  });

  it('compare as strings like their parts', () => {
    fc.assert(
      fc.property(stamps, stamps, (a, b) => {
        const byParts = a.ms - b.ms || a.counter - b.counter || (a.clientId < b.clientId ? -1 : 1);
        fc.pre(formatStamp(a) !== formatStamp(b));
        expect(formatStamp(a) < formatStamp(b)).toBe(byParts < 0);
      }),
    );
  });

  it.each(['', '1-2-a', '000000000000001-00001-A', '000000000000001-00001-', `${'0'.repeat(15)}-00000-é`])(
    'are not parsed from %j',
    (text) => expect(parseStamp(text)).toBeNull(),
  );
});
