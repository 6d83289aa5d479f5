import { describe, expect, it, vi } from 'vitest';
import { messageNotExists } from '../../test/scripted-upstream.ts';
import { createTestProxy, MESSAGE_ID } from '../../test/test-proxy.ts';
import type { FeedbackProxyOptions } from '../index.ts';

async function problemOf(response: Response) {
  return (await response.json()) as Record<string, unknown>;
}

describe('identify', () => {
  it.each([
    [
      'throws',
      () => {
        throw new Error('database down');
      },
    ],
    ['rejects', async () => Promise.reject(new Error('database down'))],
    [
      'throws null',
      () => {
        throw null;
      },
    ],
    ['returns a number', () => 7 as unknown as string],
    ['returns an object', () => ({}) as unknown as string],
    ['returns an id of 256 characters', () => 'x'.repeat(256)],
    ['returns an unpaired surrogate', () => 'user-\ud800'],
  ] satisfies [string, FeedbackProxyOptions['identify']][])(
    'responds with 500 and does nothing else when identify %s',
    async (_, identify) => {
      const { submit, load, upstream, store, eventsOf } = createTestProxy({ identify });
      const [accept, get] = [vi.spyOn(store, 'accept'), vi.spyOn(store, 'get')];
      for (const response of [await submit(), await load(MESSAGE_ID)]) {
        expect(await problemOf(response)).toMatchObject({ code: 'internal', status: 500 });
      }
      expect([accept.mock.calls, get.mock.calls, upstream.calls]).toEqual([[], [], []]);
      expect(eventsOf('request_failed')).toHaveLength(2);
    },
  );

  it.each([null, undefined, ''])('responds with 401 when identify returns %j', async (user) => {
    const { submit, load, upstream } = createTestProxy({ identify: async () => user });
    expect([(await submit()).status, (await load(MESSAGE_ID)).status]).toEqual([401, 401]);
    expect(upstream.calls).toEqual([]);
  });

  it('accepts a user id of 255 characters', async () => {
    const user = 'ü'.repeat(255);
    const { submit, delivered } = createTestProxy({ identify: () => user });
    expect((await submit()).status).toBe(200);
    expect(delivered()[0]).toMatchObject({ user });
  });
});

describe('authorize', () => {
  it('gets the user and the message', async () => {
    const authorize = vi.fn(async () => true);
    const { submit } = createTestProxy({ authorize });
    expect((await submit()).status).toBe(200);
    expect(authorize).toHaveBeenCalledWith({ user: 'user-1', message: { messageId: MESSAGE_ID } });
  });

  it('makes another user’s message look like one that does not exist', async () => {
    const denied = createTestProxy({ authorize: () => false });
    const missing = createTestProxy({ timings: { notFoundGraceMs: 0 } });
    missing.upstream.next(messageNotExists());
    const [one, other] = await Promise.all([
      problemOf(await denied.submit()),
      problemOf(await missing.submit()),
    ]);
    const same = { requestId: '', userTag: '', serverTime: 0 };
    expect({ ...one, ...same }).toEqual({ ...other, ...same });
    expect(denied.upstream.calls).toEqual([]);
    expect(await denied.loaded()).toBeUndefined();
  });

  it.each([undefined, null, 1, 'true', {}])('treats %j as no', async (response) => {
    const { submit } = createTestProxy({ authorize: () => response as unknown as boolean });
    expect((await submit()).status).toBe(404);
  });

  it('leads to 500 when it throws', async () => {
    const { submit, upstream } = createTestProxy({
      authorize: async () => Promise.reject(new Error('down')),
    });
    expect(await problemOf(await submit())).toMatchObject({ code: 'internal' });
    expect(upstream.calls).toEqual([]);
  });
});
