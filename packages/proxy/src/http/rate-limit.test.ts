import { RateLimiterMemory } from 'rate-limiter-flexible';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createTestProxy, MESSAGE_ID, rawRequest, stampOf } from '../../test/test-proxy.ts';
import { createMemoryLimiter } from './rate-limits.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'], now: 1_800_000_000_000 });
});
afterEach(() => {
  vi.useRealTimers();
});

describe('the rate limit', () => {
  it('allows a user a hundred submissions a minute, then says how long to wait', async () => {
    const { submit, delivered } = createTestProxy({ limiter: createMemoryLimiter() });
    for (let count = 1; count <= 100; count++) {
      expect((await submit({ stamp: stampOf(count) })).status).toBe(200);
    }
    await vi.advanceTimersByTimeAsync(20_000);
    const refused = await submit({ stamp: stampOf(101) });
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '40']);
    expect(await refused.json()).toMatchObject({ code: 'too_many_requests', retryable: true });
    expect(delivered()).toHaveLength(100);

    await vi.advanceTimersByTimeAsync(40_000);
    expect((await submit({ stamp: stampOf(101) })).status).toBe(200);
  });

  it('allows a user six hundred reads a minute', async () => {
    const { load } = createTestProxy({ limiter: createMemoryLimiter() });
    for (let count = 0; count < 600; count++) expect((await load(MESSAGE_ID)).status).toBe(200);
    const refused = await load(MESSAGE_ID);
    expect(refused.status).toBe(429);
    expect(await refused.json()).toMatchObject({
      detail: expect.stringContaining('so this one did nothing'),
    });
  });

  it('counts each user separately, before the body is read', async () => {
    let user = 'user-1';
    const limiter = new RateLimiterMemory({ points: 6, duration: 60 });
    const { proxy, submit } = createTestProxy({ limiter, identify: () => user });
    expect((await proxy.fetch(rawRequest('not json'))).status).toBe(400);
    expect((await submit()).status).toBe(429);
    user = 'user-2';
    expect((await submit()).status).toBe(200);
  });

  it('is on by default, and the host can turn it off', async () => {
    const { submit } = createTestProxy({ limiter: undefined } as never);
    let status = 200;
    for (let count = 1; status === 200 && count < 200; count++) {
      ({ status } = await submit({ stamp: stampOf(count) }));
    }
    expect(status).toBe(429);
  });

  it('allows all requests when the host’s limiter is down, and emits an event', async () => {
    const limiter = { consume: () => Promise.reject(new TypeError('redis is down')) };
    const { submit, eventsOf } = createTestProxy({ limiter });
    expect((await submit()).status).toBe(200);
    expect(eventsOf('limiter_failed')[0]).toEqual({ type: 'limiter_failed', errorName: 'TypeError' });
  });
});
