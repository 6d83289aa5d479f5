import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { observeStamp, setStampClock } from '../engine/stamp-clock.ts';
import { createStampClock, formatStamp, nextStamp, parseStamp } from './stamp.ts';

const stamps = fc.record({
  ms: fc.nat({ max: 999_999_999_999_999 }),
  counter: fc.nat({ max: 99_999 }),
  clientId: fc.stringMatching(/^[0-9a-z]{12}$/),
});

describe('stamps', () => {
  it('come back from text as they were', () => {
    fc.assert(
      fc.property(stamps, (stamp) => {
        expect(parseStamp(formatStamp(stamp))).toEqual(stamp);
      }),
    );
  });

  it('compare as text like their parts do', () => {
    fc.assert(
      fc.property(stamps, stamps, (a, b) => {
        const byParts = a.ms - b.ms || a.counter - b.counter || (a.clientId < b.clientId ? -1 : 1);
        fc.pre(formatStamp(a) !== formatStamp(b));
        expect(formatStamp(a) < formatStamp(b)).toBe(byParts < 0);
      }),
    );
  });

  it.each(['', '1-2-a', '000000000000001-00001-A', '000000000000001-00001-', `${'0'.repeat(15)}-00000-é`])(
    'are not read from %j',
    (text) => expect(parseStamp(text)).toBeNull(),
  );
});

/** All but those of the last millisecond that a stamp can name, in the year 33658: after them there is none. */
const stampsWithNext = stamps.filter(({ ms }) => ms < 999_999_999_999_999);

describe('createStampClock', () => {
  it('makes each stamp larger than all before, whatever the wall clock does and others have made', () => {
    const times = fc.array(fc.record({ now: fc.nat({ max: 1_000 }), seen: fc.option(stampsWithNext) }));
    fc.assert(
      fc.property(times, (steps) => {
        let now = 0;
        const clock = createStampClock({ clientId: 'me', now: () => now });
        let largest = '';
        for (const step of steps) {
          now = step.now;
          if (step.seen !== null) {
            const seen = formatStamp(step.seen);
            observeStamp(clock, seen);
            if (seen > largest) largest = seen;
          }
          const stamp = nextStamp(clock);
          expect(stamp > largest).toBe(true);
          largest = stamp;
        }
      }),
    );
  });

  it('goes by the proxy once it has been told the time', () => {
    const clock = createStampClock({ clientId: 'me', now: () => 9_000_000_000 });
    nextStamp(clock);
    setStampClock(clock, 5_000_000_000);
    expect(parseStamp(nextStamp(clock))?.ms).toBe(5_000_000_000);
  });

  it('keeps above stamps that the proxy may have taken when the time is set back', () => {
    let now = 1_000_000;
    const clock = createStampClock({ clientId: 'me', now: () => now });
    const taken = nextStamp(clock);
    now = 2_000_000;
    setStampClock(clock, 900_000);
    expect(nextStamp(clock) > taken).toBe(true);
  });
});
