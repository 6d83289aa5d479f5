import { describe, expect, it } from 'vitest';
import { message, setUpBrowser } from '../../test/browser.ts';
import { withComment } from '../../test/devices.ts';
import { createMemoryStorage } from '../../test/memory-storage.ts';
import { createClientState, entryOf } from '../state/client-state.ts';
import { createJournal } from '../state/journal.ts';
import { createScriptedSubmit } from '../testing/scripted-submit.ts';
import { createStampClock, formatStamp } from '../wire/stamp.ts';
import { adoptNote } from './adopt-feedback.ts';
import { applyEvent } from './apply-event.ts';
import type { FeedbackEvent, TabChannel, TabNote } from './engine-options.ts';
import type { Successor } from './hand-over.ts';
import { correctRefused, isCarried, recordCarried } from './restamp.ts';

const NOW = 1_800_000_000_000;
const HOUR = 3_600_000;
const stampOf = (ms: number, clientId = 'a') => formatStamp({ ms, counter: 0, clientId });

/** A tab of a device whose clock is an hour ahead, which the tab knows by now. */
function openTab(storage = createMemoryStorage()) {
  const clock = createStampClock({ clientId: 'a', now: () => NOW + HOUR });
  clock.offset = -HOUR;
  clock.heard = NOW;
  const journal = createJournal({ storage, destination: undefined, userId: '', onProblem: () => {} });
  const state = createClientState(clock, journal, (text) => text);
  return { state, storage, entry: entryOf(state, message) };
}

const pressed = (comment: string, { atMs, stamp, after }: { atMs: number; stamp: string; after?: string }) =>
  ({ type: 'submitted', feedback: withComment(comment), stamp, pressedAt: atMs + HOUR, after }) as const;

describe('correctRefused', () => {
  it('keeps the press above what the user had seen in a tab that has sent more', () => {
    const { state, entry } = openTab();
    const seen = stampOf(NOW - 1_000, 'b');
    const press = pressed('press', { atMs: NOW - 5_000, stamp: stampOf(NOW - 5_000 + HOUR), after: seen });
    applyEvent(state, entry, press);
    const events: FeedbackEvent[] = [];
    const refused = { stamp: press.stamp, atProxy: '', wasCarried: false, negligibleMs: 1_000 };
    correctRefused(state, entry, refused, (_, all) => events.push(...all));
    expect(events).toEqual([{ type: 'restamped', was: press.stamp, stamp: expect.any(String) }]);
    expect(events[0]).toSatisfy(({ stamp }: { stamp: string }) => stamp > seen && stamp < stampOf(NOW));
  });

  it('leaves a press alone that differs by less than the clock may be wrong', () => {
    const { state, entry } = openTab();
    const press = pressed('press', { atMs: NOW - 9_000, stamp: stampOf(NOW - 12_000) });
    applyEvent(state, entry, press);
    const events: FeedbackEvent[] = [];
    const refused = { stamp: press.stamp, atProxy: '', wasCarried: false, negligibleMs: 4_000 };
    correctRefused(state, entry, refused, (_, all) => events.push(...all));
    expect(events).toEqual([]);
  });

  it('leaves a newer press alone that a request of another tab has carried', () => {
    const { state, entry } = openTab();
    const refused = {
      stamp: stampOf(NOW - 5_000 + HOUR),
      atProxy: '',
      wasCarried: false,
      negligibleMs: 1_000,
    };
    const newer = pressed('newer', { atMs: NOW - 9_000, stamp: stampOf(NOW) });
    applyEvent(state, entry, newer);
    recordCarried(state, entry, newer.stamp);
    const events: FeedbackEvent[] = [];
    correctRefused(state, entry, refused, (_, all) => events.push(...all));
    expect(events).toEqual([]);
  });
});

describe('a submission of another tab that a request has carried', () => {
  it('stays marked in the journal, which the tab that adopts it writes again', () => {
    const there = openTab();
    const press = pressed('press', { atMs: NOW - 1_000, stamp: stampOf(NOW - 1_000) });
    applyEvent(there.state, there.entry, press);
    recordCarried(there.state, there.entry, press.stamp);
    const here = openTab(there.storage);
    adoptNote(here.state, message, press);
    const third = openTab(there.storage);
    expect(isCarried(third.state, third.entry, press.stamp)).toBe(true);
  });
});

describe('a tab that keeps a stamp because a request has carried it', () => {
  it('corrects it when another tab reports that the proxy has refused it', async () => {
    const { clock, openTab } = setUpBrowser();
    let receive: (note: TabNote) => void = () => {};
    const channel: TabChannel = {
      post: () => {},
      listen(listener) {
        receive = listener;
        return () => {};
      },
    };
    const submit = createScriptedSubmit();
    submit.failAlways('network');
    const { client } = openTab({ channel, submit });
    client.start();
    const { state } = client as unknown as Successor;
    const scope = state.journal.prefix + state.journal.owner;
    const press = pressed('press', { atMs: clock.now(), stamp: stampOf(clock.now() + 60_000) });
    receive({ scope, message, event: press });
    const entry = entryOf(state, message);
    recordCarried(state, entry, press.stamp);
    const corrected = stampOf(clock.now() - 5_000);
    receive({ scope, message, event: { type: 'restamped', was: press.stamp, stamp: corrected } });
    expect(entry.register.submission).toMatchObject({ feedback: withComment('press'), stamp: corrected });
    expect(isCarried(state, entry, corrected)).toBe(false);
  });
});
