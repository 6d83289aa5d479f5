import Database from 'libsql';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { commitAtOnce } from '../../test/commit-at-once.ts';
import { messageNotExists, success, type UpstreamCall } from '../../test/scripted-upstream.ts';
import { messageIdOf } from '../../test/store-with.ts';
import { createTestProxy, MESSAGE_ID, stampOf } from '../../test/test-proxy.ts';
import { createMemoryStore, eventLevel } from '../index.ts';
import { createSqliteStore } from '../stores/sqlite.ts';
import type { Timings } from '../timings.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'], now: 1_800_000_000_000 });
});
beforeEach(commitAtOnce);
afterEach(() => {
  vi.useRealTimers();
});

/** A Dify that knows one message, and a user who rates that one and any number of invented ones. */
function createInventingUser(createStore = createMemoryStore, timings: Partial<Timings> = {}) {
  const test = createTestProxy({ store: createStore(), timings });
  test.upstream.respondWith(({ url }: UpstreamCall) =>
    url.includes(MESSAGE_ID) ? success() : messageNotExists(),
  );
  const rate = async (index: number, counter = 1) => {
    const message = { messageId: index < 0 ? MESSAGE_ID : messageIdOf(index) };
    return (await test.submit({ message, stamp: stampOf(counter) })).status;
  };
  const ids = Array.from({ length: 200 }, (_, index) => messageIdOf(index));
  return { ...test, rate, rows: async () => (await test.store.get('user-1', ids)).length };
}

describe.each([
  ['in memory', createMemoryStore],
  ['in SQLite', () => createSqliteStore({ database: new Database(':memory:') })],
])('a hundred invented ids of one user, %s', (_, createStore) => {
  it('leave at most fifty rows, one alert, and nothing after a week', async () => {
    const { rate, rows, events, eventsOf } = createInventingUser(createStore, { pollMs: 30 * MINUTE });
    await Promise.all(Array.from({ length: 100 }, (_, index) => rate(index)));
    await vi.advanceTimersByTimeAsync(20 * MINUTE);
    expect(eventsOf('dead_lettered').length).toBeGreaterThanOrEqual(50);
    expect(await rows()).toBeLessThanOrEqual(50);
    expect(events.filter((event) => eventLevel(event) === 'error')).toMatchObject([
      { type: 'dead_lettered', cause: 'message_not_found' },
    ]);
    await vi.advanceTimersByTimeAsync(7 * DAY + 2 * 60 * MINUTE);
    expect(await rows()).toBe(0);
  });

  it('one after the other, wait in the browser from the fifty-first on', async () => {
    const { rate, rows, upstream } = createInventingUser(createStore);
    const statuses: number[] = [];
    for (let index = 0; index < 100; index++) statuses.push(await rate(index));
    expect(statuses).toEqual([...new Array(50).fill(200), ...new Array(50).fill(429)]);
    expect(upstream.calls).toHaveLength(50);
    expect(await rows()).toBe(50);
  });
});

describe('a user whose messages are not found', () => {
  it('can still change the rating of a message that is', async () => {
    const { rate } = createInventingUser();
    expect(await rate(-1)).toBe(200);
    for (let index = 0; index < 60; index++) await rate(index);
    expect(await rate(-1, 2)).toBe(200);
    expect(await rate(0, 2)).toBe(200);
  });

  it('is told to send the next one in five minutes, the longest that the browser waits', async () => {
    const { rate, submit } = createInventingUser();
    for (let index = 0; index < 50; index++) await rate(index);
    const response = await submit({ message: { messageId: messageIdOf(50) } });
    expect([response.status, response.headers.get('retry-after')]).toEqual([429, '300']);
    expect(await response.json()).toMatchObject({ code: 'too_many_requests', retryable: true });
  });

  it('can rate new messages again after an hour', async () => {
    const { rate } = createInventingUser();
    for (let index = 0; index < 50; index++) await rate(index);
    expect(await rate(50)).toBe(429);
    await vi.advanceTimersByTimeAsync(61 * MINUTE);
    expect(await rate(51)).toBe(200);
  });

  it('does not keep others from rating', async () => {
    let user = 'ada';
    const { submit, upstream } = createTestProxy({ identify: () => user });
    upstream.respondWith(messageNotExists);
    for (let index = 0; index < 60; index++) await submit({ message: { messageId: messageIdOf(index) } });
    user = 'ben';
    expect((await submit({ message: { messageId: messageIdOf(99) } })).status).toBe(200);
  });

  it('loses no feedback for messages that are found later', async () => {
    const { rate, upstream, eventsOf } = createInventingUser();
    for (let index = 0; index < 40; index++) await rate(index);
    upstream.respondWith(() => success());
    await vi.advanceTimersByTimeAsync(10 * MINUTE);
    expect(eventsOf('delivered')).toHaveLength(40);
  });
});

describe('an outage', () => {
  it('does not count as unknown messages, however many a user rates', async () => {
    const { rate, upstream } = createInventingUser();
    upstream.respondWith(() => new Response('', { status: 503 }));
    for (let index = 0; index < 120; index++) expect(await rate(index)).toBe(200);
  });
});
