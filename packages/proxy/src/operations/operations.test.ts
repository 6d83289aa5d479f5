import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { unavailable } from '../../test/scripted-upstream.ts';
import { createTestProxy } from '../../test/test-proxy.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'], now: 1_800_000_000_000 });
});
afterEach(() => {
  vi.useRealTimers();
});

describe('ready', () => {
  it('is true while the store responds, whatever the upstream does', async () => {
    const { proxy, submit, upstream } = createTestProxy();
    upstream.respondWith(() => unavailable());
    await submit();
    expect(await proxy.ready()).toBe(true);
  });

  it('is false when the store fails, or does not respond for three seconds', async () => {
    const { proxy, store } = createTestProxy({ worker: false });
    vi.spyOn(store, 'nextDueAt').mockRejectedValueOnce(new Error('locked'));
    expect(await proxy.ready()).toBe(false);
    vi.spyOn(store, 'nextDueAt').mockReturnValueOnce(new Promise(() => {}));
    const response = proxy.ready();
    await vi.advanceTimersByTimeAsync(3_000);
    expect(await response).toBe(false);
    expect(await proxy.ready()).toBe(true);
  });

  it('is false as soon as close is called, so that no more requests arrive', async () => {
    const { proxy } = createTestProxy();
    const closed = proxy.close();
    expect(await proxy.ready()).toBe(false);
    await closed;
  });
});
