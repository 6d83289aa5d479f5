import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Reply, unavailable } from '../../test/scripted-upstream.ts';
import { messageIdOf } from '../../test/store-with.ts';
import { createTestProxy } from '../../test/test-proxy.ts';
import { createCozeAdapter } from '../adapters/coze/index.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const COZE_MESSAGE = { message: { messageId: '7000', conversationId: '75' } };

beforeEach(() => {
  // Midnight in UTC, eight hours after Beijing's, at which Coze's quota resets.
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'], now: 1_800_057_600_000 });
});
afterEach(() => {
  vi.useRealTimers();
});

/** Many responses with this status and header. */
function repeated(status: number, retryAfter: string): Reply[] {
  const headers = { 'retry-after': retryAfter };
  const body = { code: 'failed', message: 'no', status };
  return Array.from({ length: 10_000 }, () => () => Response.json(body, { status, headers }));
}

describe('a Retry-After that is shorter than the usual wait', () => {
  it.each(['0', '1', '0.001', new Date(1_800_057_600_000).toUTCString()])(
    'does not shorten the growing waits of a failing row: %s',
    async (retryAfter) => {
      const { submit, upstream, eventsOf } = createTestProxy();
      upstream.next(
        ...Array.from({ length: 10_000 }, () => () => unavailable({ 'retry-after': retryAfter })),
      );
      await submit();
      await vi.advanceTimersByTimeAsync(SECOND);
      expect(upstream.calls.length).toBeLessThan(5);
      await vi.advanceTimersByTimeAsync(HOUR);
      expect(upstream.calls.length).toBeLessThan(25);
      expect(eventsOf('postponed').at(-1)).toMatchObject({ retryInMs: 5 * MINUTE });
    },
  );

  it.each(['0', '1'])(
    'does not shorten the growing waits between probes after a 429: %s',
    async (retryAfter) => {
      const { submit, upstream } = createTestProxy();
      upstream.next(...repeated(429, retryAfter));
      for (let index = 0; index < 3; index++) await submit({ message: { messageId: messageIdOf(index) } });
      await vi.advanceTimersByTimeAsync(SECOND);
      expect(upstream.calls.length).toBeLessThan(5);
      await vi.advanceTimersByTimeAsync(10 * MINUTE);
      expect(upstream.calls.length).toBeLessThan(30);
    },
  );

  it.each([
    ['a rejected key', createTestProxy, {}, '0', 3],
    ['a rejected key', createTestProxy, {}, '1', 30],
    ['a user’s rejected token', createCozeProxy, COZE_MESSAGE, '0', 3],
    ['a user’s rejected token', createCozeProxy, COZE_MESSAGE, '1', 15],
  ])('does not make a loop of attempts with %s', async (_, createProxy, message, retryAfter, most) => {
    const { submit, upstream } = createProxy();
    upstream.next(...repeated(401, retryAfter));
    await submit(message);
    await vi.advanceTimersByTimeAsync(10 * MINUTE);
    expect(upstream.calls.length).toBeLessThanOrEqual(most);
  });

  it('does not replace the wait until a quota resets with none', async () => {
    const { submit, upstream, eventsOf } = createCozeProxy();
    upstream.next(Response.json({ code: 4008 }, { headers: { 'retry-after': '0' } }));
    await submit(COZE_MESSAGE);
    await vi.advanceTimersByTimeAsync(15 * HOUR);
    expect(upstream.calls).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(HOUR);
    expect(eventsOf('delivered')).toHaveLength(1);
  });
});

function createCozeProxy() {
  const adapter = createCozeAdapter({ baseUrl: 'https://api.coze.cn', getToken: () => 'token' });
  return createTestProxy({ adapter, authorize: () => true }, () => Response.json({ code: 0, msg: '' }));
}
