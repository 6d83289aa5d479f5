import { describe, expect, it, vi } from 'vitest';
import { createTestProxy } from '../test/test-proxy.ts';
import { createDifyAdapter } from './adapters/dify/index.ts';
import { createFeedbackProxy, type FeedbackProxyOptions } from './index.ts';

describe('createFeedbackProxy refuses to start', () => {
  const adapter = createDifyAdapter({ apiKey: 'app-key', baseUrl: 'https://dify.example.com/v1' });
  const identify = () => 'user-1';

  it('without identify', () => {
    expect(() => createFeedbackProxy({ adapter } as unknown as FeedbackProxyOptions)).toThrow(
      /without identify/,
    );
  });

  it('without authorize and sealing keys for an upstream that does not know the user', () => {
    const hostOwned = { ...adapter, name: 'other', ownership: 'host' as const };
    expect(() => createFeedbackProxy({ adapter: hostOwned, identify })).toThrow(
      /with the other adapter the host decides .* any user could rate every message. Pass authorize, or sealingKeys/,
    );
    const options = { adapter: hostOwned, identify, worker: false };
    expect(() => createFeedbackProxy({ ...options, authorize: () => true })).not.toThrow();
    const sealingKeys = [{ id: 'k', key: 'A'.repeat(43) }];
    expect(() => createFeedbackProxy({ ...options, sealingKeys })).not.toThrow();
  });

  it('with an empty list of sealing keys', () => {
    expect(() => createFeedbackProxy({ adapter, identify, sealingKeys: [] })).toThrow(/the list is empty/);
  });

  it('with a trusted origin that no browser would send', () => {
    const trustedOrigins = ['https://chat.example.com/'];
    expect(() => createFeedbackProxy({ adapter, identify, trustedOrigins })).toThrow(/has a path/);
  });

  it.each([Number.NaN, 0, -1, 1.5, '16' as unknown as number])('with concurrency %j', (concurrency) => {
    expect(() => createFeedbackProxy({ adapter, identify, concurrency })).toThrow(
      /concurrency is not a whole number of at least 1/,
    );
  });

  it.each([Number.NaN, -1, 0.5, undefined as unknown as number])('with a wait of %j', (responseMs) => {
    expect(() => createFeedbackProxy({ adapter, identify, timings: { responseMs } })).toThrow(
      /timings.responseMs is not a whole number of milliseconds/,
    );
  });
});

describe('createFeedbackProxy with the memory store', () => {
  it('warns that nothing is durable, once and only in production', () => {
    vi.stubEnv('NODE_ENV', 'production');
    expect(createTestProxy().eventsOf('store_not_durable')).toHaveLength(1);
    vi.stubEnv('NODE_ENV', 'development');
    expect(createTestProxy().eventsOf('store_not_durable')).toHaveLength(0);
    vi.unstubAllEnvs();
  });
});
