import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CALLBACK_IDS, createMoveworksProxy, MESSAGE, sealed } from '../../test/moveworks-proxy.ts';
import { silence, unavailable } from '../../test/scripted-upstream.ts';
import { messageIdOf } from '../../test/store-with.ts';
import { createTestProxy, LIKE, MESSAGE_ID, NONE, stampOf } from '../../test/test-proxy.ts';
import type { FeedbackStore, Settlement } from '../stores/feedback-store.ts';
import { DONE } from '../testing/store-accept-tests.ts';

const SECOND = 1_000;
const COMMENT = 'the bridge in Lisbon';
const FEEDBACK = {
  rating: 'dislike',
  reasons: ['slow'],
  comment: COMMENT,
  metadata: { model: 'small' },
} as const;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'], now: 1_800_000_000_000 });
});
afterEach(() => {
  vi.useRealTimers();
});

function refusal(): Response {
  return new Response('{"code":"invalid_param","status":400}', { status: 400 });
}

async function settleNext(store: FeedbackStore, settlement: Settlement): Promise<void> {
  const claim = { now: Date.now(), leaseUntil: Date.now() + 60 * SECOND, limit: 1, leaseId: 'lease' };
  for (const lease of await store.claim(claim)) await store.settle(lease, settlement);
}

describe('erase', () => {
  it('revokes a user’s ratings at the upstream and deletes the rows, and only this user’s', async () => {
    const { proxy, submit, store, delivered } = createTestProxy();
    for (const index of [1, 2, 3]) {
      await submit({ message: { messageId: messageIdOf(index) }, feedback: FEEDBACK });
    }
    const other = { userId: 'user-2', message: { messageId: MESSAGE_ID }, feedback: LIKE, stamp: stampOf(1) };
    await store.accept(other, Date.now() + 60 * SECOND);

    expect(await proxy.erase({ userId: 'user-1' })).toEqual({ deleted: 3, revoked: 3, notRevoked: [] });
    expect(delivered().slice(3)).toEqual(Array(3).fill({ rating: null, user: 'user-1' }));
    expect(await proxy.exportUser({ userId: 'user-1' })).toEqual([]);
    expect(await proxy.exportUser({ userId: 'user-2' })).toHaveLength(1);
    expect(await proxy.erase({ userId: 'user-1' })).toEqual({ deleted: 0, revoked: 0, notRevoked: [] });
  });

  it('sends nothing for a rating that the upstream never got, or that was revoked', async () => {
    const { proxy, submit, upstream, store } = createTestProxy();
    await submit({ feedback: LIKE });
    await submit({ feedback: NONE, stamp: stampOf(2) });
    const waiting = { userId: 'user-1', message: { messageId: messageIdOf(2) }, feedback: FEEDBACK };
    await store.accept({ ...waiting, stamp: stampOf(1) }, Date.now() + 60 * SECOND);
    const sent = upstream.calls.length;

    expect(await proxy.erase({ userId: 'user-1' })).toEqual({ deleted: 2, revoked: 0, notRevoked: [] });
    await vi.advanceTimersByTimeAsync(120 * SECOND);
    expect(upstream.calls).toHaveLength(sent);
  });

  it('deletes a rating that this upstream cannot revoke, and reports it without its text', async () => {
    const { proxy, submit, upstream } = createMoveworksProxy();
    await submit({ feedback: FEEDBACK });
    await vi.advanceTimersByTimeAsync(20 * SECOND);
    const sent = upstream.calls.length;
    const erasure = await proxy.erase({ userId: 'user-1' });
    expect(erasure).toEqual({
      deleted: 1,
      revoked: 0,
      notRevoked: [{ messageId: MESSAGE.messageId, message: MESSAGE, cause: 'irrevocable', deleted: true }],
    });
    expect(upstream.calls).toHaveLength(sent);
    expect(await proxy.exportUser({ userId: 'user-1' })).toEqual([]);
  });

  it('deletes a rating in its undo window, which is then never sent', async () => {
    const { proxy, submit, upstream } = createMoveworksProxy();
    await submit();
    expect(await proxy.erase({ userId: 'user-1' })).toEqual({ deleted: 1, revoked: 0, notRevoked: [] });
    await vi.advanceTimersByTimeAsync(60 * SECOND);
    expect(upstream.calls).toEqual([]);
  });

  it('keeps what an upstream that is down must still revoke, and ends it with the next call', async () => {
    const { proxy, submit, upstream } = createTestProxy();
    await submit({ feedback: FEEDBACK });
    upstream.respondWith(() => unavailable());
    const first = await proxy.erase({ userId: 'user-1' });
    expect(first).toMatchObject({ deleted: 0, revoked: 0 });
    expect(first.notRevoked).toEqual([
      { messageId: MESSAGE_ID, message: { messageId: MESSAGE_ID }, cause: 'unavailable', deleted: false },
    ]);
    expect(await proxy.exportUser({ userId: 'user-1' })).toMatchObject([{ feedback: NONE }]);

    upstream.respondWith(() => Response.json({ result: 'success' }));
    await vi.advanceTimersByTimeAsync(600 * SECOND);
    expect(await proxy.erase({ userId: 'user-1' })).toEqual({ deleted: 1, revoked: 0, notRevoked: [] });
  });

  it('keeps a row whose uncertain attempt may arrive after the revocation, which is sent again', async () => {
    const { proxy, submit, upstream, delivered } = createTestProxy();
    await submit({ feedback: LIKE });
    upstream.next(silence);
    void submit({ feedback: FEEDBACK, stamp: stampOf(2) });
    await vi.advanceTimersByTimeAsync(10 * SECOND);
    const erasure = await proxy.erase({ userId: 'user-1' });
    expect(erasure).toMatchObject({ deleted: 0, revoked: 0, notRevoked: [{ cause: 'unavailable' }] });
    await vi.advanceTimersByTimeAsync(60 * SECOND);
    expect(delivered().slice(-2)).toEqual(Array(2).fill({ rating: null, user: 'user-1' }));
    expect(await proxy.erase({ userId: 'user-1' })).toEqual({ deleted: 1, revoked: 0, notRevoked: [] });
  });

  it('deletes also what the upstream could not be asked to revoke, if told so', async () => {
    const { proxy, submit, upstream } = createTestProxy();
    await submit({ feedback: FEEDBACK });
    upstream.respondWith(() => unavailable());
    const erasure = await proxy.erase({ userId: 'user-1', unavailable: 'delete' });
    expect(erasure).toMatchObject({ deleted: 1, notRevoked: [{ cause: 'unavailable', deleted: true }] });
    expect(await proxy.exportUser({ userId: 'user-1' })).toEqual([]);
    await vi.advanceTimersByTimeAsync(600 * SECOND);
    expect(await proxy.exportUser({ userId: 'user-1' })).toEqual([]);
  });

  it('reports what the upstream refuses to revoke, and deletes it', async () => {
    const { proxy, submit, upstream } = createTestProxy();
    await submit({ feedback: FEEDBACK });
    upstream.respondWith(refusal);
    const erasure = await proxy.erase({ userId: 'user-1' });
    expect(erasure).toMatchObject({ deleted: 1, notRevoked: [{ cause: 'upstream_refused', deleted: true }] });
    expect(await proxy.exportUser({ userId: 'user-1' })).toEqual([]);
  });

  it('asks again for a revocation that something in between has blocked', async () => {
    const { proxy, store, delivered } = createTestProxy();
    const revocation = { userId: 'user-1', message: { messageId: MESSAGE_ID }, feedback: NONE };
    await store.accept({ ...revocation, feedback: FEEDBACK, stamp: stampOf(1) }, Date.now());
    await settleNext(store, DONE);
    await store.accept({ ...revocation, stamp: stampOf(2) }, Date.now());
    await settleNext(store, { ...DONE, delivered: false, deadLetterCause: 'blocked' });

    expect(await proxy.erase({ userId: 'user-1' })).toEqual({ deleted: 1, revoked: 1, notRevoked: [] });
    expect(delivered()).toEqual([{ rating: null, user: 'user-1' }]);
  });

  it('does not wait for an upstream that hangs', async () => {
    const { proxy, submit, upstream } = createTestProxy();
    await submit();
    upstream.next(silence);
    const erasure = proxy.erase({ userId: 'user-1' });
    await vi.advanceTimersByTimeAsync(5 * SECOND);
    expect(await erasure).toMatchObject({ deleted: 0, notRevoked: [{ cause: 'unavailable' }] });
  });

  it('leaves a rating alone that the user gives meanwhile', async () => {
    const { proxy, submit, upstream } = createTestProxy();
    await submit({ stamp: stampOf(1, Date.now()) });
    const reply = upstream.pause();
    const erasure = proxy.erase({ userId: 'user-1' });
    await vi.advanceTimersByTimeAsync(1);
    const newer = submit({ feedback: FEEDBACK, stamp: stampOf(1, Date.now() + SECOND) });
    await vi.advanceTimersByTimeAsync(1);
    reply(Response.json({ result: 'success' }));
    expect(await erasure).toMatchObject({
      deleted: 0,
      notRevoked: [{ cause: 'rated_again', deleted: false }],
    });
    await newer;
    expect(await proxy.exportUser({ userId: 'user-1' })).toMatchObject([{ feedback: FEEDBACK }]);
  });

  it('erases more rows than one page has', async () => {
    const { proxy, store } = createTestProxy({ worker: false });
    for (let index = 0; index < 250; index++) {
      const message = { messageId: messageIdOf(index) };
      await store.accept({ userId: 'user-1', message, feedback: FEEDBACK, stamp: stampOf(1) }, Date.now());
    }
    expect(await proxy.erase({ userId: 'user-1' })).toEqual({ deleted: 250, revoked: 0, notRevoked: [] });
  });
});

describe('exportUser', () => {
  it('returns everything that the proxy stores about a user, and nothing that rates for others', async () => {
    const { proxy, submit, upstream } = createTestProxy();
    await submit({ feedback: FEEDBACK });
    upstream.respondWith(() => unavailable());
    await submit({ message: { messageId: messageIdOf(7) }, feedback: LIKE });
    const exported = await proxy.exportUser({ userId: 'user-1' });
    expect(exported).toEqual(
      [
        {
          messageId: MESSAGE_ID,
          message: { messageId: MESSAGE_ID },
          state: 'delivered',
          feedback: FEEDBACK,
          delivered: FEEDBACK,
          submittedAt: Date.now(),
        },
        {
          messageId: messageIdOf(7),
          message: { messageId: messageIdOf(7) },
          state: 'undelivered',
          feedback: LIKE,
          delivered: null,
          submittedAt: Date.now(),
        },
      ].sort((a, b) => (a.messageId < b.messageId ? -1 : 1)),
    );
  });

  it('contains no callback ids and no sealed reference', async () => {
    const { proxy, submit } = createMoveworksProxy();
    await submit();
    const [exported] = await proxy.exportUser({ userId: 'user-1' });
    expect(exported?.message).toEqual(MESSAGE);
  });
});

describe('prune', () => {
  it('deletes delivered feedback of a certain age, and keeps what must still be sent', async () => {
    const { proxy, submit, upstream } = createTestProxy();
    const day = 86_400_000;
    const start = Date.now();
    vi.setSystemTime(start - 91 * day);
    await submit();
    upstream.next(() => unavailable());
    await submit({ message: { messageId: messageIdOf(2) } });
    vi.setSystemTime(start - day);
    // Submitted long ago by its stamp, but the store got it yesterday.
    await submit({ message: { messageId: messageIdOf(1) }, stamp: stampOf(1, start - 91 * day) });
    vi.setSystemTime(start);

    expect(await proxy.prune({ olderThanMs: 90 * day })).toEqual({ deleted: 1, left: false });
    const kept = (await proxy.exportUser({ userId: 'user-1' })).map(({ messageId }) => messageId);
    expect(kept.sort()).toEqual([messageIdOf(1), messageIdOf(2)].sort());
  });

  it('stops at its limit and says that more is left', async () => {
    const { proxy, submit } = createTestProxy();
    for (const index of [1, 2, 3]) await submit({ message: { messageId: messageIdOf(index) } });
    vi.setSystemTime(Date.now() + 1);
    expect(await proxy.prune({ olderThanMs: 0, limit: 2 })).toEqual({ deleted: 2, left: true });
    expect(await proxy.prune({ olderThanMs: 0, limit: 2 })).toEqual({ deleted: 1, left: false });
  });

  it('refuses an age that is none', async () => {
    const { proxy } = createTestProxy();
    for (const olderThanMs of [-1, Number.NaN, undefined as unknown as number]) {
      await expect(proxy.prune({ olderThanMs })).rejects.toThrow('olderThanMs');
    }
  });
});

describe('stats', () => {
  it('counts rows by state and knows the age of the oldest that is not delivered', async () => {
    const { proxy, submit, upstream } = createTestProxy();
    const none = { waiting: 0, retrying: 0, deadLetters: 0, settled: 0, oldestUndeliveredMs: null };
    expect(await proxy.stats()).toEqual(none);
    await submit();
    vi.setSystemTime(Date.now() + 40 * SECOND);
    upstream.respondWith(() => unavailable());
    await submit({ message: { messageId: messageIdOf(1) } });
    vi.setSystemTime(Date.now() + 20 * SECOND);
    expect(await proxy.stats()).toEqual({
      ...none,
      retrying: 1,
      settled: 1,
      oldestUndeliveredMs: expect.closeTo(20 * SECOND, -2),
    });
  });
});

describe('stats of ratings in their undo window and of dead letters', () => {
  it('counts them, and no age for those that are no longer sent', async () => {
    const { proxy, submit, upstream } = createMoveworksProxy();
    upstream.next(silence, silence);
    await submit();
    await vi.advanceTimersByTimeAsync(600 * SECOND);
    const dead = { waiting: 0, retrying: 0, deadLetters: 1, settled: 0, oldestUndeliveredMs: null };
    expect(await proxy.stats()).toEqual(dead);

    const later = { ...MESSAGE, messageId: 'msg_later' };
    await submit({ message: { ...later, token: await sealed(CALLBACK_IDS, later) } });
    await vi.advanceTimersByTimeAsync(4 * SECOND);
    expect(await proxy.stats()).toEqual({ ...dead, waiting: 1, oldestUndeliveredMs: 4 * SECOND });
  });
});

describe('redrive with a filter', () => {
  it('refuses a filter that selects nothing by mistake', async () => {
    const { proxy } = createTestProxy();
    const userId = undefined as unknown as string;
    await expect(proxy.redrive({ userId })).rejects.toThrow("'all'");
    await expect(proxy.redrive({ limit: 5 })).rejects.toThrow("'all'");
    expect(await proxy.redrive('all')).toBe(0);
  });
});
