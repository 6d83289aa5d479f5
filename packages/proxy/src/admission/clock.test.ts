import { describe, expect, it, vi } from 'vitest';
import { createTestProxy, stampOf } from '../../test/test-proxy.ts';

describe('the clock of a submission', () => {
  it('accepts a stamp up to two minutes ahead', async () => {
    vi.setSystemTime(1_700_000_000_000);
    const response = await createTestProxy().submit({ stamp: stampOf(0, 1_700_000_120_000) });
    vi.useRealTimers();
    expect(response.status).toBe(200);
  });

  it('refuses a stamp more than two minutes ahead, although the send time is right, and locks nothing', async () => {
    const now = 1_700_000_000_000;
    const { submit, loaded, upstream } = createTestProxy({ now: () => now });
    for (const ahead of [120_001, 3_600_000, 100 * 365 * 24 * 3_600_000]) {
      const refused = await submit({ stamp: stampOf(0, now + ahead), sentAt: now });
      expect(refused.status).toBe(422);
      expect(await refused.json()).toMatchObject({ code: 'clock_skew', serverTime: now });
    }
    expect([await loaded(), upstream.calls]).toEqual([undefined, []]);
    expect((await submit({ stamp: stampOf(0, now), sentAt: now })).status).toBe(200);
    expect(await loaded()).toMatchObject({ stamp: stampOf(0, now) });
  });

  it.each([
    ['more than two minutes before its own time', -120_001, 422],
    ['more than two minutes after its own time', 120_001, 422],
    ['two minutes before its own time', -120_000, 200],
    ['two minutes after its own time', 120_000, 200],
  ])('judges a submission that says it was sent %s', async (_, difference, status) => {
    const now = 1_700_000_000_000;
    const { submit, loaded } = createTestProxy({ now: () => now });
    const response = await submit({ stamp: stampOf(0, now - 1_000), sentAt: now + difference });
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ serverTime: now });
    expect((await loaded()) === undefined).toBe(status === 422);
  });

  it('refuses a client that does not know the time yet, and accepts one that never sends it', async () => {
    const now = 1_700_000_000_000;
    const { submit, loaded } = createTestProxy({ now: () => now });
    const refused = await submit({ stamp: stampOf(0, now), sentAt: null });
    expect(await refused.json()).toMatchObject({ code: 'clock_skew', serverTime: now });
    expect(await loaded()).toBeUndefined();
    expect((await submit({ stamp: stampOf(0, now) })).status).toBe(200);
  });

  it('accepts a stamp of days ago, because the device was offline', async () => {
    const now = 1_700_000_000_000;
    const { submit } = createTestProxy({ now: () => now });
    const response = await submit({ stamp: stampOf(0, now - 6 * 24 * 3_600_000), sentAt: now });
    expect(response.status).toBe(200);
  });
});
