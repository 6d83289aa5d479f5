import { describe, expect, it } from 'vitest';
import { message } from '../../test/browser.ts';
import { withComment } from '../../test/devices.ts';
import { createMemoryStorage } from '../../test/memory-storage.ts';
import { createClientState, entryOf, setDraft } from '../state/client-state.ts';
import { createJournal } from '../state/journal.ts';
import { isUnsent } from '../state/register.ts';
import { createStampClock, formatStamp } from '../wire/stamp.ts';
import { applyEvent } from './apply-event.ts';

const NOW = 1_800_000_000_000;
const stampOf = (seconds: number, clientId = 'a') =>
  formatStamp({ ms: NOW + seconds * 1_000, counter: 0, clientId });

function setUp() {
  const clock = createStampClock({ clientId: 'a', now: () => NOW });
  const storage = createMemoryStorage();
  const journal = createJournal({ storage, destination: undefined, userId: '', onProblem: () => {} });
  const state = createClientState(clock, journal, (text) => text);
  return { state, entry: entryOf(state, message) };
}

const confirmed = (comment: string, stamp: string) =>
  ({
    type: 'confirmed',
    confirmed: { feedback: withComment(comment), stamp, undoUntil: null, final: false },
  }) as const;

describe('a submission whose clock was corrected', () => {
  it('keeps its text as the draft, although an older draft was written after a larger stamp', () => {
    const { state, entry } = setUp();
    setDraft(state, entry, withComment('older draft'), stampOf(5));
    applyEvent(state, entry, { type: 'submitted', feedback: withComment('text'), stamp: stampOf(6) });
    applyEvent(state, entry, { type: 'restamped', was: stampOf(6), stamp: stampOf(3) });
    applyEvent(state, entry, confirmed('of another device', stampOf(4, 'b')));
    expect(entry.draft).toEqual(withComment('text'));
  });

  it('does not replace a draft that the user has written since', () => {
    const { state, entry } = setUp();
    applyEvent(state, entry, { type: 'submitted', feedback: withComment('text'), stamp: stampOf(6) });
    setDraft(state, entry, withComment('newer draft'));
    applyEvent(state, entry, { type: 'restamped', was: stampOf(6), stamp: stampOf(3) });
    applyEvent(state, entry, confirmed('of another device', stampOf(4, 'b')));
    expect(entry.draft).toEqual(withComment('newer draft'));
  });
});

describe('a submission that loses to one of another tab', () => {
  const first = { type: 'submitted', feedback: withComment('first'), stamp: stampOf(0) } as const;
  const second = { type: 'submitted', feedback: withComment('second'), stamp: stampOf(1, 'b') } as const;

  it('keeps its text as the draft if the other tab had not shown it', () => {
    const { state, entry } = setUp();
    applyEvent(state, entry, first);
    applyEvent(state, entry, second);
    expect(entry.draft).toEqual(withComment('first'));
  });

  it('leaves no draft if the user has replaced it there', () => {
    const { state, entry } = setUp();
    applyEvent(state, entry, first);
    applyEvent(state, entry, { ...second, replaced: { a: 0 } });
    expect(entry.draft).toBe(null);
  });
});

describe('a submission that a newer one of this device has replaced', () => {
  function replaced() {
    const test = setUp();
    const first = { feedback: withComment('first'), pressedAt: NOW };
    const second = { feedback: withComment('second'), pressedAt: NOW - 3_600_000, replaced: { b: 0 } };
    applyEvent(test.state, test.entry, { type: 'submitted', ...first, stamp: stampOf(0, 'b') });
    applyEvent(test.state, test.entry, { type: 'submitted', ...second, stamp: stampOf(1) });
    // The device's clock was changed in between, so another tab gives the first one the larger stamp.
    const copy = { type: 'submitted', ...first, stamp: stampOf(90, 'b') } as const;
    return { ...test, copy };
  }

  it('does not come back with a corrected stamp', () => {
    const { state, entry, copy } = replaced();
    applyEvent(state, entry, copy);
    expect(entry.register.submission?.feedback).toEqual(withComment('second'));
    expect(entry.register.submission).toSatisfy(({ stamp }) => stamp > copy.stamp);
  });

  it('does not make the newer one disappear if it wins at the proxy', () => {
    const { state, entry, copy } = replaced();
    applyEvent(state, entry, confirmed('first', copy.stamp));
    expect(entry.register.submission?.feedback).toEqual(withComment('second'));
    expect(entry.draft).toBe(null);
    expect(isUnsent(entry.register)).toBe(true);
  });

  it('keeps the order of the draft and the newer submission', () => {
    const { state, entry, copy } = replaced();
    setDraft(state, entry, withComment('written since'));
    applyEvent(state, entry, confirmed('first', copy.stamp));
    applyEvent(state, entry, confirmed('of another device', stampOf(100, 'c')));
    expect(entry.draft).toEqual(withComment('written since'));
  });
});
