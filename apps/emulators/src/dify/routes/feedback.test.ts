import { beforeEach, describe, expect, it } from 'vitest';
import { COMPLETION_KEY, freshEmulators } from '../../testing/test-emulators.ts';

const emulators = freshEmulators({ now: () => time });
let messageId: string;
let time = Date.UTC(2026, 4, 17, 12);

beforeEach(async () => {
  messageId = await emulators.createMessage();
});

const rateAs = (user: unknown, body: object) => emulators.rate(messageId, { user, ...body });
const usersKnown = async () => {
  const { body } = await emulators.control('/state');
  return body.dify.endUsers.map((endUser: { user: string }) => endUser.user);
};

describe('the feedback of a message', () => {
  it('is set again without an error, in the same row', async () => {
    await rateAs('alice', { rating: 'like' });
    expect((await rateAs('alice', { rating: 'like' })).status).toBe(200);
    expect(await emulators.feedbacks()).toHaveLength(1);
  });

  it('is revoked by null, and a second revoke is refused', async () => {
    await rateAs('alice', { rating: 'like' });
    expect((await rateAs('alice', { rating: null })).status).toBe(200);
    expect(await emulators.feedbacks()).toEqual([]);
    expect((await rateAs('alice', { rating: null })).status).toBe(400);
  });

  it('is revoked by leaving the rating out', async () => {
    await rateAs('alice', { rating: 'like' });
    expect((await rateAs('alice', {})).status).toBe(200);
    expect(await emulators.feedbacks()).toEqual([]);
  });

  it('loses its content when a later rating brings none', async () => {
    await rateAs('alice', { rating: 'dislike', content: 'wrong sum' });
    expect((await emulators.feedbacks())[0]).toMatchObject({ rating: 'dislike', content: 'wrong sum' });
    await rateAs('alice', { rating: 'dislike' });
    expect((await emulators.feedbacks())[0]).toMatchObject({ rating: 'dislike', content: null });
  });

  it('ignores fields Dify does not know', async () => {
    expect((await rateAs('alice', { rating: 'like', tags: ['fast'], from_source: 'admin' })).status).toBe(
      200,
    );
    expect((await emulators.feedbacks())[0]).toMatchObject({
      rating: 'like',
      content: null,
      fromSource: 'user',
    });
  });

  it('keeps the user string, the source and both times', async () => {
    await rateAs('alice', { rating: 'like' });
    const created = new Date(time).toISOString();
    time += 5000;
    await rateAs('alice', { rating: 'dislike' });
    expect((await emulators.feedbacks())[0]).toMatchObject({
      user: 'alice',
      fromSource: 'user',
      createdAt: created,
      updatedAt: new Date(time).toISOString(),
    });
  });
});

describe('the owner of a message', () => {
  it('is the user who asked: another gets 404', async () => {
    expect((await rateAs('bob', { rating: 'like' })).status).toBe(404);
  });

  it('is the app that was asked: the key of another gets 404', async () => {
    const body = { rating: 'like', user: 'alice' };
    const response = await emulators.dify(`/messages/${messageId}/feedbacks`, { key: COMPLETION_KEY, body });
    expect(response.status).toBe(404);
  });

  it('does not exist for messages made in the console', async () => {
    const { body } = await emulators.control('/dify/messages', { user: 'alice', fromSource: 'console' });
    const response = await emulators.rate(body.messageId, { rating: 'like', user: 'alice' });
    expect(response.status).toBe(404);
  });

  it('may rate a message made through the control API for them', async () => {
    const { body } = await emulators.control('/dify/messages', { user: 'alice' });
    const response = await emulators.rate(body.messageId, { rating: 'like', user: 'alice' });
    expect(response.status).toBe(200);
  });
});

describe('the user string', () => {
  it('makes an end user even when the answer is 404', async () => {
    await rateAs('stranger', { rating: 'like' });
    expect(await usersKnown()).toContain('stranger');
  });

  it('makes an end user before the payload is looked at', async () => {
    expect((await rateAs('typist', { rating: 'LIKE' })).status).toBe(422);
    expect(await usersKnown()).toContain('typist');
  });

  it('may be a number', async () => {
    const { body } = await emulators.control('/dify/messages', { user: '42' });
    const response = await emulators.rate(body.messageId, { rating: 'like', user: 42 });
    expect(response.status).toBe(200);
  });
});

describe('the order of the checks', () => {
  const unknown = '11111111-1111-4111-8111-111111111111';

  it('looks at the key before the user', async () => {
    const headers = { Authorization: 'Bearer wrong' };
    const response = await emulators.dify(`/messages/${unknown}/feedbacks`, { body: {}, headers });
    expect(response.status).toBe(401);
  });

  it('looks at the user before the payload', async () => {
    expect((await rateAs('', { rating: 'LIKE' })).status).toBe(400);
  });

  it('looks at the payload before the message', async () => {
    expect((await emulators.rate(unknown, { rating: 'LIKE', user: 'alice' })).status).toBe(422);
  });
});

describe('the duplicate-row race', () => {
  const rateTwiceAtOnce = () =>
    Promise.all([rateAs('alice', { rating: 'like' }), rateAs('alice', { rating: 'dislike' })]);

  it('makes two rows of two first ratings when it is switched on, and a revoke takes only one', async () => {
    await emulators.control('/settings', { dify: { raceWindowMs: 100 } }, 'PATCH');
    await rateTwiceAtOnce();
    expect(await emulators.feedbacks()).toHaveLength(2);
    expect((await rateAs('alice', { rating: null })).status).toBe(200);
    expect(await emulators.feedbacks()).toHaveLength(1);
  });

  it('makes one row when it is off', async () => {
    await rateTwiceAtOnce();
    expect(await emulators.feedbacks()).toHaveLength(1);
  });
});

describe('GET /app/feedbacks', () => {
  const page = async (query: string) => (await emulators.dify(`/app/feedbacks${query}`)).json();

  it('lists the newest first, page by page, without a total', async () => {
    for (const user of ['a', 'b', 'c']) {
      time += 1000;
      await emulators.rate(await emulators.createMessage(user), { rating: 'like', user, content: user });
    }
    const first = await page('?page=1&limit=2');
    expect(Object.keys(first)).toEqual(['data']);
    expect(first.data.map((row: { content: string }) => row.content)).toEqual(['c', 'b']);
    const second = await page('?page=2&limit=2');
    expect(second.data.map((row: { content: string }) => row.content)).toEqual(['a']);
  });

  it("names Dify's own id of the user, and times without a zone", async () => {
    await rateAs('alice', { rating: 'like' });
    const [row] = (await page('')).data;
    expect(Object.keys(row)).toEqual(
      'id app_id conversation_id message_id rating content from_source from_end_user_id from_account_id created_at updated_at'.split(
        ' ',
      ),
    );
    expect(row.from_end_user_id).not.toBe('alice');
    expect(row.created_at).toBe(new Date(time).toISOString().replace('.000Z', ''));
  });

  it('takes a limit up to 101', async () => {
    expect((await emulators.dify('/app/feedbacks?limit=101')).status).toBe(200);
    expect((await emulators.dify('/app/feedbacks?limit=102')).status).toBe(422);
    await emulators.setGeneration('G3');
    expect((await emulators.dify('/app/feedbacks?limit=102')).status).toBe(400);
  });
});
