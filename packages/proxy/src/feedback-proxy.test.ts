import { createProxySubmit, formatStamp, NO_FEEDBACK } from '@message-feedback/core';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { refusal } from '../test/scripted-upstream.ts';
import {
  createTestProxy,
  DISLIKE,
  ENDPOINT,
  LIKE,
  MESSAGE_ID,
  NONE,
  rawRequest,
  stampOf,
  submitRequest,
} from '../test/test-proxy.ts';
import type { FeedbackStore } from './index.ts';

const OTHER_ID = '00000000-0000-4000-8000-000000000000';

async function problemOf(response: Response) {
  expect(response.headers.get('content-type')).toBe('application/problem+json');
  return (await response.json()) as Record<string, unknown>;
}

describe('createFeedbackProxy', () => {
  it('delivers a rating and responds with the stored feedback', async () => {
    const { submit, delivered } = createTestProxy();
    const stamp = stampOf(1);
    const feedback = { rating: 'dislike' as const, reasons: ['Too long'], comment: 'Shorter, please' };

    const response = await submit({ feedback, stamp });
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({
      status: 'delivered',
      stamp,
      feedback,
      undoUntil: null,
      final: false,
      serverTime: expect.any(Number),
      userTag: expect.any(String),
    });
    expect(delivered()).toEqual([
      { rating: 'dislike', user: 'user-1', content: '[Too long]\nShorter, please' },
    ]);
  });

  it('returns the feedback after a reload, and only to its user', async () => {
    let user = 'user-1';
    const { submit, load, loaded } = createTestProxy({ identify: () => user });
    await submit({ feedback: DISLIKE, stamp: stampOf(1, 1_700_000_000_000) });

    expect(await loaded()).toEqual({
      messageId: MESSAGE_ID,
      feedback: DISLIKE,
      stamp: '001700000000000-00001-tab',
      undoUntil: null,
      final: false,
    });
    user = 'user-2';
    const response = await load(MESSAGE_ID);
    expect(await response.json()).toMatchObject({
      items: [],
      capabilities: { reasons: 'folded', revoke: true },
    });
  });

  it('finds a message by any spelling of its id and responds with the spelling of the request', async () => {
    const { submit, load, upstream } = createTestProxy();
    await submit({ message: { messageId: MESSAGE_ID.toUpperCase(), conversationId: 'anything' } });
    expect(upstream.calls[0]?.url).toContain(MESSAGE_ID);

    const response = (await (await load(MESSAGE_ID.toUpperCase(), OTHER_ID)).json()) as { items: unknown[] };
    expect(response.items).toMatchObject([{ messageId: MESSAGE_ID.toUpperCase(), feedback: LIKE }]);
  });

  it('lets the latest submission win over one that arrives later', async () => {
    const { submit, loaded, delivered } = createTestProxy();
    await submit({ feedback: DISLIKE, stamp: stampOf(2) });
    const late = await submit({ feedback: LIKE, stamp: stampOf(1) });

    expect(await late.json()).toMatchObject({ status: 'superseded', feedback: DISLIKE });
    expect(await loaded()).toMatchObject({ feedback: DISLIKE });
    expect(delivered()).toHaveLength(1);
  });

  it('gives a repeated submission the same response, and delivers it once', async () => {
    const { submit, delivered } = createTestProxy({ now: () => 1_700_000_000_000 });
    const submission = { stamp: stampOf(1) };
    const first = await (await submit(submission)).json();
    expect(await (await submit(submission)).json()).toEqual(first);
    expect(delivered()).toHaveLength(1);
  });

  it('revokes a rating', async () => {
    const { submit, loaded, delivered } = createTestProxy();
    await submit({ feedback: LIKE, stamp: stampOf(1) });
    const response = await submit({ feedback: NONE, stamp: stampOf(2) });
    expect(await response.json()).toMatchObject({ status: 'delivered', feedback: NO_FEEDBACK });
    expect(delivered().map(({ rating }) => rating)).toEqual(['like', null]);
    expect(await loaded()).toMatchObject({ feedback: NO_FEEDBACK });
  });

  it('responds with a refusal when the upstream refuses, and forgets the submission', async () => {
    const { submit, loaded, upstream } = createTestProxy();
    upstream.next(refusal());
    const response = await submit();
    expect(response.status).toBe(422);
    expect(await problemOf(response)).toMatchObject({ code: 'upstream_refused', retryable: false });
    expect(await loaded()).toBeUndefined();
  });

  it('returns to the delivered feedback when the upstream refuses a change', async () => {
    const { submit, loaded, upstream } = createTestProxy();
    await submit({ feedback: LIKE, stamp: stampOf(1) });
    upstream.next(new Response('{"code":"invalid_param","message":"no","status":400}', { status: 400 }));
    const response = await submit({ feedback: DISLIKE, stamp: stampOf(2) });
    expect(response.status).toBe(422);
    expect(await problemOf(response)).toMatchObject({ code: 'upstream_refused' });
    expect(await loaded()).toMatchObject({ feedback: LIKE, stamp: stampOf(1) });
  });

  it('sends errors as problem+json with everything that a client needs', async () => {
    const { submit } = createTestProxy();
    const serverTime = Date.now();
    vi.setSystemTime(serverTime);
    const stamp = formatStamp({ ms: serverTime + 120_001, counter: 0, clientId: 'tab' });
    const response = await submit({ stamp });
    vi.useRealTimers();

    expect(response.status).toBe(422);
    expect(await problemOf(response)).toEqual({
      type: 'https://github.com/message-feedback/message-feedback/blob/main/docs/errors/clock_skew.md',
      title: 'Clock skew',
      status: 422,
      detail: expect.stringContaining('more than 2 minutes ahead'),
      code: 'clock_skew',
      retryable: false,
      requestId: response.headers.get('x-request-id'),
      serverTime,
      userTag: expect.any(String),
    });
  });

  it('keeps every response out of caches and from other sites', async () => {
    const serverTime = 1_700_000_000_000;
    const { proxy, submit, load } = createTestProxy({ now: () => serverTime });
    const responses = [
      await submit(),
      await load(MESSAGE_ID),
      await load(),
      await proxy.fetch(
        new Request(ENDPOINT, { method: 'OPTIONS', headers: { origin: 'https://evil.example' } }),
      ),
    ];
    expect(responses.map(({ status }) => status)).toEqual([200, 200, 400, 405]);
    for (const response of responses) expect(await response.json()).toMatchObject({ serverTime });
    for (const { headers } of responses) {
      expect(headers.get('cache-control')).toBe('no-store');
      expect(headers.get('vary')).toBe('Origin, Cookie, Authorization');
      expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
      expect([...headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
    }
  });

  it.each(['PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'])(
    'does nothing for %s and names the allowed methods',
    async (method) => {
      const { proxy, events } = createTestProxy();
      const response = await proxy.fetch(new Request(ENDPOINT, { method }));
      expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, POST']);
      expect(events).toMatchObject([{ type: 'request_failed', code: 'method_not_allowed' }]);
    },
  );

  it('has GET and POST for frameworks that expect them', async () => {
    const { proxy } = createTestProxy();
    const { GET, POST } = proxy;
    expect((await POST(submitRequest())).status).toBe(200);
    expect((await GET(new Request(`${ENDPOINT}?messageId=${MESSAGE_ID}`))).status).toBe(200);
  });

  it('identifies the user before it reads the body', async () => {
    const { proxy, store } = createTestProxy({ identify: () => null });
    const accept = vi.spyOn(store, 'accept');
    const response = await proxy.fetch(rawRequest('not json'));
    expect(await problemOf(response)).toMatchObject({ code: 'unauthenticated', status: 401 });
    expect(accept).not.toHaveBeenCalled();
  });

  it('refuses another site before it calls the host', async () => {
    const identify = vi.fn(() => 'user-1');
    const { proxy } = createTestProxy({ identify });
    const response = await proxy.fetch(rawRequest('{}', { 'sec-fetch-site': 'cross-site' }));
    expect(await problemOf(response)).toMatchObject({ code: 'cross_origin', status: 403 });
    expect(identify).not.toHaveBeenCalled();
  });

  it('asks the client to retry in a few seconds when the store fails', async () => {
    const broken = async () => Promise.reject(new Error('disk full'));
    const store: FeedbackStore = {
      durable: true,
      accept: broken,
      get: () => {
        throw new Error('closed');
      },
      markPromised: broken,
      claim: broken,
      settle: broken,
      nextDueAt: broken,
      keepSetting: broken,
      deadLetters: broken,
      redrive: broken,
      rowsOfUser: broken,
      remove: broken,
      removeSettled: broken,
      backlog: broken,
      count: broken,
    };
    const { submit, load, upstream, eventsOf } = createTestProxy({ store, worker: false });
    for (const response of [await submit(), await load(MESSAGE_ID)]) {
      expect([response.status, response.headers.get('retry-after')]).toEqual([503, '5']);
      expect(await problemOf(response)).toMatchObject({ code: 'store_unavailable', retryable: true });
    }
    expect(upstream.calls).toEqual([]);
    expect(eventsOf('request_failed')).toMatchObject([{ errorName: 'Error' }, { errorName: 'Error' }]);
  });

  it('reads at most a hundred messages at once, and at least one', async () => {
    const { load } = createTestProxy();
    expect((await load()).status).toBe(400);
    expect((await load(...Array.from({ length: 100 }, () => MESSAGE_ID))).status).toBe(200);
    expect((await load(...Array.from({ length: 101 }, () => MESSAGE_ID))).status).toBe(400);
  });

  it('reads the messages of this upstream and leaves out ids that the chat made up', async () => {
    const { submit, load } = createTestProxy();
    await submit();
    const response = await load('msg_7f3a', MESSAGE_ID, '..');
    expect(response.status).toBe(200);
    const { items, skipped } = await response.json();
    expect(items).toMatchObject([{ messageId: MESSAGE_ID }]);
    expect(skipped).toEqual(['msg_7f3a', '..']);
    expect(await (await load(MESSAGE_ID, OTHER_ID)).json()).not.toHaveProperty('skipped');
  });

  it('responds to a read of foreign ids only as to any other, with the capabilities', async () => {
    const { proxy, load } = createTestProxy();
    const body = rawRequest(JSON.stringify({ messages: [{ messageId: 'msg_7f3a', token: 'v1.k.x' }] }));
    for (const response of [await load('msg_7f3a'), await proxy.fetch(body)]) {
      expect(response.status).toBe(200);
      expect(await response.json()).toEqual({
        items: [],
        capabilities: expect.objectContaining({ reasons: 'folded', revoke: true }),
        skipped: ['msg_7f3a'],
        serverTime: expect.any(Number),
        userTag: expect.any(String),
      });
    }
  });

  it('continues when the host’s onEvent throws', async () => {
    const onEvent = () => {
      throw new Error('logger down');
    };
    expect((await createTestProxy({ onEvent }).submit()).status).toBe(200);
  });

  it('continues when the host’s onEvent rejects', async () => {
    const unhandled = vi.fn();
    process.on('unhandledRejection', unhandled);
    onTestFinished(() => void process.off('unhandledRejection', unhandled));
    const onEvent = () => Promise.reject(new Error('logger down'));
    expect((await createTestProxy({ onEvent }).submit()).status).toBe(200);
    await new Promise((resolve) => setImmediate(resolve));
    expect(unhandled).not.toHaveBeenCalled();
  });

  it('works with the browser’s submit function', async () => {
    const { proxy } = createTestProxy();
    const submit = createProxySubmit({
      endpoint: ENDPOINT,
      fetch: async (input, init) => proxy.fetch(new Request(input, init)),
    });
    const context = { signal: new AbortController().signal, keepalive: false };
    const submission = { message: { messageId: MESSAGE_ID }, feedback: LIKE, stamp: stampOf(1) };
    expect(await submit(submission, context)).toMatchObject({ status: 'delivered', feedback: LIKE });
    expect(await submit.load([{ messageId: MESSAGE_ID }], context)).toMatchObject({
      items: [{ messageId: MESSAGE_ID, feedback: LIKE }],
      capabilities: { reasons: 'folded' },
    });
    expect(await submit.load([{ messageId: 'x' }, { messageId: 'y', token: 'z' }], context)).toMatchObject({
      skipped: ['x', 'y'],
    });
    const foreign = submit({ ...submission, message: { messageId: 'x' } }, context);
    await expect(foreign).rejects.toMatchObject({
      code: 'invalid_message',
      problems: [{ field: 'message.messageId', code: 'wrong_form' }],
    });
  });
});
