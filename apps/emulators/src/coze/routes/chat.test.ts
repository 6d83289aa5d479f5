import { beforeEach, describe, expect, it } from 'vitest';
import { COZE_BOT, type CozeCaller, chatBody, cozeCaller } from '../../testing/coze-caller.ts';
import { eventsIn, readStream } from '../../testing/read-stream.ts';
import { answered, freshEmulators, type Json } from '../../testing/test-emulators.ts';

const emulators = freshEmulators({ now: () => time });
let alice: CozeCaller;
let time: number;
beforeEach(async () => {
  time = Date.UTC(2026, 4, 17, 12);
  alice = await cozeCaller(emulators, { sessionName: 'alice' });
});

const stream = (question: string, more: object = {}) =>
  alice.call('/v3/chat', { body: chatBody(question, { stream: true, ...more }) });
const streamed = async (question: string, more?: object) =>
  eventsIn(await (await stream(question, more)).text());
/** Reads the stream up to a part of it. @returns the first event. */
const firstOf = async (reader: ReturnType<typeof readStream>, part: string): Promise<Json> =>
  eventsIn(await reader.until(part))[0]?.data;
const codeOfRating = async (conversationId: string, messageId: string) =>
  (await answered(alice.rate({ conversationId, messageId }))).code;
const queryOf = (data: Json) => `conversation_id=${data.conversation_id}&chat_id=${data.id}`;
const status = async (data: Json) => (await alice.read(`/v3/chat/retrieve?${queryOf(data)}`)).data.status;

describe('POST /v3/chat with stream', () => {
  it('sends the events of Coze, in order', async () => {
    const response = await stream('What is 17 * 23?');
    expect(response.headers.get('Content-Type')).toMatch(/^text\/event-stream/);
    expect(response.headers.get('X-Tt-Logid')).toBeTruthy();
    const events = eventsIn(await response.text());
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
    const created = { bot_id: COZE_BOT, status: 'created', created_at: time / 1000 };
    expect(events[0]?.data).toMatchObject({ ...created, last_error: { code: 0, msg: '' } });
    expect(events.at(-2)?.data).toMatchObject({ status: 'completed', completed_at: time / 1000 });
    expect(events.at(-2)?.data.usage.token_count).toBeGreaterThan(0);
  });

  it('completes the answer of the deltas, then reports the end of answering', async () => {
    const events = await streamed('What is 17 * 23?');
    const dataOf = (name: string) =>
      events.filter(({ event }) => event.endsWith(name)).map(({ data }) => data);
    const deltas = dataOf('message.delta');
    const [answer, finish] = dataOf('message.completed');
    expect(answer).toMatchObject({ role: 'assistant', type: 'answer', content_type: 'text' });
    expect(deltas.map(({ content }) => content).join('')).toBe(answer.content);
    expect(answer.content).toContain('391');
    expect(new Set(deltas.map(({ id }) => id))).toEqual(new Set([answer.id]));
    expect(finish.type).toBe('verbose');
    expect(JSON.parse(finish.content).msg_type).toBe('generate_answer_finish');
  });

  it('lets the answer be rated once it is complete', async () => {
    await emulators.set({ paceMs: 60_000 });
    const reader = readStream(await stream('hi'));
    const { conversation_id: conversationId } = await firstOf(reader, 'in_progress');
    const { messages } = (await emulators.state()).coze;
    const { id } = messages.find(({ type }: Json) => type === 'answer');
    expect(await codeOfRating(conversationId, id)).toBe(4005);
    await reader.cancel();
    await expect.poll(() => codeOfRating(conversationId, id)).toBe(0);
  });

  it('stores nothing without auto_save_history', async () => {
    const events = await streamed('hi', { auto_save_history: false });
    const answer = events.find(({ data }) => data.type === 'answer')?.data;
    expect(await codeOfRating(answer.conversation_id, answer.id)).toBe(4005);
    expect((await emulators.state()).coze.counts.messages).toBe(0);
  });

  it('streams to its end even if it is cancelled, which only changes its status', async () => {
    await emulators.set({ paceMs: 100 });
    const reader = readStream(await stream('thanks'));
    const created = await firstOf(reader, 'message.delta');
    const body = { conversation_id: created.conversation_id, chat_id: created.id };
    expect((await alice.read('/v3/chat/cancel', { body })).data.status).toBe('canceled');
    await emulators.set({ paceMs: 0 });
    expect(await reader.toEnd()).toContain('event:done');
    expect(await status(created)).toBe('canceled');
    expect((await alice.read('/v3/chat/cancel', { body })).code).toBe(4104);
  });
});

describe('POST /v3/chat without stream', () => {
  it('responds at once without a message, and lists the answer once the chat is completed', async () => {
    await emulators.set({ paceMs: 1000 });
    const { data } = await alice.ask('hi');
    expect(data).toMatchObject({ status: 'in_progress', usage: { token_count: 0 } });
    expect(JSON.stringify(data)).not.toContain('content');
    const types = async () =>
      (await alice.read(`/v3/chat/message/list?${queryOf(data)}`)).data.map(({ type }: Json) => type);
    expect([await status(data), await types()]).toEqual(['in_progress', []]);
    time += 60_000;
    expect(await status(data)).toBe('completed');
    expect(await types()).toEqual(['answer', 'verbose']);
  });

  it('can be polled by POST as well, as SDKs do', async () => {
    const { data } = await alice.ask('hi');
    const answer = await alice.read(`/v3/chat/retrieve?${queryOf(data)}`, { method: 'POST' });
    expect(answer.data.status).toBe('completed');
  });

  it('continues a conversation, one chat at a time', async () => {
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
  const noQuestion = { additional_messages: [{ role: 'assistant', content: 'x' }] };

  it.each([
    ['without a bot', { bot_id: undefined }, 4000],
    ['with an unknown bot', { bot_id: '1' }, 4006],
    ['without a user', { user_id: undefined }, 4000],
    ['without a question', { additional_messages: [] }, 4000],
    ['whose last message is not a question', noQuestion, 4000],
    ['that is neither streamed nor kept', { auto_save_history: false }, 4007],
  ])('is one %s', async (_name, changes, code) => {
    expect((await alice.read('/v3/chat', { body: chatBody('hi', changes) })).code).toBe(code);
  });

  it("is one in another user's conversation", async () => {
    const { data } = await (await cozeCaller(emulators, { sessionName: 'bob' })).ask('hi');
    expect((await alice.ask('hi', { conversationId: data.conversation_id })).code).toBe(4002);
  });

  it('is one that is polled with a wrong chat id', async () => {
    const { data } = await alice.ask('hi');
    expect((await alice.read(`/v3/chat/retrieve?${queryOf({ ...data, id: '1' })}`)).code).toBe(4001);
  });
});
