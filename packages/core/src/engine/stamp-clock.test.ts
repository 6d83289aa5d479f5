import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createStampClock, formatStamp, nextStamp, parseStamp } from '../wire/stamp.ts';
import { observeStamp, setStampClock } from './stamp-clock.ts';

/** Without the last millisecond that a stamp can express, in the year 33658: no stamp follows it. */
const stampsWithNext = fc.record({
  ms: fc.nat({ max: 999_999_999_999_998 }),
  counter: fc.nat({ max: 99_999 }),
  clientId: fc.stringMatching(/^[0-9a-z]{12}$/),
});

describe('createStampClock', () => {
  it('makes each stamp larger than every stamp before, made or observed, whatever the wall clock does', () => {
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

  it('follows the proxy’s clock once it is set', () => {
    const clock = createStampClock({ clientId: 'me', now: () => 9_000_000_000 });
    nextStamp(clock);
    setStampClock(clock, 5_000_000_000);
    expect(parseStamp(nextStamp(clock))?.ms).toBe(5_000_000_000);
  });

  it('stays above stamps that the proxy may have accepted when it is set back', () => {
    let now = 1_000_000;
    const clock = createStampClock({ clientId: 'me', now: () => now });
    const accepted = nextStamp(clock);
    now = 2_000_000;
    setStampClock(clock, 900_000);
    expect(nextStamp(clock) > accepted).toBe(true);
  });
});
