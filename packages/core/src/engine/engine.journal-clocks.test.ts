import { describe, expect, it, vi } from 'vitest';
import { message } from '../../test/browser.ts';
import { setUpDevices, withComment } from '../../test/devices.ts';
import { NO_FEEDBACK } from '../feedback/types.ts';
import { parseStamp } from '../wire/stamp.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

describe('an unsent submission in the journal', () => {
  it.each([
    ['1970', Date.UTC(1970, 0, 1)],
    ['2099', Date.UTC(2099, 0, 1)],
  ])('that was made under a clock in %s is delivered after the clock is set right', async (_, wrong) => {
    const { clock, device, stored, proxy } = setUpDevices();
    const laptop = device(wrong - clock.now());
    laptop.setLine('offline');
    const onExpired = vi.fn();
    const before = laptop.openPage();
    before.client.submit(message, withComment('under a wrong clock'));
    await clock.advance(MINUTE);
    before.client.close();

    laptop.setAhead(0);
    laptop.setLine('online');
    const after = laptop.openPage({ onExpired });
    await clock.advance(MINUTE);
    expect(stored()?.comment).toBe('under a wrong clock');
    expect(after.shown()).toMatchObject({ delivery: 'settled', draft: null });
    expect(parseStamp(proxy.received[0]?.stamp ?? '')?.ms).toBeGreaterThan(clock.now() - 2 * MINUTE);
    expect(onExpired).not.toHaveBeenCalled();
  });

  it.each([
    ['1970', Date.UTC(1970, 0, 1)],
    ['2099', Date.UTC(2099, 0, 1)],
  ])('that was made under a right clock is delivered by a page whose clock is in %s', async (_, wrong) => {
    const { clock, device, stored, proxy } = setUpDevices();
    const laptop = device(0);
    const first = laptop.openPage();
    await clock.advance(0);
    first.client.rate({ messageId: 'message-2' }, 'like');
    await clock.advance(0);
    laptop.setLine('responses lost');
    first.client.submit(message, withComment('kept'));
    await clock.advance(0);
    first.client.close();

    laptop.setAhead(wrong - clock.now());
    laptop.setLine('online');
    const onExpired = vi.fn();
    laptop.openPage({ onExpired });
    await clock.advance(MINUTE);
    expect(stored()?.comment).toBe('kept');
    expect(new Set(proxy.received.slice(1).map(({ stamp }) => stamp)).size).toBe(1);
    expect(onExpired).not.toHaveBeenCalled();
  });

  it('does not beat what the user submits on a later page', async () => {
    const { clock, device, stored } = setUpDevices();
    const laptop = device(Date.UTC(1970, 0, 1) - clock.now());
    laptop.setLine('offline');
    const before = laptop.openPage();
    before.client.submit(message, withComment('older'));
    await clock.advance(MINUTE);
    before.client.close();

    laptop.setAhead(0);
    const after = laptop.openPage();
    await clock.advance(5_000);
    after.client.submit(message, withComment('newer'));
    laptop.setLine('online');
    await clock.advance(2 * MINUTE);
    expect(stored()?.comment).toBe('newer');
  });

  it('is delivered although its clock was months behind before any response', async () => {
    const { clock, device, stored } = setUpDevices();
    const laptop = device(-400 * DAY);
    laptop.setLine('offline');
    const before = laptop.openPage();
    before.client.submit(message, withComment('first press'));
    before.client.close();
    laptop.setAhead(0);
    laptop.setLine('online');
    const onExpired = vi.fn();
    laptop.openPage({ onExpired }).client.subscribe(message, () => {});
    await clock.advance(MINUTE);
    expect(stored()?.comment).toBe('first press');
    expect(onExpired).not.toHaveBeenCalled();
  });

  it('is delivered although the clock was set months ahead before the first response', async () => {
    const { clock, device, stored, proxy } = setUpDevices();
    const laptop = device(0);
    const { submit, setLine } = proxy.device();
    setLine('offline');
    const before = laptop.openPage({
      // The proxy refuses the time of the first request, and no later request arrives.
      submit: (...call) => submit(...call).finally(() => proxy.refused.length && setLine('offline')),
    });
    before.client.submit(message, withComment('kept'));
    await clock.advance(0);
    laptop.setAhead(100 * DAY);
    setLine('online');
    await clock.advance(MINUTE);
    expect(proxy.refused).toHaveLength(1);
    before.client.close();
    const onExpired = vi.fn();
    laptop.openPage({ onExpired }).client.subscribe(message, () => {});
    await clock.advance(MINUTE);
    expect(stored()?.comment).toBe('kept');
    expect(onExpired).not.toHaveBeenCalled();
  });

  it('that waits for the time under a pending id is assigned to its message', async () => {
    const { clock, device, stored } = setUpDevices();
    const laptop = device(Date.UTC(2099, 0, 1) - clock.now());
    laptop.setLine('offline');
    const before = laptop.openPage();
    before.client.submit({ pendingId: 'streaming' }, withComment('while it streamed'));
    before.client.close();
    laptop.setAhead(0);
    laptop.setLine('online');
    const { client } = laptop.openPage();
    client.subscribe({ messageId: 'message-2' }, () => {});
    await clock.advance(0);
    client.subscribe({ ...message, pendingId: 'streaming' }, () => {});
    await clock.advance(MINUTE);
    expect(stored()?.comment).toBe('while it streamed');
  });

  it('does not expire when the device’s clock is set right after months behind', async () => {
    const { clock, device, stored } = setUpDevices();
    const laptop = device(-400 * DAY);
    const onExpired = vi.fn();
    const page = laptop.openPage({ onExpired });
    page.client.subscribe({ messageId: 'message-2' }, () => {});
    await clock.advance(MINUTE);
    laptop.setLine('offline');
    const other = laptop.openPage();
    other.client.submit(message, withComment('offline'));
    await clock.advance(MINUTE);
    other.client.close();
    laptop.setAhead(0);
    page.page()?.wake();
    laptop.setLine('online');
    page.page()?.wake();
    await clock.advance(10 * MINUTE);
    expect(onExpired).not.toHaveBeenCalled();
    expect(stored()?.comment).toBe('offline');
  });

  it('expires after seven days of the proxy’s time, whatever the device’s clock shows', async () => {
    const { clock, device, stored } = setUpDevices();
    const laptop = device(-365 * DAY);
    const before = laptop.openPage();
    before.client.rate({ messageId: 'message-2' }, 'like');
    await clock.advance(0);
    laptop.setLine('offline');
    before.client.submit(message, withComment('too late'));
    await clock.advance(0);
    before.client.close();

    clock.shift(8 * DAY);
    laptop.setLine('online');
    const onExpired = vi.fn();
    const after = laptop.openPage({ onExpired });
    after.client.subscribe(message, () => {});
    await clock.advance(MINUTE);
    expect(onExpired.mock.calls).toEqual([[{ message, feedback: withComment('too late') }]]);
    expect(stored() ?? NO_FEEDBACK).toEqual(NO_FEEDBACK);
  });
});
