import { createProxySubmit, formatStamp, NO_FEEDBACK } from '@message-feedback/core';
import { describe, expect, it, vi } from 'vitest';
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
} from '../test/create-test-proxy.ts';
import { messageNotExists } from '../test/scripted-upstream.ts';
import { createDifyAdapter } from './adapters/dify/index.ts';
import { createFeedbackProxy, type FeedbackProxyOptions, type FeedbackStore } from './index.ts';

const OTHER_ID = '00000000-0000-4000-8000-000000000000';

async function problemOf(response: Response) {
  expect(response.headers.get('content-type')).toBe('application/problem+json');
  return (await response.json()) as Record<string, unknown>;
}

describe('createFeedbackProxy', () => {
  it('delivers a rating and answers with what stands', async () => {
    const { submit, told } = createTestProxy();
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
    });
    expect(told()).toEqual([{ rating: 'dislike', user: 'user-1', content: '[Too long]\nShorter, please' }]);
  });

  it('shows after a reload what was said, to nobody else', async () => {
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

  it('knows a message by any spelling of its id and answers with the spelling that was asked for', async () => {
    const { submit, load, upstream } = createTestProxy();
    await submit({ message: { messageId: MESSAGE_ID.toUpperCase(), conversationId: 'anything' } });
    expect(upstream.calls[0]?.url).toContain(MESSAGE_ID);

    const answer = (await (await load(MESSAGE_ID.toUpperCase(), OTHER_ID)).json()) as { items: unknown[] };
    expect(answer.items).toMatchObject([{ messageId: MESSAGE_ID.toUpperCase(), feedback: LIKE }]);
  });

  it('lets the latest wish win over one that arrives later', async () => {
    const { submit, loaded, told } = createTestProxy();
    await submit({ feedback: DISLIKE, stamp: stampOf(2) });
    const late = await submit({ feedback: LIKE, stamp: stampOf(1) });

    expect(await late.json()).toMatchObject({ status: 'superseded', feedback: DISLIKE });
    expect(await loaded()).toMatchObject({ feedback: DISLIKE });
    expect(told()).toHaveLength(1);
  });

  it('answers a submission that comes twice the same, and delivers it once', async () => {
    const { submit, told } = createTestProxy();
    const submission = { stamp: stampOf(1) };
    const first = await (await submit(submission)).json();
    expect(await (await submit(submission)).json()).toEqual(first);
    expect(told()).toHaveLength(1);
  });

  it('takes a rating back', async () => {
    const { submit, loaded, told } = createTestProxy();
    await submit({ feedback: LIKE, stamp: stampOf(1) });
    const response = await submit({ feedback: NONE, stamp: stampOf(2) });
    expect(await response.json()).toMatchObject({ status: 'delivered', feedback: NO_FEEDBACK });
    expect(told().map(({ rating }) => rating)).toEqual(['like', null]);
    expect(await loaded()).toMatchObject({ feedback: NO_FEEDBACK });
  });

  it('says that the message is not there when the upstream says so, and forgets the wish', async () => {
    const { submit, loaded, upstream } = createTestProxy();
    upstream.next(messageNotExists());
    const response = await submit();
    expect(response.status).toBe(404);
    expect(await problemOf(response)).toMatchObject({ code: 'message_not_found', retryable: false });
    expect(await loaded()).toBeUndefined();
  });

  it('falls back to what the upstream has when it refuses a change', async () => {
    const { submit, loaded, upstream } = createTestProxy();
    await submit({ feedback: LIKE, stamp: stampOf(1) });
    upstream.next(new Response('{"code":"invalid_param","message":"no","status":400}', { status: 400 }));
    const response = await submit({ feedback: DISLIKE, stamp: stampOf(2) });
    expect(response.status).toBe(422);
    expect(await problemOf(response)).toMatchObject({ code: 'upstream_refused' });
    expect(await loaded()).toMatchObject({ feedback: LIKE, stamp: stampOf(1) });
  });

  it('answers errors as problem+json with everything that a caller needs', async () => {
    const { submit } = createTestProxy();
    const serverTime = Date.now();
    vi.setSystemTime(serverTime);
    const stamp = formatStamp({ ms: serverTime + 300_001, counter: 0, clientId: 'tab' });
    const response = await submit({ stamp });
    vi.useRealTimers();

    expect(response.status).toBe(422);
    expect(await problemOf(response)).toEqual({
      type: 'https://github.com/message-feedback/message-feedback/blob/main/docs/errors/clock_skew.md',
      title: 'Clock skew',
      status: 422,
      detail: expect.stringContaining('more than 5 minutes ahead'),
      code: 'clock_skew',
      retryable: false,
      requestId: response.headers.get('x-request-id'),
      serverTime,
    });
  });

  it('takes a stamp that is up to five minutes ahead', async () => {
    vi.setSystemTime(1_700_000_000_000);
    const response = await createTestProxy().submit({ stamp: stampOf(0, 1_700_000_300_000) });
    vi.useRealTimers();
    expect(response.status).toBe(200);
  });

  it('keeps every answer out of caches and lets no other site read one', async () => {
    const { proxy, submit, load } = createTestProxy();
    const answers = [
      await submit(),
      await load(MESSAGE_ID),
      await load('..'),
      await proxy.fetch(
        new Request(ENDPOINT, { method: 'OPTIONS', headers: { origin: 'https://evil.example' } }),
      ),
    ];
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 400, 405]);
    for (const { headers } of answers) {
      expect(headers.get('cache-control')).toBe('no-store');
      expect(headers.get('vary')).toBe('Cookie, Authorization');
      expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
      expect([...headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
    }
  });

  it.each(['PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'])(
    'does nothing for %s and names what it does',
    async (method) => {
      const { proxy, events } = createTestProxy();
      const response = await proxy.fetch(new Request(ENDPOINT, { method }));
      expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, POST']);
      expect(events).toMatchObject([{ type: 'request_failed', code: 'method_not_allowed' }]);
    },
  );

  it('offers GET and POST for frameworks that look for them', async () => {
    const { proxy } = createTestProxy();
    const { GET, POST } = proxy;
    expect((await POST(submitRequest())).status).toBe(200);
    expect((await GET(new Request(`${ENDPOINT}?messageId=${MESSAGE_ID}`))).status).toBe(200);
  });

  it('asks the host who is there before it looks at the body', async () => {
    const { proxy, store } = createTestProxy({ identify: () => null });
    const accept = vi.spyOn(store, 'accept');
    const response = await proxy.fetch(rawRequest('not json'));
    expect(await problemOf(response)).toMatchObject({ code: 'unauthenticated', status: 401 });
    expect(accept).not.toHaveBeenCalled();
  });

  it('refuses another site before it asks the host anything', async () => {
    const identify = vi.fn(() => 'user-1');
    const { proxy } = createTestProxy({ identify });
    const response = await proxy.fetch(rawRequest('{}', { 'sec-fetch-site': 'cross-site' }));
    expect(await problemOf(response)).toMatchObject({ code: 'cross_origin', status: 403 });
    expect(identify).not.toHaveBeenCalled();
  });

  it.each([
    [
      'throws',
      () => {
        throw new Error('database down');
      },
    ],
    ['rejects', async () => Promise.reject(new Error('database down'))],
    [
      'throws nothing in particular',
      () => {
        throw null;
      },
    ],
    ['returns a number', () => 7 as unknown as string],
    ['returns an object', () => ({}) as unknown as string],
    ['returns an id of 256 characters', () => 'x'.repeat(256)],
    ['returns half of a character', () => 'user-\ud800'],
  ] satisfies [string, FeedbackProxyOptions['identify']][])(
    'answers 500 and goes no further when identify %s',
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

  it.each([null, undefined, ''])('answers 401 when identify returns %j', async (user) => {
    const { submit, load, upstream } = createTestProxy({ identify: async () => user });
    expect([(await submit()).status, (await load(MESSAGE_ID)).status]).toEqual([401, 401]);
    expect(upstream.calls).toEqual([]);
  });

  it('takes a user id of 255 characters', async () => {
    const user = 'ü'.repeat(255);
    const { submit, told } = createTestProxy({ identify: () => user });
    expect((await submit()).status).toBe(200);
    expect(told()[0]).toMatchObject({ user });
  });

  it('asks authorize about the person and the message', async () => {
    const authorize = vi.fn(async () => true);
    const { submit } = createTestProxy({ authorize });
    expect((await submit()).status).toBe(200);
    expect(authorize).toHaveBeenCalledWith({ user: 'user-1', message: { messageId: MESSAGE_ID } });
  });

  it('answers alike for a message of somebody else and one that does not exist', async () => {
    const denied = createTestProxy({ authorize: () => false });
    const missing = createTestProxy();
    missing.upstream.next(messageNotExists());
    const [one, other] = await Promise.all([
      problemOf(await denied.submit()),
      problemOf(await missing.submit()),
    ]);
    expect({ ...one, requestId: '' }).toEqual({ ...other, requestId: '' });
    expect(denied.upstream.calls).toEqual([]);
    expect(await denied.loaded()).toBeUndefined();
  });

  it.each([undefined, null, 1, 'true', {}])('takes %j of authorize for no', async (answer) => {
    const { submit } = createTestProxy({ authorize: () => answer as unknown as boolean });
    expect((await submit()).status).toBe(404);
  });

  it('answers 500 when authorize throws', async () => {
    const { submit, upstream } = createTestProxy({
      authorize: async () => Promise.reject(new Error('down')),
    });
    expect(await problemOf(await submit())).toMatchObject({ code: 'internal' });
    expect(upstream.calls).toEqual([]);
  });

  it('asks to come back in a few seconds when the store fails', async () => {
    const broken = async () => Promise.reject(new Error('disk full'));
    const store: FeedbackStore = {
      durable: true,
      accept: broken,
      get: () => {
        throw new Error('closed');
      },
      claim: broken,
      settle: broken,
      nextDueAt: broken,
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
    expect((await load(MESSAGE_ID, '..')).status).toBe(400);
  });

  it('goes on when the host’s onEvent throws', async () => {
    const onEvent = () => {
      throw new Error('logger down');
    };
    expect((await createTestProxy({ onEvent }).submit()).status).toBe(200);
  });

  it('is understood by the submit function of the browser', async () => {
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
    const foreign = submit({ ...submission, message: { messageId: 'x' } }, context);
    await expect(foreign).rejects.toMatchObject({
      code: 'invalid_message',
      problems: [{ field: 'message.messageId', code: 'wrong_form' }],
    });
  });

  describe('refuses to start', () => {
    const adapter = createDifyAdapter({ apiKey: 'app-key', baseUrl: 'https://dify.example.com/v1' });
    const identify = () => 'user-1';

    it('without identify', () => {
      expect(() => createFeedbackProxy({ adapter } as unknown as FeedbackProxyOptions)).toThrow(
        /without identify/,
      );
    });

    it('without authorize for an upstream that does not know the person', () => {
      const hostOwned = { ...adapter, name: 'other', ownership: 'host' as const };
      expect(() => createFeedbackProxy({ adapter: hostOwned, identify })).toThrow(
        /the other adapter.*Pass authorize/,
      );
      const options = { adapter: hostOwned, identify, authorize: () => true, worker: false };
      expect(() => createFeedbackProxy(options)).not.toThrow();
    });

    it('with a trusted origin that no browser would send', () => {
      const trustedOrigins = ['https://chat.example.com/'];
      expect(() => createFeedbackProxy({ adapter, identify, trustedOrigins })).toThrow(/has a path/);
    });

    it('with an adapter whose promises it cannot keep', () => {
      for (const change of [{ revoke: false }, { holdMs: 10_000 }]) {
        const other = { ...adapter, capabilities: { ...adapter.capabilities, ...change } };
        expect(() => createFeedbackProxy({ adapter: other, identify })).toThrow(
          /cannot take ratings back or holds/,
        );
      }
    });
  });

  it('warns that nothing is durable, once and only in production', () => {
    vi.stubEnv('NODE_ENV', 'production');
    expect(createTestProxy().eventsOf('store_not_durable')).toHaveLength(1);
    vi.stubEnv('NODE_ENV', 'development');
    expect(createTestProxy().eventsOf('store_not_durable')).toHaveLength(0);
    vi.unstubAllEnvs();
  });
});
