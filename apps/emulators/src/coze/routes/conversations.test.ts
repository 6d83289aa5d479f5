import { beforeEach, describe, expect, it } from 'vitest';
import { COZE_BOT, type CozeCaller, cozeCaller } from '../../testing/coze-caller.ts';
import { freshEmulators, type Json } from '../../testing/test-emulators.ts';

const emulators = freshEmulators();
let alice: CozeCaller;
beforeEach(async () => {
  alice = await cozeCaller(emulators, { sessionName: 'alice' });
});

const create = async (body: object = { bot_id: COZE_BOT }) =>
  (await alice.read('/v1/conversation/create', { body })).data;
const idsOf = (rows: Json[]) => rows.map(({ id }) => id);

describe('conversations', () => {
  it('are made with a name and data of the caller, and can be looked at', async () => {
    const made = await create({ bot_id: COZE_BOT, name: '杭州', meta_data: { uuid: 'x' } });
    const { data } = await alice.read(`/v1/conversation/retrieve?conversation_id=${made.id}`);
    expect(data).toEqual(made);
    expect(data).toMatchObject({ name: '杭州', meta_data: { uuid: 'x' }, connector_id: '1024' });
    expect(data.last_section_id).toMatch(/^\d{19}$/);
  });

  it('may be made without a body', async () => {
    const answer = await alice.read('/v1/conversation/create', { method: 'POST' });
    expect(answer.code).toBe(0);
  });

  it('are listed by bot, the newest first, page by page', async () => {
    const made = [await create(), await create(), await create()].map(({ id }) => id);
    await create({});
    const list = async (query: string) =>
      (await alice.read(`/v1/conversations?bot_id=${COZE_BOT}${query}`)).data;
    expect(idsOf((await list('')).conversations)).toEqual(made.toReversed());
    const first = await list('&page_size=2&sort_order=ASC');
    expect([idsOf(first.conversations), first.has_more]).toEqual([made.slice(0, 2), true]);
    const second = await list('&page_size=2&sort_order=ASC&page_num=2');
    expect([idsOf(second.conversations), second.has_more]).toEqual([made.slice(2), false]);
  });

  it.each(['', 'bot_id=x', `bot_id=${COZE_BOT}&page_size=51`, `bot_id=${COZE_BOT}&page_num=0`])(
    'are not listed for ?%s',
    async (query) => {
      expect((await alice.read(`/v1/conversations?${query}`)).code).toBe(4000);
    },
  );

  it('are seen by their creator alone', async () => {
    const { id } = await create();
    const bob = await cozeCaller(emulators, { sessionName: 'bob' });
    expect((await bob.read(`/v1/conversation/retrieve?conversation_id=${id}`)).code).toBe(4002);
    expect((await bob.read(`/v1/conversations?bot_id=${COZE_BOT}`)).data.conversations).toEqual([]);
  });

  it('are renamed by their creator alone', async () => {
    const { id } = await create();
    const put = (caller: CozeCaller, name: string) =>
      caller.read(`/v1/conversations/${id}`, { method: 'PUT', body: { name } });
    const bob = await cozeCaller(emulators, { sessionName: 'bob' });
    expect((await put(bob, 'mine')).code).toBe(4002);
    expect((await put(alice, '杭州'.repeat(51))).code).toBe(4000);
    expect((await put(alice, '杭州')).data).toMatchObject({ id, name: '杭州' });
  });

  it('are deleted with all that was said in them', async () => {
    const answer = await alice.createAnswer();
    await alice.rate(answer, { feedback_type: 'like' });
    const id = answer.conversationId;
    const bob = await cozeCaller(emulators, { sessionName: 'bob' });
    const remove = (caller: CozeCaller) => caller.read(`/v1/conversations/${id}`, { method: 'DELETE' });
    expect((await remove(bob)).code).toBe(4002);
    expect((await remove(alice)).code).toBe(0);
    expect((await alice.read(`/v1/conversation/retrieve?conversation_id=${id}`)).code).toBe(4002);
    expect((await emulators.state()).coze.counts).toEqual({ feedbacks: 0, messages: 0 });
  });

  it('have names of a hundred characters at most', async () => {
    const answer = await alice.read('/v1/conversation/create', { body: { name: 'x'.repeat(101) } });
    expect(answer.code).toBe(4000);
  });
});

describe('POST /v1/conversation/message/list', () => {
  const list = (conversationId: string, body: object = {}) =>
    alice.read(`/v1/conversation/message/list?conversation_id=${conversationId}`, { body });

  it('gives questions and answers, the newest first, and no feedback', async () => {
    const answer = await alice.createAnswer('What is 2 + 2?');
    await alice.rate(answer, { feedback_type: 'like' });
    const { data, has_more: more, first_id: first, last_id: last } = await list(answer.conversationId);
    expect(data.map(({ role, type }: Json) => [role, type])).toEqual([
      ['assistant', 'answer'],
      ['user', 'question'],
    ]);
    expect([first, last, more]).toEqual([data[0].id, data[1].id, false]);
    expect(data[1].content).toBe('What is 2 + 2?');
    expect(JSON.stringify(data)).not.toContain('feedback');
  });

  it('pages forwards and backwards in either order', async () => {
    const { data } = await alice.ask('one');
    const conversationId = data.conversation_id;
    await alice.ask('two', { conversationId });
    const all = idsOf((await list(conversationId, { order: 'asc' })).data);
    expect(all).toHaveLength(4);
    const page = async (body: object) => {
      const answer = await list(conversationId, body);
      return [idsOf(answer.data), answer.has_more];
    };
    expect(await page({ order: 'asc', limit: 2, after_id: all[0] })).toEqual([all.slice(1, 3), true]);
    expect(await page({ order: 'asc', before_id: all[2] })).toEqual([all.slice(0, 2), false]);
    expect(await page({ after_id: all[2] })).toEqual([[all[1], all[0]], false]);
    expect(await page({ chat_id: data.id, before_id: '0' })).toEqual([[all[1], all[0]], false]);
  });

  it.each([{ limit: 0 }, { limit: 51 }, { order: 'newest' }])('refuses %j', async (body) => {
    const { id } = await create();
    expect((await list(id, body)).code).toBe(4000);
  });
});
