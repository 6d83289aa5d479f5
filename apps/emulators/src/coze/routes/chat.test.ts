import { beforeEach, describe, expect, it } from 'vitest';
import { COZE_BOT, type CozeCaller, chatBody, cozeCaller } from '../../testing/coze-caller.ts';
import { readStream } from '../../testing/read-stream.ts';
import { freshEmulators, type Json } from '../../testing/test-emulators.ts';

const emulators = freshEmulators({ now: () => time });
let alice: CozeCaller;
let time = Date.UTC(2026, 4, 17, 12);
beforeEach(async () => {
  time = Date.UTC(2026, 4, 17, 12);
  alice = await cozeCaller(emulators, { sessionName: 'alice' });
});

const eventsOf = (text: string): { event: string; data: Json }[] =>
  text
    .trim()
    .split('\n\n')
    .map((block) => {
      const [, event = '', data = ''] = /^event:(.*)\ndata:(.*)$/.exec(block) ?? [];
      return { event, data: JSON.parse(data) };
    });
const stream = (question: string, more: object = {}) =>
  alice.call('/v3/chat', { body: chatBody(question, { stream: true, ...more }) });
const rate = async (conversationId: string, messageId: string) =>
  (await (await alice.rate({ conversationId, messageId }, { feedback_type: 'like' })).json()).code;

describe('POST /v3/chat with stream', () => {
  it('sends the events of Coze, in order', async () => {
    const response = await stream('What is 17 * 23?');
    expect(response.headers.get('Content-Type')).toMatch(/^text\/event-stream/);
    expect(response.headers.get('X-Tt-Logid')).toBeTruthy();
    const events = eventsOf(await response.text());
    const names = events.map(({ event }) => event);
    expect(names.filter((name, place) => name !== names[place - 1])).toEqual([
      'conversation.chat.created',
      'conversation.chat.in_progress',
      'conversation.message.delta',
      'conversation.message.completed',
      'conversation.chat.completed',
      'done',
    ]);
    expect(events.at(-1)?.data).toBe('[DONE]');
    expect(events[0]?.data).toMatchObject({
      bot_id: COZE_BOT,
      status: 'created',
      created_at: time / 1000,
      last_error: { code: 0, msg: '' },
    });
    expect(events.at(-2)?.data).toMatchObject({ status: 'completed', completed_at: time / 1000 });
    expect(events.at(-2)?.data.usage.token_count).toBeGreaterThan(0);
  });

  it('completes what the deltas spell: the answer, the end of answering, then questions to go on with', async () => {
    const events = eventsOf(await (await stream('What is 17 * 23?')).text());
    const deltas = events.filter(({ event }) => event === 'conversation.message.delta');
    const [answer, finish, ...followUps] = events
      .filter(({ event }) => event === 'conversation.message.completed')
      .map(({ data }) => data);
    expect(answer).toMatchObject({ role: 'assistant', type: 'answer', content_type: 'text' });
    expect(deltas.map(({ data }) => data.content).join('')).toBe(answer.content);
    expect(answer.content).toContain('391');
    expect(new Set(deltas.map(({ data }) => data.id))).toEqual(new Set([answer.id]));
    expect(finish.type).toBe('verbose');
    expect(JSON.parse(finish.content).msg_type).toBe('generate_answer_finish');
    expect(followUps.map(({ type }) => type)).toEqual(['follow_up', 'follow_up', 'follow_up']);
  });

  it('leaves the questions out where they are switched off', async () => {
    await emulators.set({ coze: { followUps: false } });
    expect(await (await stream('hi')).text()).not.toContain('follow_up');
  });

  it('lets the answer be rated once it is complete', async () => {
    await emulators.set({ paceMs: 60_000 });
    const reader = readStream(await stream('hi'));
    const [created] = eventsOf((await reader.until('in_progress')).split('\n\n').slice(0, 1).join());
    const { conversation_id: conversationId } = created?.data ?? {};
    const { messages } = (await emulators.state()).coze;
    const { id } = messages.find(({ type }: { type: string }) => type === 'answer');
    expect(await rate(conversationId, id)).toBe(4005);
    await reader.cancel();
    await expect.poll(() => rate(conversationId, id)).toBe(0);
  });

  it('keeps nothing without auto_save_history', async () => {
    const events = eventsOf(await (await stream('hi', { auto_save_history: false })).text());
    const answer = events.find(({ data }) => data.type === 'answer')?.data;
    expect(await rate(answer.conversation_id, answer.id)).toBe(4005);
    expect((await emulators.state()).coze.counts.messages).toBe(0);
  });

  it('goes on to its end when it is cancelled, which changes its status alone', async () => {
    await emulators.set({ paceMs: 100 });
    const reader = readStream(await stream('thanks'));
    const [created] = eventsOf((await reader.until('message.delta')).split('\n\n').slice(0, 1).join());
    const ids = { conversation_id: created?.data.conversation_id, chat_id: created?.data.id };
    expect((await alice.read('/v3/chat/cancel', { body: ids })).data.status).toBe('canceled');
    await emulators.set({ paceMs: 0 });
    expect(await reader.toEnd()).toContain('event:done');
    const query = new URLSearchParams(ids);
    expect((await alice.read(`/v3/chat/retrieve?${query}`)).data.status).toBe('canceled');
    expect((await alice.read('/v3/chat/cancel', { body: ids })).code).toBe(4104);
  });
});

describe('POST /v3/chat without stream', () => {
  it('answers at once with no message; the answer is listed once the chat is completed', async () => {
    await emulators.set({ paceMs: 1000 });
    const { data } = await alice.ask('hi');
    expect(data).toMatchObject({ status: 'in_progress', usage: { token_count: 0 } });
    expect(JSON.stringify(data)).not.toContain('content');
    const query = `conversation_id=${data.conversation_id}&chat_id=${data.id}`;
    const status = async () => (await alice.read(`/v3/chat/retrieve?${query}`)).data.status;
    const types = async () =>
      (await alice.read(`/v3/chat/message/list?${query}`)).data.map(({ type }: { type: string }) => type);
    expect([await status(), await types()]).toEqual(['in_progress', []]);
    time += 60_000;
    expect(await status()).toBe('completed');
    expect(await types()).toEqual(['answer', 'verbose', 'follow_up', 'follow_up', 'follow_up']);
  });

  it('may be asked after by POST as well, as SDKs do', async () => {
    const { data } = await alice.ask('hi');
    const query = `conversation_id=${data.conversation_id}&chat_id=${data.id}`;
    const answer = await alice.read(`/v3/chat/retrieve?${query}`, { method: 'POST' });
    expect(answer.data.status).toBe('completed');
  });

  it('goes on in a conversation, one chat at a time', async () => {
    const { data } = await alice.ask('hi');
    const conversationId = data.conversation_id;
    await emulators.set({ paceMs: 1000 });
    expect((await alice.ask('and now?', { conversationId })).data.conversation_id).toBe(conversationId);
    expect((await alice.ask('and then?', { conversationId })).code).toBe(4016);
    time += 60_000;
    expect((await alice.ask('and then?', { conversationId })).code).toBe(0);
  });
});

describe('a chat that is refused', () => {
  it.each([
    ['without a bot', { bot_id: undefined }, 4000],
    ['with an unknown bot', { bot_id: '1' }, 4006],
    ['without a user', { user_id: undefined }, 4000],
    ['without a question', { additional_messages: [] }, 4000],
    [
      'whose last message is no question',
      { additional_messages: [{ role: 'assistant', content: 'x' }] },
      4000,
    ],
    ['that is neither streamed nor kept', { auto_save_history: false }, 4007],
  ])('is one %s', async (_name, changes, code) => {
    expect((await alice.read('/v3/chat', { body: chatBody('hi', changes) })).code).toBe(code);
  });

  it("is one in another's conversation", async () => {
    const bob = await cozeCaller(emulators, { sessionName: 'bob' });
    const { data } = await bob.ask('hi');
    expect((await alice.ask('hi', { conversationId: data.conversation_id })).code).toBe(4002);
  });

  it('is one that is asked after with a wrong chat id', async () => {
    const { data } = await alice.ask('hi');
    const path = `/v3/chat/retrieve?conversation_id=${data.conversation_id}&chat_id=1`;
    expect((await alice.read(path)).code).toBe(4001);
  });
});

it('reads the text of a question that has files', async () => {
  const content = JSON.stringify([
    { type: 'image', file_id: '1' },
    { type: 'text', text: '2 + 3' },
  ]);
  const additional_messages = [{ role: 'user', content, content_type: 'object_string' }];
  const response = await stream('', { additional_messages });
  expect(await response.text()).toContain('**5**');
});
