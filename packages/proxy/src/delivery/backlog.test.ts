import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { success, type UpstreamCall, unavailable } from '../../test/scripted-upstream.ts';
import { messageIdOf, storeWith } from '../../test/store-with.ts';
import { createTestProxy, DISLIKE, stampOf } from '../../test/test-proxy.ts';
import { createDifyAdapter } from '../adapters/dify/index.ts';
import type { FeedbackProxyOptions, FeedbackStore } from '../index.ts';
import { TIMINGS } from '../timings.ts';

const SECOND = 1_000;
const SLOTS = 16;
const UPSTREAM_MS = 40;
/** What the upstream can take with so many requests at once. */
const PER_SECOND = SLOTS * (SECOND / UPSTREAM_MS);
const COMMIT_MS = 20;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'], now: 1_800_000_000_000 });
});
afterEach(() => {
  vi.useRealTimers();
});

function pass(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** A store whose writes take as long as commits. */
function withCommits(store: FeedbackStore): FeedbackStore {
  const afterCommit =
    <Call extends unknown[], Result>(write: (...call: Call) => Promise<Result>) =>
    async (...call: Call) => {
      const result = await write(...call);
      await pass(COMMIT_MS);
      return result;
    };
  return {
    ...store,
    accept: afterCommit(store.accept),
    claim: afterCommit(store.claim),
    settle: afterCommit(store.settle),
  };
}

/** A proxy with a backlog, whose upstream takes a while for each request. */
async function drain(rows: number, options: Partial<FeedbackProxyOptions> = {}) {
  const durable = await storeWith(rows, rows);
  const store = withCommits(durable);
  const claimedAt = new Map<string, number>();
  const { claim } = store;
  const claims = vi.spyOn(store, 'claim').mockImplementation(async (request) => {
    const leases = await claim(request);
    for (const { row } of leases) claimedAt.set(row.message.messageId, request.now);
    return leases;
  });
  const test = createTestProxy({ store, ...options });
  const upstream = { ms: UPSTREAM_MS, respond: success };
  const sentAt = new Map<string, number>();
  const reply = async (call: UpstreamCall) => {
    sentAt.set(idOf(call), Date.now());
    await pass(upstream.ms);
    return upstream.respond();
  };
  test.upstream.next(...Array.from({ length: 2 * rows }, () => reply));
  return {
    ...test,
    ...{ durable, claims, claimedAt, sentAt, calls: test.upstream.calls },
    /** Changes what the upstream does from now on. */
    change: (changed: Partial<typeof upstream>) => Object.assign(upstream, changed),
    /** What another process could claim now. */
    claimable: () =>
      durable.claim({ now: Date.now(), leaseId: 'other', leaseUntil: Date.now(), limit: rows }),
  };
}

function idOf({ url }: UpstreamCall): string {
  return /messages\/([^/]+)\//.exec(url)?.[1] ?? '';
}

/** Each row has a user of its own. */
function userOf(messageId: string): string {
  return `user-${Number.parseInt(messageId.slice(-5), 16) + 1}`;
}

async function statusOf(response: Promise<Response>): Promise<unknown> {
  return ((await (await response).json()) as { status: unknown }).status;
}

describe('a backlog', () => {
  it('drains as fast as the upstream allows, although each claim and each result takes a commit', async () => {
    const { calls, upstream } = await drain(1_500);
    await vi.advanceTimersByTimeAsync(SECOND);
    const before = calls.length;
    await vi.advanceTimersByTimeAsync(2 * SECOND);
    expect(calls.length - before).toBeGreaterThanOrEqual(0.98 * 2 * PER_SECOND);
    expect(upstream.mostInFlight).toBe(SLOTS);
  });

  it('is claimed in batches, a few each second', async () => {
    const { calls, claims } = await drain(1_500);
    await vi.advanceTimersByTimeAsync(SECOND);
    claims.mockClear();
    await vi.advanceTimersByTimeAsync(2 * SECOND);
    expect(calls.length).toBeGreaterThan(2 * PER_SECOND);
    expect(claims.mock.calls.length).toBeLessThanOrEqual(10);
  });

  it('delivers each row once', async () => {
    const { calls, sentAt, eventsOf, store } = await drain(1_000);
    await vi.advanceTimersByTimeAsync(5 * SECOND);
    expect([calls.length, sentAt.size, eventsOf('delivered').length]).toEqual([1_000, 1_000, 1_000]);
    expect(await store.nextDueAt()).toBeNull();
  });

  it('lets the ratings of users through first', async () => {
    const { submit, eventsOf } = await drain(1_500);
    await vi.advanceTimersByTimeAsync(SECOND);
    const responses = Array.from({ length: 8 }, (_, index) =>
      submit({ message: { messageId: messageIdOf(9_000 + index) } }),
    );
    await vi.advanceTimersByTimeAsync(2 * (COMMIT_MS + UPSTREAM_MS) + COMMIT_MS);
    expect(await Promise.all(responses.map(statusOf))).toEqual(Array(8).fill('delivered'));
    expect(eventsOf('delivered').length).toBeLessThan(2 * PER_SECOND);
  });

  it('shrinks, however many users rate', async () => {
    const { submit, eventsOf } = await drain(1_500);
    await vi.advanceTimersByTimeAsync(SECOND);
    let next = 9_000;
    const rate = async () => {
      for (;;) {
        await submit({ message: { messageId: messageIdOf(next++) } });
        await pass(UPSTREAM_MS);
      }
    };
    for (let user = 0; user < 4 * SLOTS; user++) void rate();
    const ofWorker = () => eventsOf('delivered').filter((event) => 'requestId' in event && !event.requestId);
    await vi.advanceTimersByTimeAsync(SECOND);
    const before = ofWorker().length;
    await vi.advanceTimersByTimeAsync(SECOND);
    expect(ofWorker().length - before).toBeGreaterThan(0.9 * (PER_SECOND / SLOTS));
  });

  it('sends only the newest submission of a row that was claimed before', async () => {
    let user = 'user-1';
    const { submit, calls, claimedAt, sentAt } = await drain(1_500, { identify: () => user });
    await vi.advanceTimersByTimeAsync(SECOND);
    const [messageId = ''] = [...claimedAt.keys()].filter((id) => !sentAt.has(id)).slice(-1);
    user = userOf(messageId);
    const response = submit({ message: { messageId }, feedback: DISLIKE, stamp: stampOf(2) });
    await vi.advanceTimersByTimeAsync(SECOND);
    expect(await statusOf(response)).toBe('delivered');
    const sent = calls.filter((call) => idOf(call) === messageId);
    expect(sent.map(({ body }) => JSON.parse(body))).toMatchObject([{ rating: 'dislike' }]);
  });
});

describe('rows that were claimed before slots were free', () => {
  it('are revoked when their user is erased, without having been sent', async () => {
    const { proxy, calls, claimedAt, sentAt, durable } = await drain(1_000);
    await vi.advanceTimersByTimeAsync(SECOND);
    const [messageId = ''] = [...claimedAt.keys()].filter((id) => !sentAt.has(id)).slice(-1);
    const erased = proxy.erase({ userId: userOf(messageId) });
    await vi.advanceTimersByTimeAsync(SECOND);
    expect(await erased).toEqual({ deleted: 1, revoked: 1, notRevoked: [] });
    const sent = calls.filter((call) => idOf(call) === messageId);
    expect(sent.map(({ body }) => JSON.parse(body))).toMatchObject([{ rating: null }]);
    expect(await durable.get(userOf(messageId), [messageId])).toEqual([]);
  });

  it('are as due as before for all processes when the circuit opens', async () => {
    const { change, calls, eventsOf, claimable } = await drain(1_000);
    await vi.advanceTimersByTimeAsync(SECOND);
    change({ respond: unavailable });
    await vi.advanceTimersByTimeAsync(UPSTREAM_MS + 3 * COMMIT_MS);
    expect(eventsOf('circuit_opened')).toHaveLength(1);
    const untouched = (await claimable()).filter(({ row }) => row.attempts === 0);
    expect(untouched).toHaveLength(1_000 - calls.length);
    expect(untouched.every(({ row }) => row.uncertainUntil === null)).toBe(true);
  });

  it('are as due as before for the next process when the proxy closes', async () => {
    const { proxy, calls, claimable } = await drain(1_000);
    await vi.advanceTimersByTimeAsync(SECOND);
    const closed = proxy.close();
    await vi.advanceTimersByTimeAsync(UPSTREAM_MS + COMMIT_MS);
    await closed;
    const left = await claimable();
    expect(left).toHaveLength(1_000 - calls.length);
    expect(left.every(({ row }) => row.uncertainUntil === null && row.attempts === 0)).toBe(true);
  });

  it('are sent soon or not at all, because a late request could arrive after the lease', async () => {
    const { change, calls, claimedAt, sentAt, eventsOf } = await drain(600);
    await vi.advanceTimersByTimeAsync(SECOND);
    change({ ms: 8 * SECOND });
    await vi.advanceTimersByTimeAsync(30 * SECOND);
    change({ ms: UPSTREAM_MS });
    await vi.advanceTimersByTimeAsync(20 * SECOND);
    expect([calls.length, sentAt.size, eventsOf('delivered').length]).toEqual([600, 600, 600]);
    const waits = [...sentAt].map(([id, at]) => at - (claimedAt.get(id) ?? 0));
    expect(Math.max(...waits)).toBeLessThanOrEqual(
      TIMINGS.leaseMs - TIMINGS.uncertainMs - TIMINGS.upstreamMs,
    );
  });
});

describe('a store that cannot store results', () => {
  it('soon stops the worker, so that few rows are sent twice', async () => {
    const { store, calls } = await drain(1_000);
    await vi.advanceTimersByTimeAsync(SECOND);
    vi.spyOn(store, 'settle').mockRejectedValue(new Error('disk full'));
    const before = calls.length;
    await vi.advanceTimersByTimeAsync(30 * SECOND);
    expect(calls.length - before).toBeLessThanOrEqual(4 * SLOTS);
  });
});

describe('an upstream that may count a rating twice', () => {
  it('has no more leased rows than slots, because an unused lease would put its row in doubt', async () => {
    const adapter = createDifyAdapter({ apiKey: 'app-key', baseUrl: 'https://dify.example.com/v1' });
    const { claimedAt, sentAt, calls } = await drain(1_000, {
      adapter: { ...adapter, repeatUncertain: 'once' },
    });
    for (let step = 0; step < 100; step++) {
      await vi.advanceTimersByTimeAsync(COMMIT_MS);
      expect(claimedAt.size - sentAt.size).toBeLessThanOrEqual(SLOTS);
    }
    expect(calls.length).toBeGreaterThan(100);
  });
});
