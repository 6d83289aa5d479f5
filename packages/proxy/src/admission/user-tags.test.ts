import { describe, expect, it } from 'vitest';
import {
  createTestProxy,
  DISLIKE,
  ENDPOINT,
  LIKE,
  MESSAGE_ID,
  rawRequest,
  stampOf,
} from '../../test/test-proxy.ts';
import { createMemoryStore } from '../index.ts';

const KEY = 'kmZ0b3J5LXdpdGgtZXhhY3RseS0zMi1ieXRlcy4uLi4';

function setUp(options: Parameters<typeof createTestProxy>[0] = {}) {
  let user: string | null = 'ada@example.com';
  const test = createTestProxy({ identify: () => user, ...options });
  return {
    ...test,
    signIn: (next: string | null) => {
      user = next;
    },
    read: async (userTag = '') => bodyOf(await test.proxy.fetch(readRequest(userTag))),
    send: (fields: object) =>
      test.proxy.fetch(
        rawRequest(
          JSON.stringify({
            message: { messageId: MESSAGE_ID },
            feedback: LIKE,
            stamp: stampOf(1),
            ...fields,
          }),
        ),
      ),
  };
}

function readRequest(userTag: string): Request {
  return new Request(`${ENDPOINT}?messageId=${MESSAGE_ID}${userTag && `&userTag=${userTag}`}`);
}

async function bodyOf(response: Response) {
  return (await response.json()) as { userTag?: string; code?: string; items?: unknown[] };
}

describe('the user tag', () => {
  it('is in receipts, reads and problems, and does not reveal the user id', async () => {
    const { send, read } = setUp();
    const { userTag = '' } = await read();
    expect(userTag).toMatch(/^[\w-]{8}\.[\w-]{22}$/);
    expect(await bodyOf(await send({}))).toMatchObject({ status: 'delivered', userTag });
    expect(await bodyOf(await send({ stamp: 'now' }))).toMatchObject({ code: 'invalid_submission', userTag });
  });

  it('refuses a read by POST for another user, and one whose tag is not text', async () => {
    const { proxy, read, signIn } = setUp();
    const { userTag } = await read();
    const readByPost = async (meantFor: unknown) => {
      const body = { messages: [{ messageId: MESSAGE_ID }], userTag: meantFor };
      return bodyOf(await proxy.fetch(rawRequest(JSON.stringify(body))));
    };
    expect(await readByPost(userTag)).toMatchObject({ items: [], userTag });
    expect(await readByPost(7)).toMatchObject({
      code: 'invalid_message',
      detail: expect.stringContaining('"userTag" is not text'),
    });
    signIn('ben@example.com');
    expect(await readByPost(userTag)).toMatchObject({ code: 'other_user' });
  });

  it('is absent while no user is signed in', async () => {
    const { signIn, read } = setUp();
    signIn(null);
    const problem = await read();
    expect(problem.code).toBe('unauthenticated');
    expect(problem).not.toHaveProperty('userTag');
  });

  it('differs between users and between keys, but not between nodes of one store', async () => {
    const store = createMemoryStore();
    const [one, two, elsewhere] = [setUp({ store }), setUp({ store }), setUp()];
    const ada = (await one.read()).userTag;
    expect((await two.read()).userTag).toBe(ada);
    expect((await elsewhere.read()).userTag).not.toBe(ada);
    two.signIn('ben@example.com');
    expect((await two.read()).userTag).not.toBe(ada);
  });

  it('refuses a submission for another user with a code of its own, and stores nothing', async () => {
    const { send, read, signIn, store, upstream } = setUp();
    const { userTag } = await read();
    signIn('ben@example.com');
    const response = await send({ userTag, feedback: DISLIKE });
    expect(response.status).toBe(409);
    expect(await bodyOf(response)).toMatchObject({ code: 'other_user', retryable: false });
    expect(await store.get('ben@example.com', [MESSAGE_ID])).toEqual([]);
    expect(upstream.calls).toEqual([]);

    signIn('ada@example.com');
    expect((await send({ userTag, feedback: DISLIKE })).status).toBe(200);
  });

  it('refuses a read for another user, and shows nothing', async () => {
    const { send, read, signIn } = setUp();
    const { userTag } = await read();
    signIn('ben@example.com');
    await send({});
    const problem = await read(userTag);
    expect(problem).toMatchObject({ code: 'other_user' });
    expect(problem).not.toHaveProperty('items');
  });

  it('accepts requests without a tag, as from a page before its first response', async () => {
    const { send, read } = setUp();
    expect((await send({})).status).toBe(200);
    expect((await read()).items).toHaveLength(1);
  });
});

describe('the key of the user tags', () => {
  it('is an option for stores that cannot keep it', async () => {
    const { keepSetting: _, ...store } = createMemoryStore();
    const [one, two] = [setUp({ store, userTagKey: KEY }), setUp({ userTagKey: `${KEY}=` })];
    const { userTag } = await one.read();
    expect(userTag).toBeDefined();
    expect((await two.read()).userTag).toBe(userTag);
  });

  it('is missed with the first request, not at creation', async () => {
    const { keepSetting: _, ...store } = createMemoryStore();
    const { read, eventsOf } = setUp({ store });
    expect(await read()).toMatchObject({ code: 'internal' });
    expect(eventsOf('request_failed')).toMatchObject([{ detail: expect.stringContaining('userTagKey') }]);
  });

  it('is missed, too, if the setting of the store is not a key', async () => {
    const { read, eventsOf } = setUp({ store: { ...createMemoryStore(), keepSetting: async () => 'short' } });
    expect(await read()).toMatchObject({ code: 'internal' });
    expect(eventsOf('request_failed')).toMatchObject([
      { detail: expect.stringMatching(/setting "user_tag_key" is not a key.* remove that setting/) },
    ]);
  });

  it('is asked for again after the store has failed', async () => {
    const store = createMemoryStore();
    let fails = true;
    const { read } = setUp({
      store: {
        ...store,
        keepSetting: async (...call) => {
          if (fails) throw new Error('The store is down.');
          return (await store.keepSetting?.(...call)) ?? '';
        },
      },
    });
    expect(await read()).toMatchObject({ code: 'store_unavailable' });
    fails = false;
    expect((await read()).userTag).toBeDefined();
  });

  it('must be 32 bytes in base64url', () => {
    expect(() => setUp({ userTagKey: 'short' })).toThrow(TypeError);
  });
});
