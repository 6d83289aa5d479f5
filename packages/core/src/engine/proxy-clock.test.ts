import { describe, expect, it, vi } from 'vitest';
import { createMemoryStorage } from '../../test/memory-storage.ts';
import { type Feedback, NO_FEEDBACK } from '../feedback/types.ts';
import { createEntry, type FeedbackEntry } from '../state/entry.ts';
import { createJournal } from '../state/journal.ts';
import { FeedbackError } from '../wire/feedback-error.ts';
import { createStampClock, nextStamp } from '../wire/stamp.ts';
import { createProxyClock } from './proxy-clock.ts';

const START = Date.UTC(2026, 0);

/** A device `behindMs` behind the proxy. */
function setUp({ behindMs = 0, storage = createMemoryStorage() } = {}) {
  let proxyMs = START;
  let behind = behindMs;
  const clock = createStampClock({ clientId: 'me', now: () => proxyMs - behind });
  const journal = createJournal({ storage, destination: undefined, userId: '', onProblem: () => {} });
  const stampPress = (_entry: FeedbackEntry, feedback: Feedback) => ({ feedback, stamp: nextStamp(clock) });
  const state = { clock, journal, stampPress };
  const onCorrected = vi.fn();
  const onResponse = vi.fn();
  const proxyClock = createProxyClock(state, { onCorrected, onResponse });
  return {
    state,
    clock,
    storage,
    proxyClock,
    onCorrected,
    onResponse,
    setBehind(ms: number) {
      behind = ms;
    },
    /** A request that takes these times to the proxy and back. */
    async exchange(thereMs: number, backMs: number, meanwhile = () => {}) {
      await proxyClock.watch(async () => {
        proxyMs += thereMs;
        const serverTime = proxyMs;
        meanwhile();
        proxyMs += backMs;
        return { serverTime };
      });
    },
  };
}

describe('createProxyClock', () => {
  it('does not know the offset before the first response', () => {
    expect(setUp().clock).toMatchObject({ offset: 0, heard: 0 });
  });

  it('takes the proxy’s time at the middle of the round trip', async () => {
    const { clock, exchange, onCorrected } = setUp({ behindMs: 60_000 });
    await exchange(100, 100);
    expect(clock.offset).toBe(60_000);
    expect(onCorrected).toHaveBeenCalledTimes(1);
  });

  it('calls no stamp wrong if the device’s clock is right, however slow the response is', async () => {
    const { clock, exchange, onCorrected } = setUp();
    await exchange(3_679, 0);
    const [[negligibleMs]] = onCorrected.mock.calls as [[number]];
    expect(clock.offset).toBeLessThanOrEqual(negligibleMs);
  });

  it('believes the shortest round trip', async () => {
    const { clock, exchange } = setUp({ behindMs: -90_000 });
    await exchange(3_000, 0);
    expect(clock.offset).toBe(-90_000 + 1_500);
    await exchange(10, 30);
    await exchange(0, 4_000);
    expect(clock.offset).toBe(-90_000 - 10);
  });

  it('believes a longer round trip if it shows that the device’s clock was changed', async () => {
    const { clock, exchange, setBehind } = setUp();
    await exchange(10, 10);
    setBehind(30_000);
    await exchange(1_000, 1_000);
    expect(clock.offset).toBe(30_000);
  });

  it('ignores a round trip during which the device’s clock was changed, or the page slept', async () => {
    const { clock, proxyClock, exchange, setBehind } = setUp();
    await exchange(10, 500, () => setBehind(3_600_000));
    await exchange(10, 500, () => setBehind(-3_600_000));
    await exchange(10, 60_000);
    expect([clock.heard, proxyClock.hasResponse]).toEqual([0, false]);
    await exchange(10, 10);
    expect(clock.offset).toBe(-3_600_000);
  });

  it('does not take a slow response for a sign that stamps are wrong by less than its error', async () => {
    const { exchange, onCorrected } = setUp({ behindMs: 2_500 });
    await exchange(3_000, 3_000);
    expect(onCorrected.mock.calls).toEqual([[3_000]]);
  });

  it('corrects nothing after it is closed, although a response arrives', async () => {
    const { exchange, proxyClock, onCorrected, onResponse, storage } = setUp({ behindMs: 60_000 });
    await exchange(10, 10, proxyClock.close);
    expect([onCorrected, onResponse].map(({ mock }) => mock.calls)).toEqual([[], []]);
    expect(storage.items.size).toBe(0);
  });

  it('gives all tabs of a browser one offset, and stamps above those of the others', async () => {
    const storage = createMemoryStorage();
    const here = setUp({ storage });
    const there = setUp({ storage });
    await here.exchange(10, 10);
    await there.exchange(3_000, 0);
    const entry = createEntry({ messageId: 'message-1' });
    const first = there.state.stampPress(entry, NO_FEEDBACK).stamp;
    expect(here.state.stampPress(entry, NO_FEEDBACK).stamp > first).toBe(true);
    expect(here.clock.offset).toBe(there.clock.offset);
  });

  it('takes the time from problems, too', async () => {
    const { clock, proxyClock } = setUp({ behindMs: 5_000 });
    const problem = new FeedbackError('unauthenticated', 'Scripted.', { serverTime: START });
    await expect(proxyClock.watch(() => Promise.reject(problem))).rejects.toBe(problem);
    expect(clock.offset).toBe(5_000);
  });

  it('keeps the offset for the next page', async () => {
    const { storage, exchange } = setUp({ behindMs: 60_000 });
    await exchange(10, 10);
    expect(setUp({ storage }).clock.offset).toBe(60_000);
  });

  it('ignores a damaged offset in storage', () => {
    const storage = createMemoryStorage();
    setUp({ storage });
    storage.getItem = () => '{"message":';
    expect(setUp({ storage }).clock.heard).toBe(0);
  });

  it('leaves the device’s clock alone if the host’s functions carry no time', async () => {
    const { clock, proxyClock, onResponse } = setUp({ behindMs: 60_000 });
    await proxyClock.watch(async () => {});
    expect(clock.heard).toBe(0);
    expect(proxyClock.hasResponse).toBe(true);
    expect(onResponse).toHaveBeenCalledTimes(1);
  });

  it('learns nothing from a request that got no response', async () => {
    const { clock, proxyClock } = setUp();
    const failure = new FeedbackError('network', 'Scripted.');
    await expect(proxyClock.watch(() => Promise.reject(failure))).rejects.toBe(failure);
    expect([clock.heard, proxyClock.hasResponse]).toEqual([0, false]);
  });
});
