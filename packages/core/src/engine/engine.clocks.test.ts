import { describe, expect, it, vi } from 'vitest';
import { message } from '../../test/browser.ts';
import { setUpDevices, withComment } from '../../test/devices.ts';
import type { SubmitFeedback } from '../feedback/types.ts';
import { createScriptedSubmit } from '../testing/scripted-submit.ts';
import { FeedbackError } from '../wire/feedback-error.ts';
import { parseStamp } from '../wire/stamp.ts';
import { createEngine } from './engine.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

describe('two devices with different clocks', () => {
  it.each([-10 * MINUTE, -90_000, -5_000, 5_000, 90_000, 10 * MINUTE])(
    'end with the later submission if one is %i ms ahead',
    async (ahead) => {
      const { clock, device, stored } = setUpDevices();
      const wrong = device(ahead).openPage();
      const right = device(0).openPage();
      right.client.submit(message, withComment('first'));
      await clock.advance(4_000);
      wrong.client.submit(message, withComment('second'));
      await clock.advance(4_000);
      expect(stored()?.comment).toBe('second');
      right.client.submit(message, withComment('third'));
      await clock.advance(4_000);
      expect(stored()?.comment).toBe('third');
    },
  );

  it('end with the later submission if the earlier one was made offline', async () => {
    const { clock, device, stored } = setUpDevices();
    const ahead = device(10 * MINUTE);
    ahead.setLine('offline');
    const late = ahead.openPage();
    late.client.submit(message, withComment('earlier'));
    await clock.advance(MINUTE);
    device(0).openPage().client.submit(message, withComment('later'));
    await clock.advance(MINUTE);
    ahead.setLine('online');
    await clock.advance(MINUTE);
    expect(stored()?.comment).toBe('later');
    expect(late.shown()).toMatchObject({ feedback: { comment: 'later' }, delivery: 'settled' });
  });
});

describe('a device whose clock is wrong', () => {
  it('stamps in the proxy’s time from the first response, and from the first press of the next page', async () => {
    const { clock, proxy, device } = setUpDevices();
    const behind = device(-7 * MINUTE);
    const first = behind.openPage();
    first.client.rate(message, 'like');
    await clock.advance(0);
    expect(Math.abs((parseStamp(proxy.received[0]?.stamp ?? '')?.ms ?? 0) - clock.now())).toBeLessThan(1_000);
    first.client.close();

    const requests = proxy.refused.length;
    await clock.advance(1);
    behind.openPage().client.rate({ messageId: 'message-2' }, 'like');
    await clock.advance(0);
    expect(proxy.refused).toHaveLength(requests);
    expect(parseStamp(proxy.received[1]?.stamp ?? '')?.ms).toBe(clock.now());
  });

  it('learns the time from the first read, even if the user presses before the engine is loaded', async () => {
    const { clock, proxy, device } = setUpDevices();
    const { client, shown } = device(3 * MINUTE).openPage({ loadEngine: async () => createEngine });
    client.subscribe(message, () => {});
    client.rate(message, 'like');
    await clock.advance(0);
    expect(proxy.refused).toEqual([]);
    expect(shown()).toMatchObject({ delivery: 'settled', feedback: { rating: 'like' } });
  });

  it('reports no failure while it learns the time', async () => {
    const { clock, proxy, device } = setUpDevices();
    const onError = vi.fn();
    const { client, shown } = device(3 * MINUTE).openPage({ onError });
    client.rate(message, 'like');
    await clock.advance(0);
    expect(proxy.refused).toHaveLength(1);
    expect(shown()).toMatchObject({ delivery: 'settled', feedback: { rating: 'like' } });
    expect(onError).not.toHaveBeenCalled();
  });

  it('asks a few times a minute, and keeps the press, if the proxy refuses every clock', async () => {
    const { clock, device } = setUpDevices();
    let isWrong = true;
    const submit = vi.fn<SubmitFeedback>(async () => {
      // Two nodes whose clocks differ by an hour, or a proxy that does not believe its own time.
      const serverTime = clock.now() + (submit.mock.calls.length % 2) * 60 * MINUTE;
      if (isWrong) throw new FeedbackError('clock_skew', 'Your clock is wrong.', { serverTime });
    });
    const { client, shown } = device(0).openPage({ submit });
    client.rate(message, 'like');
    await clock.advance(10 * MINUTE);
    expect(submit.mock.calls.length).toBeGreaterThan(10);
    expect(submit.mock.calls.length).toBeLessThan(120);
    expect(shown()).toMatchObject({ feedback: { rating: 'like' }, delivery: 'delayed', refusal: null });
    isWrong = false;
    await clock.advance(MINUTE);
    expect(shown()).toMatchObject({ feedback: { rating: 'like' }, delivery: 'settled' });
  });

  it('keeps the stamp of a submission that a request has carried, so that the proxy recognises it', async () => {
    const { clock, proxy, device } = setUpDevices();
    const laptop = device(0);
    const { client } = laptop.openPage();
    client.rate({ messageId: 'message-2' }, 'like');
    await clock.advance(0);
    laptop.setLine('responses lost');
    client.rate(message, 'dislike');
    await clock.advance(0);
    laptop.setAhead(-60 * MINUTE);
    laptop.setLine('online');
    await clock.advance(MINUTE);
    const [first, ...repeats] = proxy.received.filter((each) => each.message.messageId === message.messageId);
    expect(proxy.refused).not.toEqual([]);
    expect(repeats.map(({ stamp }) => stamp)).toEqual([first?.stamp]);
  });

  it('keeps the order of the user’s own submissions when it is corrected', async () => {
    const { clock, device, stored } = setUpDevices();
    const phone = device(90_000);
    const before = phone.openPage();
    before.client.submit(message, withComment('first'));
    await clock.advance(1_000);
    before.client.close();
    phone.setAhead(-20 * MINUTE);
    const after = phone.openPage();
    await clock.advance(0);
    after.client.submit(message, withComment('second'));
    await clock.advance(MINUTE);
    expect(stored()?.comment).toBe('second');
    expect(after.shown()).toMatchObject({ feedback: { comment: 'second' }, delivery: 'settled' });
  });

  it('shows and keeps the press when a refusal of its old clock comes too late to correct it', async () => {
    const { clock, device, stored } = setUpDevices();
    const laptop = device(0);
    const { client, shown } = laptop.openPage();
    client.rate(message, 'dislike');
    await clock.advance(MINUTE);
    laptop.setLine('responses lost');
    client.rate(message, 'like');
    await clock.advance(0);
    laptop.setAhead(-10 * MINUTE);
    laptop.setLine('slow');
    await clock.advance(MINUTE);
    expect(shown().feedback.rating).toBe('like');
    laptop.setLine('online');
    await clock.advance(MINUTE);
    expect(shown()).toMatchObject({ feedback: { rating: 'like' }, delivery: 'settled' });
    expect(stored()?.rating).toBe('like');
  });

  it('does not believe its clock when it is set back behind the proxy’s last response', async () => {
    const { clock, proxy, device, stored } = setUpDevices();
    const laptop = device(0);
    const before = laptop.openPage();
    before.client.rate(message, 'like');
    await clock.advance(MINUTE);
    before.client.close();
    laptop.setAhead(-200 * DAY);
    laptop.setLine('offline');
    const { client } = laptop.openPage();
    client.submit(message, withComment('later'));
    client.close();
    laptop.setLine('online');
    laptop.openPage();
    await clock.advance(MINUTE);
    expect(stored()?.comment).toBe('later');
    expect(parseStamp(proxy.received.at(-1)?.stamp ?? '')?.ms).toBeGreaterThan(clock.now() - 3 * MINUTE);
  });

  it('keeps a press that it cannot order after its clock is set back, when another tab recovers it', async () => {
    const { clock, device, stored } = setUpDevices();
    const laptop = device(0);
    const here = laptop.openPage();
    const there = laptop.openPage();
    for (const { client } of [here, there]) client.subscribe(message, () => {});
    here.client.rate(message, 'dislike');
    await clock.advance(MINUTE);
    laptop.setLine('offline');
    await clock.advance(5 * MINUTE);
    here.client.rate(message, 'like');
    here.client.close();
    laptop.setAhead(-10 * MINUTE);
    there.page()?.wake();
    await clock.advance(MINUTE);
    laptop.setLine('online');
    await clock.advance(MINUTE);
    expect(stored()?.rating).toBe('like');
    expect(there.shown()).toMatchObject({ feedback: { rating: 'like' }, delivery: 'settled' });
  });

  it('follows the clock of a submit function that carries no time, without further requests', async () => {
    const { clock, device } = setUpDevices();
    const submit = createScriptedSubmit();
    const { client, shown } = device(-60 * MINUTE).openPage({ submit });
    client.rate(message, 'like');
    await clock.advance(0);
    expect(submit.received).toHaveLength(1);
    expect(shown().delivery).toBe('settled');
  });
});
