import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { messageNotExists, type Reply, silence, success, unavailable } from '../../test/scripted-upstream.ts';
import { messageIdOf, storeWith } from '../../test/store-with.ts';
import { createTestProxy, LIKE, stampOf } from '../../test/test-proxy.ts';
import { createCozeAdapter } from '../adapters/coze/index.ts';
import { eventLevel, type ProxyEvent } from '../index.ts';
import { TIMINGS } from '../timings.ts';
import { createCircuit } from './circuit.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'], now: 1_800_000_000_000 });
});
afterEach(() => {
  vi.useRealTimers();
});

function times(count: number, reply: Reply): Reply[] {
  return Array.from({ length: count }, () => reply);
}

/** The responses to users who rate other messages, one after the other. */
async function ratedBy(submit: ReturnType<typeof createTestProxy>['submit'], from: number, count: number) {
  const statuses: unknown[] = [];
  for (let index = from; index < from + count; index++) {
    const response = await submit({ message: { messageId: messageIdOf(index) } });
    statuses.push(((await response.json()) as { status: unknown }).status);
  }
  return statuses;
}

function circuitOf(events: readonly ProxyEvent[]): string[] {
  return events.flatMap(({ type }) => (type.startsWith('circuit_') ? [type.slice(8)] : []));
}

const rejected = () => Response.json({ code: 'unauthorized', status: 401 }, { status: 401 });

describe('while the upstream is down', () => {
  it('gets no request for ten thousand rows, only a probe now and then', async () => {
    const { upstream, eventsOf } = createTestProxy({ store: await storeWith(10_000) });
    upstream.respondWith(() => unavailable());
    await vi.advanceTimersByTimeAsync(HOUR);
    // Sixteen requests were open when the circuit opened. Then the waits double, up to half a minute.
    expect(upstream.calls.length).toBeLessThanOrEqual(16 + 5 + 2 * 60);
    expect(eventsOf('circuit_opened')).toMatchObject([{ cause: 'unavailable', retryInMs: SECOND }]);
    expect(eventsOf('circuit_closed')).toEqual([]);
  });

  it('is probed with one row at a time, each time with another', async () => {
    const { upstream } = createTestProxy({ store: await storeWith(100) });
    upstream.next(...times(16, () => unavailable()), ...times(50, silence));
    await vi.advanceTimersByTimeAsync(0);
    const before = upstream.calls.length;
    await vi.advanceTimersByTimeAsync(10 * MINUTE);
    const probed = upstream.calls.slice(before).map(({ url }) => url);
    // Each probe takes ten seconds, followed by a wait of up to thirty.
    expect(probed.length).toBeGreaterThan(10);
    expect(probed.length).toBeLessThan(22);
    expect(new Set(probed).size).toBe(probed.length);
  });

  it('does not delay the response `accepted`, and gets the submission later', async () => {
    const { submit, upstream, delivered } = createTestProxy();
    upstream.next(...times(5, () => unavailable()), ...times(99, silence));
    await ratedBy(submit, 0, 5);
    await vi.advanceTimersByTimeAsync(500);
    const before = Date.now();
    expect(await ratedBy(submit, 5, 3)).toEqual(['accepted', 'accepted', 'accepted']);
    // The probe hangs now, and a newer submission for the same message does not wait either.
    await vi.advanceTimersByTimeAsync(SECOND);
    const submission = { message: { messageId: messageIdOf(0) }, stamp: stampOf(2) };
    expect(await (await submit(submission)).json()).toMatchObject({ status: 'accepted', stamp: stampOf(2) });
    expect(Date.now() - before).toBe(SECOND);
    expect(delivered()).toHaveLength(6);
  });

  it('is probed by the next submission if no worker runs', async () => {
    const { submit, upstream, events, delivered } = createTestProxy({ worker: false });
    upstream.next(...times(5, () => unavailable()));
    await ratedBy(submit, 0, 5);
    await vi.advanceTimersByTimeAsync(SECOND);
    expect(await ratedBy(submit, 5, 1)).toEqual(['accepted']);
    await vi.advanceTimersByTimeAsync(0);
    expect(delivered()).toHaveLength(6);
    expect(circuitOf(events)).toEqual(['opened', 'half_opened', 'closed']);
    expect(await ratedBy(submit, 6, 1)).toEqual(['delivered']);
  });

  it('costs waiting rows no attempts and none of their 72 hours', async () => {
    const options = { store: await storeWith(30), timings: { longestProbeMs: 10 * MINUTE } };
    const { upstream, store, eventsOf } = createTestProxy(options);
    upstream.respondWith(() => unavailable());
    await vi.advanceTimersByTimeAsync(75 * HOUR);
    expect(eventsOf('circuit_half_opened').length).toBeGreaterThan(400);
    expect(eventsOf('dead_lettered')).toEqual([]);
    const ids = Array.from({ length: 30 }, (_, index) => messageIdOf(index));
    const rows = await store.get('user-1', ids);
    expect(rows.filter(({ failingSince }) => failingSince !== null)).toEqual([]);
    upstream.respondWith(success);
    await vi.advanceTimersByTimeAsync(11 * MINUTE);
    expect(eventsOf('delivered')).toHaveLength(30);
  });

  it('gets everything soon after the outage ends, however long that was', async () => {
    const { upstream, eventsOf } = createTestProxy({ store: await storeWith(1_000), random: Math.random });
    upstream.respondWith(() => unavailable());
    await vi.advanceTimersByTimeAsync(6 * HOUR);
    upstream.respondWith(success);
    await vi.advanceTimersByTimeAsync(31 * SECOND);
    expect(eventsOf('delivered')).toHaveLength(1_000);
  });

  it('is reported once at the start and once at the end', async () => {
    const { upstream, events, eventsOf } = createTestProxy({ store: await storeWith(20) });
    const isThirdProbe = () => circuitOf(events).filter((type) => type === 'half_opened').length === 3;
    upstream.respondWith(() => (isThirdProbe() ? success() : unavailable()));
    await vi.advanceTimersByTimeAsync(MINUTE);
    expect(circuitOf(events)).toEqual(['opened', 'half_opened', 'half_opened', 'half_opened', 'closed']);
    expect(eventsOf('circuit_closed')).toMatchObject([{ adapter: 'dify', openForMs: 7 * SECOND }]);
    const loud = events.filter((event) => eventLevel(event) !== 'debug').map(({ type }) => type);
    expect(loud).toEqual(['circuit_opened', 'upstream_failing', 'circuit_closed', 'upstream_recovered']);
  });
});

describe('the circuit stays closed', () => {
  it('when a single message fails again and again', async () => {
    const { submit, upstream, events } = createTestProxy();
    upstream.next(...times(50, () => unavailable()));
    await ratedBy(submit, 0, 1);
    await vi.advanceTimersByTimeAsync(HOUR);
    expect(upstream.calls.length).toBeGreaterThan(10);
    expect(circuitOf(events)).toEqual([]);
  });

  it('when others are delivered in between', async () => {
    const { submit, upstream, events } = createTestProxy({ worker: false });
    for (let index = 0; index < 10; index++) {
      upstream.next(...times(4, () => unavailable()), success());
      await ratedBy(submit, 5 * index, 5);
    }
    expect(circuitOf(events)).toEqual([]);
  });

  it.each([
    ['lacks messages', messageNotExists],
    ['refuses feedback', () => new Response('{"code":"invalid_param"}', { status: 400 })],
  ])('when the upstream %s, because then it works', async (_, reply) => {
    const { upstream, events } = createTestProxy({ store: await storeWith(30) });
    upstream.next(...times(1_000, reply));
    await vi.advanceTimersByTimeAsync(HOUR);
    expect(circuitOf(events)).toEqual([]);
    expect(upstream.calls.length).toBeGreaterThanOrEqual(30);
  });

  it('when one user’s own token is rejected for all of their messages', async () => {
    const { submit, upstream, events } = createCozeProxy();
    upstream.next(...times(30, () => Response.json({ code: 4101 })));
    for (let index = 0; index < 10; index++) {
      await submit({ message: { messageId: String(7_000 + index), conversationId: '75' } });
    }
    expect(upstream.calls).toHaveLength(10);
    expect(circuitOf(events)).toEqual([]);
  });
});

describe('a failure that affects all users', () => {
  it('opens the circuit at the first rejected key, holds every row and raises one alert', async () => {
    const { submit, upstream, events, eventsOf } = createTestProxy();
    upstream.next(...times(3, rejected));
    expect(await ratedBy(submit, 0, 20)).toEqual(times(20, 'accepted' as never));
    expect(upstream.calls).toHaveLength(1);
    const [opened] = eventsOf('circuit_opened');
    expect(opened).toMatchObject({ cause: 'credentials', retryInMs: 5 * MINUTE });
    expect(opened && eventLevel(opened)).toBe('error');

    await vi.advanceTimersByTimeAsync(14 * MINUTE);
    expect(upstream.calls).toHaveLength(3);
    await vi.advanceTimersByTimeAsync(MINUTE);
    expect(eventsOf('delivered')).toHaveLength(20);
    expect(circuitOf(events).filter((type) => type !== 'half_opened')).toEqual(['opened', 'closed']);
  });

  it('sends nothing before the rate limit of the account ends', async () => {
    const { submit, upstream, eventsOf } = createTestProxy();
    upstream.next(new Response('', { status: 429, headers: { 'retry-after': '120' } }));
    expect(await ratedBy(submit, 0, 20)).toEqual(times(20, 'accepted' as never));
    await vi.advanceTimersByTimeAsync(2 * MINUTE - 1);
    expect(upstream.calls).toHaveLength(1);
    expect(eventsOf('circuit_opened')).toMatchObject([{ cause: 'rate_limited', retryInMs: 2 * MINUTE }]);
    await vi.advanceTimersByTimeAsync(1);
    expect(eventsOf('delivered')).toHaveLength(20);
  });

  it.each(['9999999999', '2147483648', 'Tue, 19 Jan 2038 03:14:08 GMT', '1e99', 'Infinity'])(
    'waits a day at most after a rate limit of the account whose time is not credible: %s',
    async (retryAfter) => {
      const { submit, upstream, eventsOf } = createTestProxy();
      upstream.next(new Response('', { status: 429, headers: { 'retry-after': retryAfter } }));
      expect(await ratedBy(submit, 0, 5)).toEqual(times(5, 'accepted' as never));
      await vi.advanceTimersByTimeAsync(24 * HOUR);
      expect(upstream.calls.length).toBeLessThan(10);
      expect(eventsOf('delivered')).toHaveLength(5);
    },
  );

  it('waits as usual after a rate limit without a time', async () => {
    const { submit, upstream, eventsOf } = createCozeProxy();
    upstream.next(Response.json({ code: 4020 }));
    for (let index = 0; index < 3; index++) {
      await submit({ message: { messageId: String(7_000 + index), conversationId: '75' } });
    }
    expect(upstream.calls).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(SECOND);
    expect(eventsOf('delivered')).toHaveLength(3);
  });

  it('is not a single 503 with Retry-After', async () => {
    const { submit, upstream } = createTestProxy();
    upstream.next(unavailable({ 'retry-after': '120' }));
    expect(await ratedBy(submit, 0, 2)).toEqual(['accepted', 'delivered']);
  });
});

describe('an upstream that finds no message at all', () => {
  it('raises an alert, and nothing is given up', async () => {
    const { upstream, eventsOf } = createTestProxy({ store: await storeWith(8, 2) });
    upstream.respondWith(messageNotExists);
    await vi.advanceTimersByTimeAsync(10 * HOUR);
    expect(eventsOf('dead_lettered')).toEqual([]);
    const alarms = eventsOf('upstream_failing');
    expect(alarms).toMatchObject([{ cause: 'nothing_found', upstreamStatus: 404 }]);
    expect(alarms.map(eventLevel)).toEqual(['error']);
    upstream.respondWith(success);
    await vi.advanceTimersByTimeAsync(6 * MINUTE);
    expect(eventsOf('delivered')).toHaveLength(8);
  });

  it('cannot be invented by one user', async () => {
    const { upstream, eventsOf } = createTestProxy({ store: await storeWith(8) });
    upstream.respondWith(messageNotExists);
    await vi.advanceTimersByTimeAsync(20 * MINUTE);
    expect(eventsOf('upstream_failing')).toEqual([]);
    expect(eventsOf('dead_lettered')).toHaveLength(8);
  });

  it('is not one that finds them later, so only the missing message becomes a dead letter', async () => {
    const { submit, upstream, eventsOf } = createTestProxy({ store: await storeWith(8) });
    upstream.respondWith(messageNotExists);
    await vi.advanceTimersByTimeAsync(5 * MINUTE);
    upstream.respondWith(success);
    await vi.advanceTimersByTimeAsync(5 * MINUTE);
    expect(eventsOf('delivered')).toHaveLength(8);

    upstream.next(() => unavailable());
    upstream.respondWith(messageNotExists);
    await submit({ message: { messageId: messageIdOf(99) } });
    await vi.advanceTimersByTimeAsync(20 * MINUTE);
    expect(eventsOf('dead_lettered')).toMatchObject([{ cause: 'message_not_found' }]);
  });

  it('is not one that finds others, so the missing message becomes a dead letter', async () => {
    const { submit, upstream, eventsOf } = createTestProxy({ store: await storeWith(8) });
    upstream.respondWith(({ url }) => (url.includes(messageIdOf(99)) ? success() : messageNotExists()));
    for (let index = 0; index < 30; index++) {
      await submit({ message: { messageId: messageIdOf(99) }, feedback: LIKE, stamp: stampOf(index) });
      await vi.advanceTimersByTimeAsync(MINUTE);
    }
    expect(eventsOf('dead_lettered')).toHaveLength(8);
    expect(eventsOf('upstream_failing')).toEqual([]);
  });
});

function createCozeProxy() {
  const adapter = createCozeAdapter({ baseUrl: 'https://api.coze.cn', getToken: () => 'token' });
  return createTestProxy({ adapter, authorize: () => true }, () => Response.json({ code: 0, msg: '' }));
}

describe('createCircuit', () => {
  it('opens until a whole millisecond, because a database stores no fraction', () => {
    const options = { adapter: 'dify', emit: () => {}, now: () => 1, random: () => 0, timings: TIMINGS };
    const circuit = createCircuit(options);
    const outcome = { type: 'retry', accountWide: true, afterMs: 1_000.5 } as const;
    circuit.record({ key: 'a', userId: null, outcome, responded: true, probe: false });
    expect(circuit.openUntil()).toBe(1_002);
  });

  it('opens at the failure of a second user, however many messages of one user have failed', () => {
    const options = { adapter: 'dify', emit: () => {}, now: () => 1, random: () => 0, timings: TIMINGS };
    const circuit = createCircuit(options);
    const fail = (userId: string, key: string) =>
      circuit.record({ key, userId, outcome: { type: 'retry' }, responded: true, probe: false });
    for (let index = 0; index < 1_000; index++) fail('ada', `ada ${index}`);
    expect(circuit.openUntil()).toBeNull();
    fail('bob', 'bob');
    expect(circuit.openUntil()).not.toBeNull();
  });
});
