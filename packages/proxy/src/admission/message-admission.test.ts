import { describe, expect, it, vi } from 'vitest';
import {
  CALLBACK_IDS,
  createMoveworksProxy,
  MESSAGE,
  SEAL_OPTIONS,
  SEALING_KEYS,
  sealed,
} from '../../test/moveworks-proxy.ts';
import {
  createTestProxy,
  DISLIKE,
  ENDPOINT,
  LIKE,
  MESSAGE_ID,
  rawRequest,
  stampOf,
  submitRequest,
} from '../../test/test-proxy.ts';
import { type SealMessageRefOptions, sealMessageRef } from '../index.ts';

const OTHER = { messageId: 'msg_other', conversationId: 'conv_other', responseId: 'resp_other' };

describe('a submission for an upstream that does not know the user', () => {
  it('is accepted with a reference that was sealed for this user and message', async () => {
    const { submit } = createMoveworksProxy({ holdMs: 0 });
    expect((await submit()).status).toBe(200);
  });

  it('gets the ids that it does not contain from the reference', async () => {
    const { submit, upstream } = createMoveworksProxy({ holdMs: 0 });
    const response = await submit({ message: { messageId: MESSAGE.messageId } });
    expect(response.status).toBe(200);
    expect(upstream.calls[0]?.url).toContain(`/conversations/${MESSAGE.conversationId}/responses/`);
  });

  it('gets the same response for every invalid reference', async () => {
    const { proxy, store } = createMoveworksProxy();
    const accept = vi.spyOn(store, 'accept');
    const good = await sealMessageRef(SEAL_OPTIONS);
    const sealedElse = async (change: Partial<SealMessageRefOptions>) =>
      sealMessageRef({ ...SEAL_OPTIONS, ...change });
    const { callbackIds: _, ...withoutIds } = SEAL_OPTIONS;
    const tokens: Record<string, string | undefined> = {
      missing: undefined,
      empty: '',
      'with a bit changed': good.slice(0, -1) + (good.endsWith('A') ? 'B' : 'A'),
      'of another user': await sealedElse({ userId: 'user-2' }),
      'of another adapter': await sealedElse({ adapter: 'coze' }),
      'of another message': await sealedElse({ message: OTHER }),
      'of another conversation': await sealedElse({ message: { ...MESSAGE, conversationId: 'conv_x' } }),
      'with impossible ids': await sealedElse({ message: { messageId: MESSAGE.messageId } }),
      'expired, of another user': await sealedElse({ userId: 'user-2', expiresAt: Date.now() - 1 }),
      'with another key of that name': await sealedElse({
        sealingKeys: [{ id: 'k1', key: `${'B'.repeat(42)}A` }],
      }),
      'spliced from two': `${good.split('.').slice(0, 2).join('.')}.${(await sealMessageRef({ ...withoutIds, message: OTHER })).split('.')[2]}`,
    };

    const responses = await Promise.all(
      Object.values(tokens).map(async (token) => {
        const message = token === undefined ? MESSAGE : { ...MESSAGE, token };
        const response = await proxy.fetch(submitRequest({ message, feedback: LIKE }));
        const {
          requestId: _,
          serverTime: __,
          ...problem
        } = (await response.json()) as Record<string, unknown>;
        return { status: response.status, problem, headers: [...response.headers.keys()] };
      }),
    );
    expect(responses.map(({ status }) => status)).toEqual(responses.map(() => 404));
    expect(new Set(responses.map((response) => JSON.stringify(response))).size).toBe(1);
    expect(responses[0]?.problem).toMatchObject({ code: 'message_not_found', retryable: false });
    expect(accept).not.toHaveBeenCalled();
  });

  it('has an error of its own when it has expired, so that the browser keeps the feedback', async () => {
    const { proxy, store } = createMoveworksProxy();
    const accept = vi.spyOn(store, 'accept');
    const token = await sealMessageRef({ ...SEAL_OPTIONS, expiresAt: Date.now() - 1 });
    const response = await proxy.fetch(submitRequest({ message: { ...MESSAGE, token }, feedback: LIKE }));
    expect(response.status).toBe(403);
    expect(await response.json()).toMatchObject({ code: 'reference_expired', retryable: false });
    expect(accept).not.toHaveBeenCalled();
  });

  it('also needs authorize to allow it, if there is one', async () => {
    const authorize = vi.fn(() => false);
    const { submit } = createMoveworksProxy({}, { authorize });
    expect((await submit()).status).toBe(404);
    expect(authorize).toHaveBeenCalledWith({ user: 'user-1', message: MESSAGE });
  });

  it('needs no reference if there is authorize', async () => {
    const { proxy } = createMoveworksProxy({ resolveMessage: () => CALLBACK_IDS }, { authorize: () => true });
    expect((await proxy.fetch(submitRequest({ message: MESSAGE }))).status).toBe(200);
    const bad = submitRequest({ message: { ...MESSAGE, token: 'v1.k1.bad' }, stamp: stampOf(2) });
    expect((await proxy.fetch(bad)).status).toBe(404);
  });

  it('cannot contain callback ids', async () => {
    const { proxy, upstream } = createMoveworksProxy({ holdMs: 0 });
    const message = { ...MESSAGE, token: await sealed(), callbackIds: { helpful: 'mine' } };
    expect((await proxy.fetch(submitRequest({ message }))).status).toBe(400);
    expect(upstream.calls).toEqual([]);
  });
});

describe('an upstream that knows the user', () => {
  it('needs no reference, but checks one that is sent', async () => {
    const { proxy } = createTestProxy({ sealingKeys: SEALING_KEYS });
    expect((await proxy.fetch(submitRequest())).status).toBe(200);
    const token = await sealMessageRef({
      ...SEAL_OPTIONS,
      adapter: 'dify',
      message: { messageId: MESSAGE_ID },
    });
    const good = submitRequest({ message: { messageId: MESSAGE_ID, token }, stamp: stampOf(2) });
    expect((await proxy.fetch(good)).status).toBe(200);
    const bad = submitRequest({ message: { messageId: MESSAGE_ID, token: `${token}x` }, stamp: stampOf(3) });
    expect((await proxy.fetch(bad)).status).toBe(404);
  });

  it('ignores references if the proxy has no keys', async () => {
    const { proxy } = createTestProxy();
    const message = { messageId: MESSAGE_ID, token: 'anything' };
    expect((await proxy.fetch(submitRequest({ message }))).status).toBe(200);
  });
});

describe('a message that accepts only certain ratings', () => {
  async function read(proxy: { fetch(request: Request): Promise<Response> }, token: string) {
    const { messageId } = MESSAGE;
    return (await proxy.fetch(rawRequest(JSON.stringify({ messages: [{ messageId, token }] })))).json();
  }

  it.each([
    [{ helpful: 'h' }, ['like']],
    [{ unhelpful: 'u' }, ['dislike']],
    [{}, []],
  ])('is part of a read: %j accepts %j', async (callbackIds, ratings) => {
    const { proxy } = createMoveworksProxy();
    expect(await read(proxy, await sealed(callbackIds))).toMatchObject({
      items: [],
      restricted: [{ messageId: MESSAGE.messageId, ratings }],
    });
  });

  it('is left out of a read if it accepts both, or if nothing is known', async () => {
    const { proxy } = createMoveworksProxy();
    expect(await read(proxy, await sealed())).not.toHaveProperty('restricted');
    expect(await read(proxy, await sealed(null))).not.toHaveProperty('restricted');
  });

  it('is looked up if the reference has no callback ids and the host responds in time', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const resolveMessage = vi.fn(async () => ({ unhelpful: 'u' }));
    const known = createMoveworksProxy({ resolveMessage });
    expect(await read(known.proxy, await sealed(null))).toMatchObject({
      restricted: [{ ratings: ['dislike'] }],
    });
    expect(resolveMessage).toHaveBeenCalledWith({ userId: 'user-1', message: MESSAGE });

    const neverResolve = vi.fn(() => new Promise<never>(() => {}));
    const slow = createMoveworksProxy({ resolveMessage: neverResolve });
    const response = read(slow.proxy, await sealed(null));
    // Opening the reference takes real time, which the fake clock does not wait for.
    await vi.waitFor(() => expect(neverResolve).toHaveBeenCalled(), { timeout: 15_000 });
    await vi.advanceTimersByTimeAsync(3_000);
    expect(await response).not.toHaveProperty('restricted');
    vi.useRealTimers();
  });

  it('refuses the other rating and stores nothing', async () => {
    const { submit, upstream, loaded } = createMoveworksProxy({ holdMs: 0 });
    const message = { ...MESSAGE, token: await sealed({ helpful: 'h' }) };
    const response = await submit({ message, feedback: DISLIKE });
    expect(response.status).toBe(422);
    expect(await response.json()).toMatchObject({ code: 'not_ratable', retryable: false });
    expect([upstream.calls.length, await loaded()]).toEqual([0, undefined]);
    expect((await submit({ message, feedback: LIKE })).status).toBe(200);
  });

  it('refuses at once if the host finds that it is not ratable or does not exist', async () => {
    const message = { ...MESSAGE, token: await sealed(null) };
    const oneSided = createMoveworksProxy({ resolveMessage: async () => ({ helpful: 'h' }) });
    expect((await oneSided.submit({ message, feedback: DISLIKE })).status).toBe(422);
    const gone = createMoveworksProxy({ resolveMessage: async () => null });
    expect((await gone.submit({ message })).status).toBe(404);
    expect((await oneSided.submit({ message, feedback: LIKE })).status).toBe(200);
  });

  it('accepts the rating if the lookup fails', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'], now: 1_800_000_000_000 });
    const resolveMessage = vi
      .fn<() => Promise<{ helpful: string }>>()
      .mockRejectedValueOnce(new Error('down'))
      .mockRejectedValueOnce(new Error('down'))
      .mockResolvedValue({ helpful: 'found-later' });
    const { submit, delivered, eventsOf } = createMoveworksProxy({ resolveMessage });
    const token = await sealed(null);
    expect(await (await submit({ message: { ...MESSAGE, token } })).json()).toMatchObject({
      status: 'accepted',
    });
    await vi.advanceTimersByTimeAsync(11_000);
    expect(delivered()).toEqual([{ callback_id: 'found-later' }]);
    expect(eventsOf('adapter_failed')).toMatchObject([{ errorName: 'Error' }]);
    vi.useRealTimers();
  });
});

describe('a read by reference', () => {
  const { messageId } = MESSAGE;

  async function read(messages: unknown) {
    const { submit, proxy } = createMoveworksProxy({ holdMs: 0 });
    await submit({ feedback: LIKE });
    const response = await proxy.fetch(rawRequest(JSON.stringify({ messages })));
    return { status: response.status, ...((await response.json()) as { items?: { messageId: string }[] }) };
  }

  it('returns the feedback by id and by id and reference, once for each message', async () => {
    const token = await sealed();
    for (const messages of [[{ messageId }], [{ messageId, token }], [{ messageId, token }, { messageId }]]) {
      expect((await read(messages)).items).toMatchObject([{ messageId, feedback: LIKE, final: true }]);
    }
  });

  it('ignores an expired reference and returns the feedback by id', async () => {
    const token = await sealMessageRef({ ...SEAL_OPTIONS, expiresAt: Date.now() - 1 });
    expect((await read([{ messageId, token }])).items).toHaveLength(1);
  });

  it('ignores a reference of another user', async () => {
    const token = await sealMessageRef({ ...SEAL_OPTIONS, userId: 'user-2', callbackIds: {} });
    expect(await read([{ messageId, token }])).not.toHaveProperty('restricted');
  });

  it('never takes a reference from a URL, where logs would keep it', async () => {
    const { proxy } = createMoveworksProxy();
    const query = new URLSearchParams({ messageId, message: await sealed({ helpful: 'h' }) });
    const response = await proxy.fetch(new Request(`${ENDPOINT}?${query}`));
    expect(await response.json()).not.toHaveProperty('restricted');
  });

  it('accepts at most a hundred messages, and at least one', async () => {
    expect((await read(Array.from({ length: 100 }, () => ({ messageId })))).status).toBe(200);
    expect((await read(Array.from({ length: 101 }, () => ({ messageId })))).status).toBe(400);
    expect((await read([])).status).toBe(400);
  });

  it.each([
    [null],
    ['x'],
    [[{ messageId: 1 }]],
    [[{ token: 'x' }]],
    [[null]],
    [[{ messageId: 'm', token: 1 }]],
  ])('refuses %j as a list of messages', async (messages) => {
    expect(await read(messages)).toMatchObject({ status: 400, code: 'invalid_message' });
  });

  it('is refused when a page of another site sends it', async () => {
    const { proxy } = createMoveworksProxy();
    const request = rawRequest(JSON.stringify({ messages: [{ messageId }] }), {
      'sec-fetch-site': 'cross-site',
    });
    expect((await proxy.fetch(request)).status).toBe(403);
  });
});
