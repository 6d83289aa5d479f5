import { describe, expect, it } from 'vitest';
import { message } from '../../test/browser.ts';
import { setUpDevices, withComment } from '../../test/devices.ts';
import type { TabChannel, TabNote } from './engine-options.ts';

/**
 * Two tabs of a device that share no storage. The user presses in one, and 15 seconds later, after
 * the device's clock was set back, replaces that press in the other.
 */
async function pressInTwoTabs() {
  const { clock, device, stored } = setUpDevices();
  const laptop = device(0);
  const older = createLateChannel();
  const newer = createLateChannel();
  const there = laptop.openPage({ channel: newer.channel });
  there.client.subscribe(message, () => {});
  await clock.advance(0);
  laptop.setLine('offline');
  const here = laptop.openPage({ storage: null, channel: older.channel });
  here.client.submit(message, withComment('older'));
  newer.deliver(older.posted);
  await clock.advance(15_000);
  laptop.setAhead(-30_000);
  there.client.submit(message, withComment('newer'));

  /** The tab of the older press learns how wrong the clock is, and moves its copy of that press. */
  async function correctOlder(): Promise<void> {
    await clock.advance(5_000);
    laptop.setLine('online');
    here.client.subscribe({ messageId: 'message-2' }, () => {});
    await clock.advance(0);
    const [first, last] = [older.posted[0], older.posted.at(-1)].map((note) => stampOf(note));
    expect(last).toSatisfy((stamp: string) => stamp > (first ?? ''));
  }
  return { clock, stored, laptop, older, newer, here, there, correctOlder };
}

/** A channel whose notes wait until the test delivers them. */
function createLateChannel() {
  const posted: TabNote[] = [];
  let listener: (note: TabNote) => void = () => {};
  const channel: TabChannel = {
    post: (note) => void posted.push(structuredClone(note)),
    listen(next) {
      listener = next;
      return () => {};
    },
  };
  return {
    channel,
    posted,
    deliver(notes: readonly TabNote[]) {
      for (const note of [...notes]) listener(note);
    },
  };
}

function stampOf(note: TabNote | undefined): string {
  if (note === undefined || note.event === 'purged') return '';
  return note.event.type === 'confirmed' ? note.event.confirmed.stamp : note.event.stamp;
}

describe('a press that replaced one of another tab', () => {
  it('wins over it when only the proxy’s response tells of its larger stamp', async () => {
    const { clock, stored, older, newer, there, correctOlder } = await pressInTwoTabs();
    await correctOlder();
    await clock.advance(60_000);
    newer.deliver(older.posted.filter(({ event }) => event !== 'purged' && event.type === 'confirmed'));
    await clock.advance(60_000);
    expect(stored()?.comment).toBe('newer');
    expect(there.shown()).toMatchObject({ feedback: { comment: 'newer' }, delivery: 'settled', draft: null });
  });

  it('wins over it when its own tab is closed and the other one hears of it later', async () => {
    const { clock, stored, older, newer, here, there, correctOlder } = await pressInTwoTabs();
    there.client.close();
    await correctOlder();
    await clock.advance(60_000);
    older.deliver(newer.posted);
    await clock.advance(60_000);
    expect(stored()?.comment).toBe('newer');
    expect(here.shown()).toMatchObject({ feedback: { comment: 'newer' }, delivery: 'settled' });
  });

  it('wins over it after a reload', async () => {
    const { clock, stored, laptop, there, correctOlder } = await pressInTwoTabs();
    there.client.close();
    await correctOlder();
    await clock.advance(60_000);
    expect(stored()?.comment).toBe('older');
    const reloaded = laptop.openPage();
    reloaded.client.subscribe(message, () => {});
    await clock.advance(60_000);
    expect(stored()?.comment).toBe('newer');
    expect(reloaded.shown()).toMatchObject({ feedback: { comment: 'newer' }, delivery: 'settled' });
  });
});
