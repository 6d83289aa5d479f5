import { beforeEach, describe, expect, it } from 'vitest';
import { COZE_BOT, type CozeCaller, cozeCaller } from '../../testing/coze-caller.ts';
import { freshEmulators, type Json } from '../../testing/test-emulators.ts';

const emulators = freshEmulators();
let alice: CozeCaller;
let bob: CozeCaller;
beforeEach(async () => {
  alice = await cozeCaller(emulators, { sessionName: 'alice' });
  bob = await cozeCaller(emulators, { sessionName: 'bob' });
});

const create = async (body: object = { bot_id: COZE_BOT }) =>
  (await alice.read('/v1/conversation/create', { body })).data;
const retrieve = (id: string, caller = alice) =>
  caller.read(`/v1/conversation/retrieve?conversation_id=${id}`);
const list = async (query: string, caller = alice) =>
  (await caller.read(`/v1/conversations?bot_id=${COZE_BOT}${query}`)).data;
const idsOf = (rows: Json[]) => rows.map(({ id }) => id);

describe('conversations', () => {
  it('are created with a name and data of the caller, and can be retrieved', async () => {
    const made = await create({ bot_id: COZE_BOT, name: '杭州', meta_data: { uuid: 'x' } });
    const { data } = await retrieve(made.id);
    expect(data).toEqual(made);
    expect(data).toMatchObject({ name: '杭州', meta_data: { uuid: 'x' }, connector_id: '1024' });
    expect(data.last_section_id).toMatch(/^\d{19}$/);
  });

  it('can be created without a body', async () => {
    expect((await alice.read('/v1/conversation/create', { method: 'POST' })).code).toBe(0);
  });

  it('are listed by bot, the newest first, page by page', async () => {
    const made = idsOf([await create(), await create(), await create()]);
    await create({});
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

  it('are visible to their creator only, who can rename them', async () => {
    const { id } = await create();
    const put = (caller: CozeCaller, name: string) =>
      caller.read(`/v1/conversations/${id}`, { method: 'PUT', body: { name } });
    expect((await retrieve(id, bob)).code).toBe(4002);
    expect((await list('', bob)).conversations).toEqual([]);
    expect((await put(bob, 'mine')).code).toBe(4002);
    expect((await put(alice, '杭州'.repeat(51))).code).toBe(4000);
    expect((await put(alice, '杭州')).data).toMatchObject({ id, name: '杭州' });
  });

  it('are deleted with their messages and feedback', async () => {
    const answer = await alice.createAnswer();
    await alice.rate(answer);
    const remove = (caller: CozeCaller) =>
      caller.read(`/v1/conversations/${answer.conversationId}`, { method: 'DELETE' });
    expect((await remove(bob)).code).toBe(4002);
    expect((await remove(alice)).code).toBe(0);
    expect((await retrieve(answer.conversationId)).code).toBe(4002);
    expect((await emulators.state()).coze.counts).toEqual({ feedbacks: 0, messages: 0 });
  });

  it('have names of a hundred characters at most', async () => {
    const answer = await alice.read('/v1/conversation/create', { body: { name: 'x'.repeat(101) } });
    expect(answer.code).toBe(4000);
  });
});

describe('POST /v1/conversation/message/list', () => {
  const listMessages = (conversationId: string, body: object = {}) =>
    alice.read(`/v1/conversation/message/list?conversation_id=${conversationId}`, { body });

  it('lists questions and answers, the newest first, without feedback', async () => {
    const answer = await alice.createAnswer('What is 2 + 2?');
    await alice.rate(answer);
    const { data, has_more, first_id, last_id } = await listMessages(answer.conversationId);
    expect(data).toMatchObject([
      { role: 'assistant', type: 'answer' },
      { role: 'user', type: 'question', content: 'What is 2 + 2?' },
    ]);
    expect([first_id, last_id, has_more]).toEqual([...idsOf(data), false]);
    expect(JSON.stringify(data)).not.toContain('feedback');
  });

  it('pages forwards and backwards in either order', async () => {
    const { data } = await alice.ask('one');
    const conversationId = data.conversation_id;
    await alice.ask('two', { conversationId });
    const all = idsOf((await listMessages(conversationId, { order: 'asc' })).data);
    expect(all).toHaveLength(4);
    const page = async (body: object) => {
      const answer = await listMessages(conversationId, body);
      return [idsOf(answer.data), answer.has_more];
    };
    expect(await page({ order: 'asc', limit: 2, after_id: all[0] })).toEqual([all.slice(1, 3), true]);
    expect(await page({ order: 'asc', before_id: all[2] })).toEqual([all.slice(0, 2), false]);
    expect(await page({ after_id: all[2] })).toEqual([[all[1], all[0]], false]);
    expect(await page({ chat_id: data.id, before_id: '0' })).toEqual([[all[1], all[0]], false]);
  });

  it.each([{ limit: 0 }, { limit: 51 }, { order: 'newest' }])('refuses %j', async (body) => {
    expect((await listMessages((await create()).id, body)).code).toBe(4000);
  });
});
