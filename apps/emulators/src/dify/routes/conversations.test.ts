import { describe, expect, it } from 'vitest';
import { COMPLETION_KEY, freshEmulators, type Json } from '../../testing/test-emulators.ts';

const emulators = freshEmulators({ now: () => time });
let time = Date.UTC(2026, 4, 17, 12);
const NOWHERE = '11111111-1111-4111-8111-111111111111';

/** Asks in a new conversation, which is as old as its place in the test, unless `rest` names one. */
async function converse(query = 'hello', rest: object = {}) {
  time += 1000;
  const body = { inputs: {}, query, user: 'alice', ...rest };
  const { conversation_id: id, message_id: messageId } = await emulators.difyAnswer('/chat-messages', {
    body,
  });
  return { id, messageId };
}
const list = (query = ''): Promise<Json> => emulators.difyAnswer(`/conversations?user=alice${query}`);
const namesIn = ({ data }: Json): string[] => data.map(({ name }: Json) => name);

describe('GET /conversations', () => {
  it('lists the conversations of the user in Dify’s form, the last used first', async () => {
    const { id } = await converse('first');
    await converse('second');
    await converse('again', { conversation_id: id });
    await converse('of another user', { user: 'bob' });
    const page = await list();
    expect(page).toMatchObject({ limit: 20, has_more: false });
    expect(namesIn(page)).toEqual(['first', 'second']);
    const keys = 'id name inputs status introduction created_at updated_at'.split(' ');
    expect(Object.keys(page.data[0])).toEqual(keys);
  });

  it('pages by last_id', async () => {
    for (const query of ['one', 'two', 'three']) await converse(query);
    const newest = await list('&limit=2');
    expect([namesIn(newest), newest.has_more]).toEqual([['three', 'two'], true]);
    const rest = await list(`&limit=2&last_id=${newest.data[1].id}`);
    expect([namesIn(rest), rest.has_more]).toEqual([['one'], false]);
  });

  it('answers 404 for a last_id that is not there', async () => {
    const missing = { httpStatus: 404, message: 'Last Conversation Not Exists.' };
    expect(await list(`&last_id=${NOWHERE}`)).toMatchObject(missing);
  });

  it.each(['limit=0', 'limit=101', 'limit=ten', 'last_id=x'])('refuses %s', async (query) => {
    expect((await list(`&${query}`)).httpStatus).toBe(400);
  });
});

describe('POST /conversations/:id/name', () => {
  const rename = (id: string, body: object) =>
    emulators.difyAnswer(`/conversations/${id}/name`, { body: { user: 'alice', ...body } });

  it('renames the conversation', async () => {
    const { id } = await converse();
    expect(await rename(id, { name: 'Greetings' })).toMatchObject({ id, name: 'Greetings' });
    expect(namesIn(await list())).toEqual(['Greetings']);
  });

  it('refuses an empty name', async () => {
    expect((await rename((await converse()).id, { name: ' ' })).httpStatus).toBe(400);
  });

  it('answers 404 to another user', async () => {
    const { id } = await converse();
    expect((await rename(id, { name: 'Mine', user: 'bob' })).httpStatus).toBe(404);
  });
});

describe('DELETE /conversations/:id', () => {
  const remove = (id: string, user: string) =>
    emulators.dify(`/conversations/${id}`, { method: 'DELETE', body: { user } });

  it('responds with 204, and deletes messages and feedback too', async () => {
    const { id, messageId } = await converse();
    const like = () => emulators.rate(messageId, { rating: 'like', user: 'alice' });
    await like();
    const response = await remove(id, 'alice');
    expect([response.status, await response.text()]).toEqual([204, '']);
    expect(await emulators.feedbacks()).toEqual([]);
    expect((await like()).status).toBe(404);
  });

  it('answers 404 to another user and keeps the conversation', async () => {
    const { id } = await converse();
    expect((await remove(id, 'bob')).status).toBe(404);
    expect((await list()).data).toHaveLength(1);
  });
});

describe('GET /messages', () => {
  const messages = (id: string, query = ''): Promise<Json> =>
    emulators.difyAnswer(`/messages?user=alice&conversation_id=${id}${query}`);

  it('returns the rating of each message, without the comment', async () => {
    const { id, messageId } = await converse();
    await converse('thanks', { conversation_id: id });
    await emulators.rate(messageId, { rating: 'dislike', content: 'secret', user: 'alice' });
    const answer = await messages(id);
    expect(JSON.stringify(answer)).not.toContain('secret');
    expect(answer.data.map(({ feedback }: Json) => feedback)).toEqual([{ rating: 'dislike' }, null]);
    expect(answer.data[1].parent_message_id).toBe(messageId);
  });

  it('pages back from first_id, each page with the oldest first', async () => {
    const { id } = await converse('one');
    for (const query of ['two', 'three']) await converse(query, { conversation_id: id });
    const newest = await messages(id, '&limit=2');
    expect(newest).toMatchObject({ limit: 2, has_more: true, data: [{ query: 'two' }, { query: 'three' }] });
    const rest = await messages(id, `&limit=2&first_id=${newest.data[0].id}`);
    expect(rest).toMatchObject({ has_more: false, data: [{ query: 'one' }] });
  });

  it('answers 404 for a conversation of another user and for a strange first_id', async () => {
    const missing = (what: string) => ({ httpStatus: 404, message: `${what} Not Exists.` });
    const { id } = await converse('hello', { user: 'bob' });
    expect(await messages(id)).toMatchObject(missing('Conversation'));
    const own = await converse();
    expect(await messages(own.id, `&first_id=${NOWHERE}`)).toMatchObject(missing('First Message'));
  });

  it('uses DEFAULT-USER if there is no user', async () => {
    const { id } = await converse('hello', { user: 'DEFAULT-USER' });
    expect((await emulators.difyAnswer(`/messages?conversation_id=${id}`)).data).toHaveLength(1);
  });

  it('answers not_chat_app for completion apps', async () => {
    const request = emulators.difyAnswer('/messages?conversation_id=&user=alice', { key: COMPLETION_KEY });
    expect(await request).toMatchObject({ httpStatus: 400, code: 'not_chat_app' });
  });
});
