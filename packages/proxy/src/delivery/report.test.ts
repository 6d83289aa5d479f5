import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { connectionLost, type Reply, unavailable } from '../../test/scripted-upstream.ts';
import { createTestProxy, MESSAGE_ID, stampOf } from '../../test/test-proxy.ts';
import { eventLevel, type ProxyEvent } from '../index.ts';

const HOUR = 3_600_000;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'], now: 1_800_000_000_000 });
});
afterEach(() => {
  vi.useRealTimers();
});

/**
 * The events of ten users' ratings within three hours: the upstream first responds so, then works.
 */
async function eventsWhile(replies: Reply[]): Promise<readonly ProxyEvent[]> {
  const { submit, upstream, events } = createTestProxy();
  upstream.next(...replies);
  for (let index = 0; index < 10; index++) {
    void submit({ message: { messageId: MESSAGE_ID.slice(0, -1) + index }, stamp: stampOf(1) });
  }
  await vi.advanceTimersByTimeAsync(3 * HOUR);
  return events;
}

/** The warnings and errors, except those of the circuit, which has its own tests. */
function loud(events: readonly ProxyEvent[]): ProxyEvent[] {
  return events.filter((event) => eventLevel(event) !== 'debug' && !event.type.startsWith('circuit'));
}

function times(count: number, reply: Reply): Reply[] {
  return Array.from({ length: count }, () => reply);
}

describe('an outage of the upstream', () => {
  it.each([
    ['503', () => unavailable()],
    ['a broken connection', connectionLost],
  ])('is one warning and one recovery, however many attempts fail: %s', async (_, reply) => {
    const events = await eventsWhile(times(100, reply));
    expect(events.filter(({ type }) => type === 'postponed')).toHaveLength(100);
    expect(loud(events)).toMatchObject([
      { type: 'upstream_failing', adapter: 'dify', cause: 'unavailable' },
      { type: 'upstream_recovered', adapter: 'dify', failedAttempts: 100 },
    ]);
    expect(loud(events).map(eventLevel)).toEqual(['warn', 'info']);
  });

  it.each([
    ['credentials', () => new Response('{"code":"unauthorized"}', { status: 401 }), 401],
    ['misconfigured', () => new Response('<h1>Not Found</h1>', { status: 404 }), 404],
  ])('is an error if the operator must act: %s', async (cause, reply, upstreamStatus) => {
    const [first, ...others] = loud(await eventsWhile(times(30, reply)));
    expect(first).toMatchObject({ type: 'upstream_failing', cause, upstreamStatus });
    expect(first && eventLevel(first)).toBe('error');
    expect(others.map(({ type }) => type)).toEqual(['upstream_recovered']);
  });

  it('is reported again when its reason changes and when it returns after a recovery', async () => {
    const rejected = () => new Response('{"code":"unauthorized"}', { status: 401 });
    const { submit, upstream, events } = createTestProxy();
    upstream.next(() => unavailable(), rejected);
    await submit({ stamp: stampOf(1) });
    await vi.advanceTimersByTimeAsync(HOUR);
    upstream.next(() => unavailable());
    await submit({ stamp: stampOf(2) });
    await vi.advanceTimersByTimeAsync(HOUR);
    expect(loud(events).map((event) => ('cause' in event ? event.cause : event.type))).toEqual([
      'unavailable',
      'credentials',
      'upstream_recovered',
      'unavailable',
      'upstream_recovered',
    ]);
  });

  it('is not a refusal, because then the upstream works', async () => {
    const refusal = () => new Response('{"code":"invalid_param","status":400}', { status: 400 });
    const events = await eventsWhile(times(10, refusal));
    expect(events.filter(({ type }) => type === 'upstream_failing')).toEqual([]);
  });
});
