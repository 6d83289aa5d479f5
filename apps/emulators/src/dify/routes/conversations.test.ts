import { describe, expect, it } from 'vitest';
import { COMPLETION_KEY, freshEmulators } from '../../testing/test-emulators.ts';

const emulators = freshEmulators({ now: () => time });
let time = Date.UTC(2026, 4, 17, 12);

/** @returns the id of the conversation, which is as old as its place in the test. */
async function converse(
  query: string,
  rest: object = {},
): Promise<{ conversationId: string; messageId: string }> {
  time += 1000;
  const response = await emulators.dify('/chat-messages', {
    body: { inputs: {}, query, user: 'alice', ...rest },
  });
  const { conversation_id: conversationId, message_id: messageId } = await response.json();
  return { conversationId, messageId };
}
const list = async (query = '') => (await emulators.dify(`/conversations?user=alice${query}`)).json();
const namesIn = ({ data }: { data: { name: string }[] }) => data.map(({ name }) => name);

describe('GET /conversations', () => {
  it('lists those of the user, the last used first, with the shape Dify gives them', async () => {
    const { conversationId } = await converse('first');
    await converse('second');
    await converse('again', { conversation_id: conversationId });
    await converse('of another user', { user: 'bob' });
    const page = await list();
    expect(page).toMatchObject({ limit: 20, has_more: false });
    expect(namesIn(page)).toEqual(['first', 'second']);
    expect(Object.keys(page.data[0])).toEqual(
      'id name inputs status introduction created_at updated_at'.split(' '),
    );
  });

  it('pages by last_id in the order asked for', async () => {
    for (const query of ['one', 'two', 'three']) await converse(query);
    const first = await list('&limit=2&sort_by=created_at');
    expect(namesIn(first)).toEqual(['one', 'two']);
    expect(first.has_more).toBe(true);
    const second = await list(`&limit=2&sort_by=created_at&last_id=${first.data[1].id}`);
    expect(namesIn(second)).toEqual(['three']);
    expect(second.has_more).toBe(false);
    const newest = await list('&limit=2');
    expect(namesIn(newest)).toEqual(['three', 'two']);
    expect(namesIn(await list(`&limit=2&last_id=${newest.data[1].id}`))).toEqual(['one']);
  });

  it('answers 404 for a last_id that is not there', async () => {
    const response = await emulators.dify(
      '/conversations?user=alice&last_id=11111111-1111-4111-8111-111111111111',
    );
    expect(response.status).toBe(404);
    expect((await response.json()).message).toBe('Last Conversation Not Exists.');
  });

  it.each(['limit=0', 'limit=101', 'limit=ten', 'sort_by=name', 'last_id=x'])('refuses %s', async (query) => {
    expect((await emulators.dify(`/conversations?user=alice&${query}`)).status).toBe(422);
  });
});

describe('POST /conversations/:id/name', () => {
  const rename = (id: string, body: object) => emulators.dify(`/conversations/${id}/name`, { body });

  it('gives the name sent', async () => {
    const { conversationId } = await converse('hello');
    const response = await rename(conversationId, { name: 'Greetings', user: 'alice' });
    expect(await response.json()).toMatchObject({ id: conversationId, name: 'Greetings' });
    expect(namesIn(await list())).toEqual(['Greetings']);
  });

  it('makes a name of the first question', async () => {
    const { conversationId } = await converse('hello', { auto_generate_name: false });
    expect(namesIn(await list())).toEqual(['New conversation']);
    await rename(conversationId, { auto_generate: true, user: 'alice' });
    expect(namesIn(await list())).toEqual(['hello']);
  });

  it('asks for a name or for leave to make one', async () => {
    const { conversationId } = await converse('hello');
    const response = await rename(conversationId, { name: ' ', user: 'alice' });
    expect(response.status).toBe(422);
    expect((await response.json()).message).toContain('name is required when auto_generate is false');
  });

  it('answers 404 to another user', async () => {
    const { conversationId } = await converse('hello');
    expect((await rename(conversationId, { name: 'Mine', user: 'bob' })).status).toBe(404);
  });
});

describe('DELETE /conversations/:id', () => {
  it('answers 204 and takes messages and feedback with it', async () => {
    const { conversationId, messageId } = await converse('hello');
    await emulators.rate(messageId, { rating: 'like', user: 'alice' });
    const body = { user: 'alice' };
    const response = await emulators.dify(`/conversations/${conversationId}`, { method: 'DELETE', body });
    expect(response.status).toBe(204);
    expect(await response.text()).toBe('');
    expect(await emulators.feedbacks()).toEqual([]);
    expect((await emulators.rate(messageId, { rating: 'like', user: 'alice' })).status).toBe(404);
  });

  it('answers 404 to another user and keeps the conversation', async () => {
    const { conversationId } = await converse('hello');
    const body = { user: 'bob' };
    const response = await emulators.dify(`/conversations/${conversationId}`, { method: 'DELETE', body });
    expect(response.status).toBe(404);
    expect((await list()).data).toHaveLength(1);
  });
});

describe('GET /messages', () => {
  const messages = (query: string) => emulators.dify(`/messages?user=alice&${query}`);

  it('gives the rating of each message and nothing of the comment', async () => {
    const { conversationId, messageId } = await converse('hello');
    await converse('thanks', { conversation_id: conversationId });
    await emulators.rate(messageId, { rating: 'dislike', content: 'secret', user: 'alice' });
    const text = await (await messages(`conversation_id=${conversationId}`)).text();
    expect(text).not.toContain('secret');
    const { data } = JSON.parse(text);
    expect(data.map((row: { feedback: unknown }) => row.feedback)).toEqual([{ rating: 'dislike' }, null]);
    expect(data[1].parent_message_id).toBe(messageId);
  });

  it('pages back from first_id, each page the oldest first', async () => {
    const { conversationId } = await converse('one');
    for (const query of ['two', 'three']) await converse(query, { conversation_id: conversationId });
    const newest = await (await messages(`conversation_id=${conversationId}&limit=2`)).json();
    expect(newest).toMatchObject({ limit: 2, has_more: true, data: [{ query: 'two' }, { query: 'three' }] });
    const query = `conversation_id=${conversationId}&limit=2&first_id=${newest.data[0].id}`;
    expect(await (await messages(query)).json()).toMatchObject({ has_more: false, data: [{ query: 'one' }] });
  });

  it('answers 404 for a conversation of another user and for a strange first_id', async () => {
    const { conversationId } = await converse('hello', { user: 'bob' });
    const foreign = await messages(`conversation_id=${conversationId}`);
    expect([foreign.status, (await foreign.json()).message]).toEqual([404, 'Conversation Not Exists.']);
    const own = await converse('hello');
    const strange = await messages(
      `conversation_id=${own.conversationId}&first_id=11111111-1111-4111-8111-111111111111`,
    );
    expect([strange.status, (await strange.json()).message]).toEqual([404, 'First Message Not Exists.']);
  });

  it('takes a missing user for DEFAULT-USER', async () => {
    const { conversationId } = await converse('hello', { user: 'DEFAULT-USER' });
    const response = await emulators.dify(`/messages?conversation_id=${conversationId}`);
    expect((await response.json()).data).toHaveLength(1);
  });

  it('answers not_chat_app for completion apps', async () => {
    const response = await emulators.dify('/messages?conversation_id=&user=alice', { key: COMPLETION_KEY });
    expect(response.status).toBe(400);
    expect((await response.json()).code).toBe('not_chat_app');
  });
});
