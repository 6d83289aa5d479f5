import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NO_FEEDBACK } from '../feedback/types.ts';
import { createStampClock, formatStamp, nextStamp, parseStamp } from '../wire/stamp.ts';
import { correctedStamp, observeStamp, withPossibleStamp } from './stamp-clock.ts';

/** Without the last milliseconds that a stamp can express, in the year 33658: too few follow them. */
const stampsWithNext = fc.record({
  ms: fc.nat({ max: 999_999_999_990_000 }),
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

  it('follows the proxy’s clock once its offset is known', () => {
    const clock = createStampClock({ clientId: 'me', now: () => 9_000_000_000 });
    clock.offset = 5_000;
    expect(parseStamp(nextStamp(clock))?.ms).toBe(9_000_005_000);
  });
});

describe('correctedStamp', () => {
  const NOW = Date.UTC(2026, 0);
  const DAY = 86_400_000;
  const stampAt = (ms: number, clientId = 'me') => formatStamp({ ms, counter: 3, clientId });
  const submissionOf = (stamp: string, pressedAt: number, after?: string) => ({
    feedback: NO_FEEDBACK,
    stamp,
    pressedAt,
    after,
  });

  function clockWith(offset: number) {
    const clock = createStampClock({ clientId: 'me', now: () => NOW - offset });
    clock.offset = offset;
    return clock;
  }

  it('moves the time of the press to the proxy’s clock, forward and back', () => {
    const pressed = NOW - 60_000;
    for (const offset of [-600_000, -3_000, 3_000, 600_000]) {
      const wrong = submissionOf(stampAt(pressed - offset), pressed - offset);
      expect(correctedStamp(clockWith(offset), wrong)).toBe(stampAt(pressed));
    }
  });

  it('leaves a stamp that differs by less than a second', () => {
    const submission = submissionOf(stampAt(NOW - 5_000), NOW - 5_900);
    expect(correctedStamp(clockWith(0), submission)).toBe(submission.stamp);
  });

  it('stays above the feedback that the user had seen', () => {
    const seen = stampAt(NOW - 1_000, 'other');
    const submission = submissionOf(stampAt(NOW + 90_000), NOW - 5_000, seen);
    expect(correctedStamp(clockWith(0), submission) > seen).toBe(true);
  });

  it('keeps a possible stamp if the clock was set back since, so that the press would be in the future', () => {
    const submission = submissionOf(stampAt(NOW - 60_000), NOW - 60_000);
    expect(correctedStamp(clockWith(600_000), submission)).toBe(submission.stamp);
  });

  it('keeps a possible stamp if the clock was set ahead since, so that the press would be months old', () => {
    const submission = submissionOf(stampAt(NOW - 60_000), NOW - 60_000);
    expect(correctedStamp(clockWith(-30 * DAY), submission)).toBe(submission.stamp);
  });

  it('uses the present if the clock was months behind until the first response', () => {
    const submission = submissionOf(stampAt(NOW - 30 * DAY), NOW - 30 * DAY);
    expect(correctedStamp(clockWith(0), submission)).toBe(stampAt(NOW));
  });

  it('keeps a stamp in the proxy’s time, however long its page has waited', () => {
    const seen = stampAt(NOW - 31 * DAY);
    const submission = submissionOf(stampAt(NOW - 30 * DAY), NOW - 30 * DAY, seen);
    expect(correctedStamp(clockWith(0), submission)).toBe(submission.stamp);
  });

  it('uses the present for a press in the future or in 1970', () => {
    for (const pressedAt of [0, Date.UTC(2099, 0)])
      expect(correctedStamp(clockWith(0), submissionOf(stampAt(pressedAt), pressedAt))).toBe(stampAt(NOW));
  });
});

describe('withPossibleStamp', () => {
  const NOW = Date.UTC(2026, 0);
  const pressedAt = NOW - 600_000;
  const submission = {
    feedback: NO_FEEDBACK,
    stamp: formatStamp({ ms: pressedAt, counter: 0, clientId: 'other' }),
    pressedAt,
    after: '',
    replaced: undefined,
  };

  function clockThatHeard(heard: number) {
    const clock = createStampClock({ clientId: 'me', now: () => pressedAt });
    return Object.assign(clock, { offset: heard === 0 ? 0 : NOW - pressedAt, heard });
  }

  it('moves a press that its page made before it knew the proxy’s time', () => {
    const { stamp } = withPossibleStamp(clockThatHeard(NOW), submission);
    expect(stamp).toBe(formatStamp({ ms: NOW, counter: 0, clientId: 'other' }));
  });

  it('leaves it if it is carried, because the proxy may have it', () => {
    const carried = withPossibleStamp(clockThatHeard(NOW), { ...submission, carried: true });
    expect(carried.stamp).toBe(submission.stamp);
  });

  it('moves it if it is carried, but impossible, because no proxy can have it', () => {
    const stamp = formatStamp({ ms: NOW + 600_000, counter: 0, clientId: 'other' });
    const moved = withPossibleStamp(clockThatHeard(NOW), { ...submission, stamp, carried: true });
    expect(moved.stamp).toBe(formatStamp({ ms: NOW, counter: 0, clientId: 'other' }));
  });

  it('uses the start of this page for one that only looks old', () => {
    const clock = Object.assign(clockThatHeard(NOW), { startedAt: pressedAt - 5_000 });
    const moved = withPossibleStamp(clock, { ...submission, isMisdated: true });
    expect(moved.stamp).toBe(formatStamp({ ms: NOW - 5_000, counter: 0, clientId: 'other' }));
    expect(withPossibleStamp(clock, moved)).toEqual(moved);
  });

  it('leaves it while this page does not know the time either', () => {
    expect(withPossibleStamp(clockThatHeard(0), submission)).toEqual(submission);
  });

  it('leaves a press in the proxy’s time, because the device’s clock may have been changed since', () => {
    const inProxyTime = { ...submission, after: submission.stamp };
    expect(withPossibleStamp(clockThatHeard(NOW), inProxyTime)).toEqual(inProxyTime);
  });
});
