import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createTestProxy } from '../test/create-test-proxy.ts';
import { unavailable } from '../test/scripted-upstream.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'], now: 1_800_000_000_000 });
});
afterEach(() => {
  vi.useRealTimers();
});

describe('ready', () => {
  it('is true while the store answers, whatever the upstream does', async () => {
    const { proxy, submit, upstream } = createTestProxy();
    upstream.answer(() => unavailable());
    await submit();
    expect(await proxy.ready()).toBe(true);
  });

  it('is false when the store fails, or says nothing for three seconds', async () => {
    const { proxy, store } = createTestProxy({ worker: false });
    vi.spyOn(store, 'nextDueAt').mockRejectedValueOnce(new Error('locked'));
    expect(await proxy.ready()).toBe(false);
    vi.spyOn(store, 'nextDueAt').mockReturnValueOnce(new Promise(() => {}));
    const answer = proxy.ready();
    await vi.advanceTimersByTimeAsync(3_000);
    expect(await answer).toBe(false);
    expect(await proxy.ready()).toBe(true);
  });

  it('is false from the moment of close, so that nobody sends more', async () => {
    const { proxy } = createTestProxy();
    const closed = proxy.close();
    expect(await proxy.ready()).toBe(false);
    await closed;
  });
});
