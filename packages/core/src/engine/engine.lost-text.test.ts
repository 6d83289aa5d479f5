import { describe, expect, it } from 'vitest';
import { message } from '../../test/browser.ts';
import { setUpDevices, withComment } from '../../test/devices.ts';
import { leaveUnsent, setUpUsers, words } from '../../test/user-server.ts';

const MINUTE = 60_000;

describe('the text of a submission that loses to another device', () => {
  it('becomes the draft', async () => {
    const { clock, device } = setUpDevices();
    const offline = device(0);
    offline.setLine('offline');
    const loser = offline.openPage();
    loser.client.submit(message, withComment('the longer text'));
    await clock.advance(5_000);
    device(0).openPage().client.rate(message, 'like');
    await clock.advance(5_000);
    offline.setLine('online');
    await clock.advance(MINUTE);
    expect(loser.shown()).toMatchObject({
      feedback: { rating: 'like' },
      refusal: null,
      draft: withComment('the longer text'),
    });
  });

  it('does not replace what the user is writing', async () => {
    const { clock, device } = setUpDevices();
    const offline = device(0);
    offline.setLine('offline');
    const loser = offline.openPage();
    loser.client.submit(message, withComment('old'), withComment('new'));
    await clock.advance(5_000);
    device(0).openPage().client.rate(message, 'like');
    await clock.advance(5_000);
    offline.setLine('online');
    await clock.advance(MINUTE);
    expect(loser.shown().draft).toEqual(withComment('new'));
  });

  it('replaces the older draft of another tab, even after a reload', async () => {
    const { clock, device } = setUpDevices();
    const offline = device(0);
    offline.setLine('offline');
    const first = offline.openPage();
    const second = offline.openPage();
    first.client.submit(message, withComment('older'));
    first.client.rate(message, null);
    await clock.advance(1_000);
    second.client.submit(message, withComment('newer'));
    second.page()?.wake();
    expect(second.shown().draft).toEqual(withComment('older'));
    first.client.close();
    second.client.close();
    await clock.advance(5_000);
    device(0).openPage().client.rate(message, 'like');
    await clock.advance(5_000);
    offline.setLine('online');
    const reloaded = offline.openPage();
    await clock.advance(MINUTE);
    expect(reloaded.shown()).toMatchObject({ feedback: { rating: 'like' }, draft: withComment('newer') });
  });

  it('becomes the draft of another tab, which knows already what has won', async () => {
    const { clock, device } = setUpDevices();
    const laptop = device(0);
    const here = laptop.openPage();
    const there = laptop.openPage();
    laptop.setLine('offline');
    here.client.submit(message, withComment('lost with its tab'));
    here.client.close();
    await clock.advance(5_000);
    device(0).openPage().client.rate(message, 'like');
    await clock.advance(5_000);
    laptop.setLine('online');
    there.client.subscribe(message, () => {});
    await clock.advance(0);
    expect(there.shown()).toMatchObject({ feedback: { rating: 'like' }, draft: null });
    there.page()?.wake();
    expect(there.shown().draft).toEqual(withComment('lost with its tab'));
  });

  it('does not replace what the user has written since, though its stamp was corrected', async () => {
    const { clock, device } = setUpDevices();
    const offline = device(-10 * MINUTE);
    offline.setLine('offline');
    const before = offline.openPage();
    before.client.submit(message, withComment('old'));
    before.client.setDraft(message, withComment('new'));
    before.client.close();
    await clock.advance(5_000);
    device(0).openPage().client.rate(message, 'like');
    await clock.advance(5_000);
    offline.setLine('online');
    const after = offline.openPage();
    await clock.advance(MINUTE);
    expect(after.shown()).toMatchObject({ feedback: { rating: 'like' }, draft: withComment('new') });
  });
});

describe('text that a page could not show, because it did not know its user yet', () => {
  it('becomes the draft when the page learns that its user has rated again since', async () => {
    const test = setUpUsers();
    (await leaveUnsent(test)).client.close();
    const reloaded = test.openPage();
    expect(reloaded.shown().feedback.rating).toBe(null);
    await test.clock.advance(1_000);
    reloaded.client.rate(message, 'like');
    await test.clock.advance(0);
    test.server.setOffline(false);
    reloaded.page()?.wake();
    await test.clock.advance(MINUTE);
    expect(test.server.storedFor('ada')).toMatchObject({ rating: 'like' });
    expect(reloaded.shown().draft).toEqual(words);
  });
});
