import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CALLBACK_IDS, createMoveworksProxy, MESSAGE } from '../../test/moveworks-proxy.ts';
import { connectionLost, success } from '../../test/scripted-upstream.ts';
import { storeWith } from '../../test/store-with.ts';
import { createTestProxy, MESSAGE_ID, stampOf } from '../../test/test-proxy.ts';

const MINUTE = 60_000;
const START = 1_800_000_000_000;
const COMMENT = 'the bridge in Lisbon';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'], now: START });
});
afterEach(() => {
  vi.useRealTimers();
});

function refusal(): Response {
  return new Response('{"code":"invalid_param","status":400}', { status: 400 });
}

describe('dead letters', () => {
  it('have the user, the message, the reason, the start and the attempts, but not the feedback', async () => {
    const { proxy, submit, upstream } = createTestProxy();
    upstream.next(connectionLost, refusal);
    await submit({ feedback: { rating: 'dislike', reasons: ['slow'], comment: COMMENT } });
    await vi.advanceTimersByTimeAsync(MINUTE);
    const letters = await proxy.deadLetters();
    expect(letters).toEqual([
      {
        userId: 'user-1',
        messageId: MESSAGE_ID,
        message: { messageId: MESSAGE_ID },
        cause: 'upstream_refused',
        stamp: stampOf(1),
        attempts: 2,
        failingSince: START,
        changedAt: START,
      },
    ]);
    expect(JSON.stringify(letters)).not.toMatch(/Lisbon|slow|dislike/);
  });

  it('come page by page', async () => {
    const { proxy, upstream } = createTestProxy({ store: await storeWith(5) });
    upstream.respondWith(refusal);
    await vi.advanceTimersByTimeAsync(0);
    const seen: string[] = [];
    for (;;) {
      const after = seen.at(-1);
      const page = await proxy.deadLetters({
        limit: 2,
        ...(after !== undefined && { after: { userId: 'user-1', messageId: after } }),
      });
      if (page.length === 0) break;
      expect(page.length).toBeLessThanOrEqual(2);
      seen.push(...page.map(({ messageId }) => messageId));
    }
    expect([seen.length, new Set(seen).size]).toEqual([5, 5]);
  });

  it('contain nothing that allows rating for another user', async () => {
    const { proxy, submit, upstream } = createMoveworksProxy();
    upstream.next(connectionLost, connectionLost);
    await submit();
    await vi.advanceTimersByTimeAsync(10 * MINUTE);
    const letters = await proxy.deadLetters();
    expect(letters).toMatchObject([{ cause: 'in_doubt', message: MESSAGE }]);
    expect(JSON.stringify(letters)).not.toContain(CALLBACK_IDS.helpful);
    expect(JSON.stringify(letters)).not.toContain('token');
  });
});

describe('redrive', () => {
  it('delivers one dead letter, or all, and counts them', async () => {
    const { proxy, upstream, eventsOf } = createTestProxy({ store: await storeWith(5) });
    upstream.respondWith(refusal);
    await vi.advanceTimersByTimeAsync(0);
    upstream.respondWith(success);
    const [first] = await proxy.deadLetters({ limit: 1 });
    if (first === undefined) throw new Error('There is no dead letter.');

    expect(await proxy.redrive(first)).toBe(1);
    await vi.advanceTimersByTimeAsync(0);
    expect(eventsOf('delivered')).toMatchObject([{ messageId: first.messageId, attempts: 1 }]);
    expect(await proxy.redrive(first)).toBe(0);

    expect(await proxy.redrive('all')).toBe(4);
    await vi.advanceTimersByTimeAsync(0);
    expect(eventsOf('delivered')).toHaveLength(5);
    expect(await proxy.deadLetters()).toEqual([]);
  });

  it('with a filter delivers those of a user and of some causes only, up to its limit', async () => {
    const { proxy, upstream, delivered } = createTestProxy({ store: await storeWith(7, 2) });
    upstream.respondWith(refusal);
    await vi.advanceTimersByTimeAsync(0);
    upstream.respondWith(success);
    const sent = upstream.calls.length;
    const ofUser = { userId: 'user-1', causes: ['upstream_refused'] as const };

    expect(await proxy.redrive({ ...ofUser, causes: ['in_doubt'] })).toBe(0);
    expect(await proxy.redrive({ ...ofUser, limit: 3 })).toBe(3);
    expect(await proxy.redrive(ofUser)).toBe(1);
    await vi.advanceTimersByTimeAsync(0);
    expect(delivered().slice(sent)).toEqual(Array(4).fill({ rating: 'like', user: 'user-1' }));
    expect((await proxy.deadLetters()).map(({ userId }) => userId)).toEqual(Array(3).fill('user-2'));
  });
});
