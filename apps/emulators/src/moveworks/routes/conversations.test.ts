import { beforeEach, describe, expect, it } from 'vitest';
import { type MoveworksCaller, moveworksCaller } from '../../testing/moveworks-caller.ts';
import { freshEmulators, type Json } from '../../testing/test-emulators.ts';

const emulators = freshEmulators({ now: () => time });
let alice: MoveworksCaller;
let time = Date.UTC(2026, 4, 17, 12);
beforeEach(async () => {
  time = Date.UTC(2026, 4, 17, 12);
  alice = await moveworksCaller(emulators);
});

const create = async (body: object = {}) => {
  time += 1000;
  return alice.read('/conversations', { body });
};
const idOf = (conversation: Json): string => conversation.conversation_id;
const refused = (code: string) => ({ httpStatus: 400, error: { code } });

describe('conversations', () => {
  it('are created with a base-62 id, with or without a title', async () => {
    const made = await create({ title: 'Trip' });
    expect(idOf(made)).toMatch(/^conv_[0-9A-Za-z]{21}$/);
    expect(made).toMatchObject({ httpStatus: 201, title: 'Trip', archived: false });
    expect(await alice.read(`/conversations/${idOf(made)}`)).toEqual({ ...made, httpStatus: 200 });
    expect((await create()).title).toBeUndefined();
  });

  it('get a title with the first question', async () => {
    const conversationId = idOf(await create());
    await alice.answerIn(conversationId, 'Where is my laptop?');
    expect((await alice.read(`/conversations/${conversationId}`)).title).toBe('Where is my laptop?');
  });

  it('are listed by their last use, page by page', async () => {
    const [first, second, third] = [idOf(await create()), idOf(await create()), idOf(await create())];
    time += 1000;
    await alice.answerIn(first);
    const page = async (query: string) => {
      const { conversations, metadata } = await alice.read(`/conversations?limit=2${query}`);
      return { ids: conversations.map(idOf), cursor: metadata.next_cursor };
    };
    const newest = await page('');
    expect(newest.ids).toEqual([first, third]);
    expect(await page(`&cursor=${newest.cursor}`)).toEqual({ ids: [second], cursor: null });
  });

  it('are renamed', async () => {
    const path = `/conversations/${idOf(await create())}`;
    expect(await alice.read(path, { method: 'PATCH', body: { title: 'Old' } })).toMatchObject({
      title: 'Old',
    });
    expect((await alice.read(path)).title).toBe('Old');
  });

  it('are refused a title that is not text', async () => {
    expect(await create({ title: 5 })).toMatchObject(refused('INVALID_INPUT'));
  });
});

describe('messages', () => {
  it('are listed newest first with a cursor, twenty at a time', async () => {
    const conversationId = idOf(await create());
    for (let count = 0; count < 11; count += 1) await alice.answerIn(conversationId, `question ${count}`);
    const path = `/conversations/${conversationId}/messages`;
    const first = await alice.read(path);
    expect(first.messages).toHaveLength(20);
    expect(first.messages[1].content.plain_text.text).toBe('question 10');
    const second = await alice.read(`${path}?cursor=${first.metadata.next_cursor}`);
    expect(second.messages.map(({ actor }: Json) => actor)).toEqual(['ASSISTANT', 'USER']);
    expect(second.messages[1].content.plain_text.text).toBe('question 0');
    expect(second.metadata.next_cursor).toBeNull();
  });

  it.each(['limit=0', 'limit=101', 'limit=x'])('are not listed with %s', async (query) => {
    const path = `/conversations/${idOf(await create())}/messages?${query}`;
    expect(await alice.read(path)).toMatchObject(refused('INVALID_INPUT'));
  });

  it('are not listed from an invalid cursor, or one of another list', async () => {
    const path = `/conversations/${idOf(await create())}/messages`;
    await create();
    const { metadata } = await alice.read('/conversations?limit=1');
    for (const cursor of ['nonsense', metadata.next_cursor]) {
      expect(await alice.read(`${path}?cursor=${cursor}`)).toMatchObject(refused('INVALID_CURSOR'));
    }
  });
});

it('responds with 404 to an unknown path, and with 405 to a method that a path does not have', async () => {
  expect(await alice.read('/nonsense')).toMatchObject({ httpStatus: 404, error: { code: 'NOT_FOUND' } });
  expect((await alice.call('/conversations', { method: 'DELETE' })).status).toBe(405);
});
