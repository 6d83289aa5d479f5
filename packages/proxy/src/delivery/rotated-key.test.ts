import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { UpstreamCall } from '../../test/scripted-upstream.ts';
import { success } from '../../test/scripted-upstream.ts';
import { createTestProxy, LIKE, stampOf } from '../../test/test-proxy.ts';
import { createDifyAdapter } from '../adapters/dify/index.ts';
import { TokenUnavailableError } from '../index.ts';

const MINUTE = 60_000;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'], now: 1_800_000_000_000 });
});
afterEach(() => {
  vi.useRealTimers();
});

/** A Dify that accepts one key, and a host that reads its key when it is needed. */
function createRotatingProxy(readKey: () => string | Promise<string>) {
  const adapter = createDifyAdapter({ apiKey: readKey, baseUrl: 'https://dify.example.com/v1' });
  const test = createTestProxy({ adapter });
  let valid = 'app-1';
  test.upstream.respondWith(({ headers }: UpstreamCall) =>
    headers.get('authorization') === `Bearer ${valid}`
      ? success()
      : Response.json({ code: 'unauthorized', status: 401 }, { status: 401 }),
  );
  return {
    ...test,
    revokeAllBut(key: string) {
      valid = key;
    },
  };
}

describe('a Dify key from a function', () => {
  it('is used at once after a rotation, without a restart', async () => {
    let key = 'app-1';
    const { submit, revokeAllBut, eventsOf } = createRotatingProxy(() => key);
    expect(await (await submit({ stamp: stampOf(1) })).json()).toMatchObject({ status: 'delivered' });
    key = 'app-2';
    revokeAllBut('app-2');
    expect(await (await submit({ stamp: stampOf(2) })).json()).toMatchObject({ status: 'delivered' });
    expect(eventsOf('held')).toEqual([]);
  });

  it('is read once more within the attempt when Dify rejects it', async () => {
    const keys = ['app-1', 'app-1', 'app-2'];
    const { submit, upstream, revokeAllBut } = createRotatingProxy(async () => keys.shift() ?? 'app-2');
    await submit({ stamp: stampOf(1) });
    revokeAllBut('app-2');
    expect(await (await submit({ stamp: stampOf(2) })).json()).toMatchObject({ status: 'delivered' });
    expect(upstream.calls).toHaveLength(3);
  });

  it('that comes late delivers what waited for it, within five minutes', async () => {
    let key = 'app-1';
    const { submit, revokeAllBut, eventsOf } = createRotatingProxy(() => key);
    revokeAllBut('app-2');
    expect(await (await submit()).json()).toMatchObject({ status: 'accepted' });
    expect(eventsOf('circuit_opened')).toMatchObject([{ cause: 'credentials' }]);
    key = 'app-2';
    await vi.advanceTimersByTimeAsync(5 * MINUTE);
    expect(eventsOf('delivered')).toHaveLength(1);
  });

  it('is asked again if it hangs, and delivers what waited for it', async () => {
    const readKey = vi.fn<() => Promise<string>>(() => new Promise(() => {}));
    const { submit, upstream, eventsOf } = createRotatingProxy(readKey);
    const response = submit();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(await (await response).json()).toMatchObject({ status: 'accepted' });
    expect([readKey.mock.calls.length, upstream.calls.length]).toEqual([1, 0]);
    readKey.mockResolvedValue('app-1');
    await vi.advanceTimersByTimeAsync(5 * MINUTE);
    expect(eventsOf('delivered')).toHaveLength(1);
  });

  it.each([
    ['throws', () => Promise.reject(new TokenUnavailableError('The secret store is down.'))],
    ['returns a line break too much', () => 'app-1\n'],
  ])('sends nothing and keeps the feedback when the function %s', async (_, readKey) => {
    const { submit, upstream, loaded, eventsOf } = createRotatingProxy(readKey);
    expect(await (await submit()).json()).toMatchObject({ status: 'accepted' });
    expect(upstream.calls).toEqual([]);
    expect(eventsOf('token_failed')).toHaveLength(1);
    expect(await loaded()).toMatchObject({ feedback: LIKE });
  });
});
