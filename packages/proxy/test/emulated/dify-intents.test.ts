import { ChatClient } from 'dify-client';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { createDifyAdapter } from '../../src/adapters/dify/index.ts';
import { DISLIKE, LIKE, NONE, stampOf } from '../test-proxy.ts';
import {
  createEmulatedProxy,
  type Emulated,
  type LoggedRequest,
  ownHeaders,
  startEmulated,
} from './emulated-upstream.ts';

// Some cases wait for responses that never come.
vi.setConfig({ testTimeout: 30_000 });

let emulated: Emulated;
let message: { messageId: string };
let path: string;

beforeAll(async () => {
  emulated = await startEmulated();
});
afterAll(() => emulated.emulators.close());
beforeEach(async () => {
  await emulated.reset();
  const created = await emulated.control('/dify/messages', {
    ...{ apiKey: emulated.emulators.access.dify.chatApiKey, user: 'alice', query: 'Hi', answer: 'Hello' },
  });
  message = { messageId: created.messageId };
  path = `/v1/messages/${message.messageId}/feedbacks`;
});

const EVERYWHERE = '/v1/messages/*/feedbacks';

function createProxy(options?: Parameters<typeof createEmulatedProxy>[1]) {
  const { difyBaseUrl, access } = emulated.emulators;
  return createEmulatedProxy(
    createDifyAdapter({ apiKey: access.dify.chatApiKey, baseUrl: difyBaseUrl }),
    options,
  );
}

function post(body: string): object {
  return { method: 'POST', path, query: '', body, status: 200 };
}

async function storedFeedbacks() {
  return (await emulated.control('/state')).dify.feedbacks;
}

describe('Dify, intent by intent', () => {
  it('like', async () => {
    const { submit } = createProxy();
    expect(await submit({ message, feedback: LIKE })).toMatchObject({ status: 'delivered' });
    const delivered = await emulated.received();
    expect(delivered).toMatchObject([post('{"rating":"like","user":"alice"}')]);
    expect(ownHeaders(delivered[0] as LoggedRequest)).toEqual({
      accept: 'application/json',
      authorization: expect.stringMatching(/^Bearer …/),
      'content-type': 'application/json',
    });
  });

  it('dislike with reasons and comment', async () => {
    const { submit } = createProxy();
    await submit({
      message,
      feedback: { rating: 'dislike', reasons: ['不准确', 'Too long'], comment: '第二段。' },
    });
    expect(await emulated.received()).toMatchObject([
      post('{"rating":"dislike","user":"alice","content":"[不准确] [Too long]\\n第二段。"}'),
    ]);
    expect(await storedFeedbacks()).toMatchObject([
      { rating: 'dislike', content: '[不准确] [Too long]\n第二段。' },
    ]);
  });

  it('add a comment to a like', async () => {
    const { submit } = createProxy();
    await submit({ message, feedback: LIKE, stamp: stampOf(1) });
    await submit({ message, feedback: { ...LIKE, comment: 'Clear' }, stamp: stampOf(2) });
    expect(await emulated.received()).toMatchObject([
      post('{"rating":"like","user":"alice"}'),
      post('{"rating":"like","user":"alice","content":"Clear"}'),
    ]);
    expect(await storedFeedbacks()).toMatchObject([{ rating: 'like', content: 'Clear' }]);
  });

  it('change like to dislike', async () => {
    const { submit } = createProxy();
    await submit({ message, feedback: { ...LIKE, comment: 'Clear' }, stamp: stampOf(1) });
    await submit({ message, feedback: { ...DISLIKE, comment: 'Wrong' }, stamp: stampOf(2) });
    expect((await emulated.received())[1]).toMatchObject(
      post('{"rating":"dislike","user":"alice","content":"Wrong"}'),
    );
    expect(await storedFeedbacks()).toMatchObject([{ rating: 'dislike', content: 'Wrong' }]);
  });

  it('revoke', async () => {
    const { submit } = createProxy();
    await submit({ message, feedback: LIKE, stamp: stampOf(1) });
    expect(await submit({ message, feedback: NONE, stamp: stampOf(2) })).toMatchObject({
      status: 'delivered',
    });
    expect((await emulated.received())[1]).toMatchObject(post('{"rating":null,"user":"alice"}'));
    expect(await storedFeedbacks()).toEqual([]);
  });

  it('revoke a missing rating', async () => {
    const { submit } = createProxy();
    expect(await submit({ message, feedback: NONE })).toMatchObject({ status: 'delivered' });
    expect(await emulated.received()).toMatchObject([
      { ...post('{"rating":null,"user":"alice"}'), status: 400 },
    ]);
  });

  it('read: from the proxy’s own store, with the comment that Dify does not return', async () => {
    const { submit, load } = createProxy();
    const feedback = { ...DISLIKE, comment: 'Wrong' };
    await submit({ message, feedback });
    expect((await load(message)).items).toMatchObject([{ ...message, feedback }]);
    expect(await emulated.received('/v1/messages')).toHaveLength(1);
  });

  it.each(['G1', 'G2', 'G3', 'G4'])('another user’s message, in generation %s', async (generation) => {
    await emulated.control('/settings', { dify: { generation } }, 'PATCH');
    const { submit } = createProxy({ identify: () => 'bob' });
    expect(await submit({ message, feedback: LIKE })).toMatchObject({
      httpStatus: 404,
      code: 'message_not_found',
    });
  });

  it('a disabled app', async () => {
    const {
      apps: [app],
    } = await emulated.control('/dify/apps');
    await emulated.control(`/dify/apps/${app.id}`, { condition: 'api_disabled' }, 'PATCH');
    const { submit, events } = createProxy();
    expect(await submit({ message, feedback: LIKE })).toMatchObject({ status: 'accepted' });
    expect(events.filter(({ type }) => type === 'held')).toMatchObject([{ upstreamStatus: 403 }]);
  });

  it.each([
    ['503', { kind: 'status', status: 503 }],
    ['a reset', { kind: 'reset', when: 'after' }],
    ['no response', { kind: 'hang' }],
  ])('a transient error: %s', async (_, fault) => {
    await emulated.fail(fault, EVERYWHERE);
    const { submit, event } = createProxy();
    await submit({ message, feedback: LIKE });
    await event('delivered');
    const bodies = (await emulated.received()).map(({ body }) => body);
    expect(new Set(bodies)).toEqual(new Set(['{"rating":"like","user":"alice"}']));
    expect(await storedFeedbacks()).toMatchObject([{ rating: 'like' }]);
  });
});

describe('Dify’s own client', () => {
  /** The fields of a request that both clients send. */
  async function requestFrom(call: () => Promise<unknown>) {
    await call();
    const [request] = (await emulated.received()).slice(-1);
    const { authorization, 'content-type': contentType } = request?.headers ?? {};
    const { method, path, query, body } = request as LoggedRequest;
    return { method, path, query, authorization, contentType, fields: JSON.parse(body) };
  }

  it.each([
    ['like', LIKE, 'like'],
    ['dislike', DISLIKE, 'dislike'],
    ['revoke', NONE, null],
  ])('sends the same, field by field: %s', async (_, feedback, rating) => {
    const { access, difyBaseUrl } = emulated.emulators;
    const client = new ChatClient(access.dify.chatApiKey, difyBaseUrl);
    const { submit } = createProxy();
    // A rating to revoke, twice.
    await submit({ message, feedback: LIKE, stamp: stampOf(1) });
    const theirs = await requestFrom(() =>
      client.messageFeedback(message.messageId, rating as never, 'alice'),
    );
    await submit({ message, feedback: DISLIKE, stamp: stampOf(2) });
    const ours = await requestFrom(() => submit({ message, feedback, stamp: stampOf(3) }));
    expect(ours).toEqual(theirs);
  });
});
