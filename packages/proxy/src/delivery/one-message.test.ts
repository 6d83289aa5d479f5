import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Reply, success, type UpstreamCall } from '../../test/scripted-upstream.ts';
import { messageIdOf } from '../../test/store-with.ts';
import { createTestProxy, stampOf } from '../../test/test-proxy.ts';
import { createCozeAdapter } from '../adapters/coze/index.ts';
import { eventLevel, type GetToken, type ProxyEvent, TokenRefusedError } from '../index.ts';
import type { Timings } from '../timings.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'], now: 1_800_000_000_000 });
});
afterEach(() => {
  vi.useRealTimers();
});

const firewall = () => new Response('<h1>Attention Required!</h1>', { status: 403 });

/** A Dify behind a firewall that blocks these messages, and a proxy for any number of users. */
function blocking(
  isBlocked: (index: number) => boolean,
  block: () => Response = firewall,
  timings: Partial<Timings> = {},
) {
  let user = 'ada';
  const test = createTestProxy({ identify: () => user, random: Math.random, timings });
  test.upstream.respondWith(({ url }: UpstreamCall) => (isBlocked(indexIn(url)) ? block() : success()));
  return {
    ...test,
    async rate(index: number, by = 'ada') {
      user = by;
      const response = await test.submit({ message: { messageId: messageIdOf(index) } });
      return ((await response.json()) as { status: unknown }).status;
    },
    callsFor: (index: number) => test.upstream.calls.filter(({ url }) => indexIn(url) === index).length,
  };
}

function indexIn(url: string): number {
  return Number.parseInt(/(.{5})\/feedbacks/.exec(url)?.[1] ?? '', 16);
}

function alerts(events: readonly ProxyEvent[]) {
  return events.filter((event) => ['warn', 'error'].includes(eventLevel(event)));
}

describe.each([
  ['403', firewall],
  ['404', () => new Response('<h1>Not Found</h1>', { status: 404 })],
  ['401', () => new Response('<h1>Log in</h1>', { status: 401 })],
])('a page with status %s that only one message gets', (_, page) => {
  it('makes it a dead letter after an hour, with one alert for the page and one for the letter', async () => {
    const { rate, events, eventsOf, callsFor } = blocking((index) => index === 0, page);
    expect(await rate(0)).toBe('accepted');
    for (let index = 1; index <= 120; index++) {
      await vi.advanceTimersByTimeAsync(MINUTE);
      expect(await rate(index, 'ben')).toBe('delivered');
    }
    expect(eventsOf('dead_lettered')).toMatchObject([{ messageId: messageIdOf(0), cause: 'blocked' }]);
    expect(alerts(events).map(({ type }) => type)).toEqual(['upstream_failing', 'dead_lettered']);
    expect(callsFor(0)).toBeLessThan(60);
  });

  it('is retried for 72 hours if the upstream gets no other message', async () => {
    const { rate, events, eventsOf } = blocking(() => true, page);
    await rate(0);
    await vi.advanceTimersByTimeAsync(71 * HOUR);
    expect(eventsOf('dead_lettered')).toEqual([]);
    await vi.advanceTimersByTimeAsync(2 * HOUR);
    expect(eventsOf('dead_lettered')).toMatchObject([{ cause: 'gave_up' }]);
    expect(alerts(events).map(({ type }) => type)).toEqual(['upstream_failing', 'dead_lettered']);
  });
});

describe('messages of one user that a firewall blocks', () => {
  it('do not delay those of other users', async () => {
    const { rate, eventsOf } = blocking((index) => index < 8);
    for (let index = 0; index < 8; index++) await rate(index, 'ada');
    expect(await rate(100, 'ben')).toBe('delivered');
    expect(eventsOf('circuit_opened')).toEqual([]);
  });

  it('do not delay them later, when all fail again', async () => {
    const { rate, eventsOf } = blocking((index) => index < 8);
    for (let index = 0; index < 8; index++) await rate(index, index % 2 ? 'ada' : 'ben');
    expect(await rate(100, 'cleo')).toBe('accepted');
    await vi.advanceTimersByTimeAsync(30 * SECOND);
    const opened = eventsOf('circuit_opened').length;
    await vi.advanceTimersByTimeAsync(HOUR);
    expect(eventsOf('circuit_opened')).toHaveLength(opened);
    expect(await rate(101, 'cleo')).toBe('delivered');
  });

  it('do not open the circuit with the upstream’s own 500 either', async () => {
    const { rate, eventsOf } = blocking(
      (index) => index < 8,
      () => Response.json({ code: 'internal_server_error', status: 500 }, { status: 500 }),
    );
    for (let index = 0; index < 8; index++) await rate(index, 'ada');
    expect(await rate(100, 'ben')).toBe('delivered');
    expect(eventsOf('circuit_opened')).toEqual([]);
  });
});

describe('messages of several users that a firewall blocks', () => {
  it('hold everyone, and none becomes a dead letter', async () => {
    let down = true;
    const { rate, events, eventsOf } = blocking(() => down, firewall, { longestProbeMs: 10 * MINUTE });
    for (let index = 0; index < 6; index++) await rate(index, `user-${index % 2}`);
    expect(eventsOf('circuit_opened')).toMatchObject([{ cause: 'misconfigured' }]);
    expect(await rate(6, 'ben')).toBe('accepted');
    await vi.advanceTimersByTimeAsync(80 * HOUR);
    expect(eventsOf('dead_lettered')).toEqual([]);
    expect(alerts(events)).toHaveLength(2);
    down = false;
    await vi.advanceTimersByTimeAsync(11 * MINUTE);
    expect(eventsOf('delivered')).toHaveLength(7);
  });
});

describe('a rejection in the upstream’s own words that only one message gets', () => {
  function createCozeProxy(reply: (call: UpstreamCall) => Response, getToken: GetToken = () => 'token') {
    const adapter = createCozeAdapter({ baseUrl: 'https://api.coze.cn', getToken });
    let user = 'ada';
    const test = createTestProxy({ adapter, authorize: () => true, identify: () => user });
    test.upstream.respondWith(reply);
    return {
      ...test,
      async rate(messageId: string, by = 'ada') {
        user = by;
        await test.submit({ message: { messageId, conversationId: '75' } });
      },
    };
  }
  const noPermission: Reply = () => Response.json({ code: 4101, msg: 'no permission' });

  it('makes it a dead letter once the same user’s other messages are delivered for an hour', async () => {
    const { rate, eventsOf } = createCozeProxy(({ url }) =>
      url.includes('/7000/') ? (noPermission as () => Response)() : Response.json({ code: 0 }),
    );
    await rate('7000');
    for (let minute = 1; minute <= 90; minute++) {
      await vi.advanceTimersByTimeAsync(MINUTE);
      await rate(String(8_000 + minute));
    }
    expect(eventsOf('dead_lettered')).toMatchObject([{ messageId: '7000', cause: 'blocked' }]);
  });

  it('holds it for as long as only other users’ messages are delivered, because the token is the user’s', async () => {
    const { rate, eventsOf } = createCozeProxy(({ url }) =>
      url.includes('/7000/') ? (noPermission as () => Response)() : Response.json({ code: 0 }),
    );
    await rate('7000');
    for (let hour = 1; hour <= 80; hour++) {
      await vi.advanceTimersByTimeAsync(HOUR);
      await rate(String(8_000 + hour), 'ben');
    }
    expect(eventsOf('dead_lettered')).toEqual([]);
    expect(eventsOf('upstream_failing')).toMatchObject([{ cause: 'credentials' }]);
    expect(eventsOf('upstream_recovered')).toHaveLength(1);
  });

  it.each<[string, number, GetToken]>([
    ['the upstream refuses', 0, ({ userId }) => `token-of-${userId}`],
    [
      'the host refuses',
      1,
      ({ userId }) => {
        if (userId === 'ada') throw new TokenRefusedError('This account is deactivated.');
        return 'token';
      },
    ],
  ])('raises one alert for a user whose token %s, who rates on and on', async (_, failures, getToken) => {
    const { rate, eventsOf } = createCozeProxy(
      ({ headers }) =>
        Response.json({ code: headers.get('authorization')?.endsWith('ada') === true ? 4101 : 0 }),
      getToken,
    );
    for (let hour = 1; hour <= 48; hour++) {
      await rate(String(7_000 + hour), 'ada');
      await vi.advanceTimersByTimeAsync(HOUR / 2);
      await rate(String(8_000 + hour), 'ben');
      await vi.advanceTimersByTimeAsync(HOUR / 2);
    }
    expect(eventsOf('upstream_failing')).toMatchObject([{ cause: 'credentials' }]);
    expect(eventsOf('upstream_recovered')).toHaveLength(1);
    expect(eventsOf('token_failed')).toHaveLength(failures);
    expect(eventsOf('dead_lettered')).toEqual([]);
  });

  it('raises another alert when the token of that user works and then fails again', async () => {
    const isRefused = [true, false, true];
    const { rate, eventsOf } = createCozeProxy(
      () => Response.json({ code: 0 }),
      ({ userId }) => {
        if (userId === 'ada' && isRefused.shift() === true) throw new TokenRefusedError('Signed out.');
        return 'token';
      },
    );
    await rate('7000', 'ada');
    await rate('8000', 'ben');
    await vi.advanceTimersByTimeAsync(5 * MINUTE);
    await rate('7001', 'ada');
    await vi.advanceTimersByTimeAsync(5 * MINUTE);
    expect(eventsOf('delivered')).toHaveLength(3);
    expect(eventsOf('token_failed')).toHaveLength(2);
    expect(eventsOf('upstream_failing')).toHaveLength(2);
  });
});

describe('a message that the upstream has not stored yet', () => {
  const notYet = () =>
    Response.json({ code: 'not_found', message: 'Message Not Exists.', status: 404 }, { status: 404 });

  it('is accepted while the user waits, and delivered when the upstream finds it', async () => {
    const { submit, upstream, loaded, eventsOf } = createTestProxy();
    upstream.next(notYet, notYet, notYet);
    const response = await submit();
    expect([response.status, await response.json()]).toMatchObject([
      200,
      { status: 'accepted', stamp: stampOf(1) },
    ]);
    expect(await loaded()).toMatchObject({ feedback: { rating: 'like' } });
    await vi.advanceTimersByTimeAsync(10 * SECOND);
    expect(eventsOf('delivered')).toHaveLength(1);
  });

  it('becomes a dead letter after ten minutes, not before', async () => {
    const { submit, upstream, eventsOf } = createTestProxy();
    upstream.respondWith(notYet);
    await submit();
    await vi.advanceTimersByTimeAsync(9 * MINUTE);
    expect(eventsOf('dead_lettered')).toEqual([]);
    await vi.advanceTimersByTimeAsync(7 * MINUTE);
    expect(eventsOf('dead_lettered')).toMatchObject([{ cause: 'message_not_found' }]);
  });
});
