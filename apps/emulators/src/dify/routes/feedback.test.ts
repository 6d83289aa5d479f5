import { beforeEach, describe, expect, it } from 'vitest';
import { CHAT_KEY, COMPLETION_KEY, freshEmulators, type Json } from '../../testing/test-emulators.ts';

const emulators = freshEmulators({ now: () => time });
let messageId: string;
let time = Date.UTC(2026, 4, 17, 12);
beforeEach(async () => {
  messageId = await emulators.createMessage();
});

/** Rates the message, or another one, as Alice unless the body names another user. */
const rate = async (body: object, { id = messageId, key = CHAT_KEY, headers = {} } = {}): Promise<number> =>
  (await emulators.dify(`/messages/${id}/feedbacks`, { body: { user: 'alice', ...body }, key, headers }))
    .status;
const LIKE = { rating: 'like' };
const made = async (message: object): Promise<{ id: string }> => ({
  id: (await emulators.control('/dify/messages', message)).body.messageId,
});
const stored = () => emulators.feedbacks();
const usersKnown = async () => (await emulators.state()).dify.endUsers.map(({ user }: Json) => user);

describe('the feedback of a message', () => {
  it('is overwritten in the same row', async () => {
    expect([await rate(LIKE), await rate(LIKE)]).toEqual([200, 200]);
    expect(await stored()).toHaveLength(1);
  });

  it('is revoked by null, and a second revoke is refused', async () => {
    await rate(LIKE);
    expect(await rate({ rating: null })).toBe(200);
    expect(await stored()).toEqual([]);
    expect(await rate({ rating: null })).toBe(400);
  });

  it('is revoked by a missing rating', async () => {
    await rate(LIKE);
    expect(await rate({})).toBe(200);
    expect(await stored()).toEqual([]);
  });

  it('loses its content if a later rating has none', async () => {
    await rate({ rating: 'dislike', content: 'wrong sum' });
    expect(await stored()).toMatchObject([{ rating: 'dislike', content: 'wrong sum' }]);
    await rate({ rating: 'dislike' });
    expect(await stored()).toMatchObject([{ rating: 'dislike', content: null }]);
  });

  it('ignores fields Dify does not know', async () => {
    expect(await rate({ ...LIKE, tags: ['fast'], from_source: 'admin' })).toBe(200);
    expect(await stored()).toMatchObject([{ rating: 'like', content: null, fromSource: 'user' }]);
  });

  it('keeps the user string, the source and both times', async () => {
    await rate(LIKE);
    const createdAt = new Date(time).toISOString();
    time += 5000;
    await rate({ rating: 'dislike' });
    const updatedAt = new Date(time).toISOString();
    expect(await stored()).toMatchObject([{ user: 'alice', fromSource: 'user', createdAt, updatedAt }]);
  });
});

describe('the owner of a message', () => {
  it('is the user who asked: another user gets 404', async () => {
    expect(await rate({ ...LIKE, user: 'bob' })).toBe(404);
  });

  it('is the app that answered: the key of another app gets 404', async () => {
    expect(await rate(LIKE, { key: COMPLETION_KEY })).toBe(404);
  });

  it('does not exist for messages made in the console', async () => {
    expect(await rate(LIKE, await made({ user: 'alice', fromSource: 'console' }))).toBe(404);
  });

  it('may rate a message made through the control API for them', async () => {
    expect(await rate(LIKE, await made({ user: 'alice' }))).toBe(200);
  });
});

describe('the user string', () => {
  it('creates an end user even if the response is 404', async () => {
    await rate({ ...LIKE, user: 'stranger' });
    expect(await usersKnown()).toContain('stranger');
  });

  it('creates an end user before the payload is checked', async () => {
    expect(await rate({ rating: 'LIKE', user: 'typist' })).toBe(422);
    expect(await usersKnown()).toContain('typist');
  });

  it('may be a number', async () => {
    expect(await rate({ ...LIKE, user: 42 }, await made({ user: '42' }))).toBe(200);
  });
});

describe('the order of the checks', () => {
  const nowhere = { id: '11111111-1111-4111-8111-111111111111' };

  it.each([
    ['the key before the user', { user: undefined }, { headers: { Authorization: 'Bearer wrong' } }, 401],
    ['the user before the payload', { rating: 'LIKE', user: '' }, {}, 400],
    ['the payload before the message', { rating: 'LIKE' }, {}, 422],
  ])('checks %s', async (_name, body, options, status) => {
    expect(await rate(body, { ...nowhere, ...options })).toBe(status);
  });
});

describe('the duplicate-row race', () => {
  const rateTwiceAtOnce = () => Promise.all([rate(LIKE), rate({ rating: 'dislike' })]);

  it('makes two rows if two requests create the rating at once, and a revoke deletes only one', async () => {
    await emulators.set({ dify: { raceWindowMs: 100 } });
    await rateTwiceAtOnce();
    expect(await stored()).toHaveLength(2);
    expect(await rate({ rating: null })).toBe(200);
    expect(await stored()).toHaveLength(1);
  });

  it('makes one row if it is off', async () => {
    await rateTwiceAtOnce();
    expect(await stored()).toHaveLength(1);
  });
});

describe('GET /app/feedbacks', () => {
  const page = (query = ''): Promise<Json> => emulators.difyAnswer(`/app/feedbacks${query}`);

  it('lists the newest first, page by page, without a total', async () => {
    for (const user of ['a', 'b', 'c']) {
      time += 1000;
      await rate({ ...LIKE, user, content: user }, { id: await emulators.createMessage(user) });
    }
    const { httpStatus, ...first } = await page('?page=1&limit=2');
    expect([httpStatus, Object.keys(first)]).toEqual([200, ['data']]);
    expect(first.data.map(({ content }: Json) => content)).toEqual(['c', 'b']);
    expect((await page('?page=2&limit=2')).data).toMatchObject([{ content: 'a' }]);
  });

  it("returns Dify's own id of the user, and times without a zone", async () => {
    await rate(LIKE);
    const [row] = (await page()).data;
    const ids = ['id', 'app_id', 'conversation_id', 'message_id', 'rating', 'content', 'from_source'];
    const origin = ['from_end_user_id', 'from_account_id', 'created_at', 'updated_at'];
    expect(Object.keys(row)).toEqual([...ids, ...origin]);
    expect(row.from_end_user_id).not.toBe('alice');
    expect(row.created_at).toBe(new Date(time).toISOString().replace('.000Z', ''));
  });

  it('accepts a limit up to 101', async () => {
    expect((await page('?limit=101')).httpStatus).toBe(200);
    expect((await page('?limit=102')).httpStatus).toBe(400);
  });
});
