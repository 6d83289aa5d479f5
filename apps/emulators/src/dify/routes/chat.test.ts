import { describe, expect, it } from 'vitest';
import { eventsIn, readStream } from '../../testing/read-stream.ts';
import {
  answered,
  CHAT_KEY,
  COMPLETION_KEY,
  freshEmulators,
  type Json,
} from '../../testing/test-emulators.ts';

const emulators = freshEmulators();
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const call = (body: object, key = CHAT_KEY) =>
  emulators.dify('/chat-messages', { body: { inputs: {}, query: 'hi', user: 'alice', ...body }, key });
const ask = (body: object = {}, key?: string) => answered(call(body, key));
const stream = (query: string) => call({ query, response_mode: 'streaming' });
/** Reads a stream up to its first chunk, which it returns. */
const firstOf = async (reader: ReturnType<typeof readStream>): Promise<Json> =>
  eventsIn(await reader.until('"from_variable_selector":null}\n\n'))[0]?.data;
const like = async (messageId: string, key = CHAT_KEY) => {
  const body = { rating: 'like', user: 'alice' };
  return (await emulators.dify(`/messages/${messageId}/feedbacks`, { body, key })).status;
};

describe('POST /chat-messages', () => {
  it('blocks without a mode and answers with ids, mode and usage', async () => {
    const { httpStatus, ...answer } = await ask({ query: 'What is 17 * 23?' });
    const keys = 'event task_id id message_id conversation_id mode answer metadata created_at'.split(' ');
    expect([httpStatus, Object.keys(answer)]).toEqual([200, keys]);
    expect(answer).toMatchObject({ event: 'message', mode: 'chat', id: answer.message_id });
    expect(answer.answer).toContain('391');
    expect(answer.message_id).toMatch(UUID);
    expect(answer.metadata.usage.total_tokens).toBeGreaterThan(0);
  });

  it('streams a ping, chunks that make up the stored answer, and message_end', async () => {
    const response = await stream('hello');
    expect(response.headers.get('Content-Type')).toMatch(/^text\/event-stream/);
    const text = await response.text();
    expect(text).toMatch(/^event: ping\n\n/);
    const events = eventsIn(text).map(({ data }) => data);
    const { task_id, message_id, ...end } = events.pop();
    expect(end).toMatchObject({ event: 'message_end', metadata: { usage: { currency: 'USD' } } });
    for (const event of events) expect(event).toMatchObject({ event: 'message', task_id, message_id });
    const { messages } = (await emulators.state()).dify;
    const stored = messages.find(({ id }: Json) => id === message_id);
    expect(stored.answer).toBe(events.map(({ answer }) => answer).join(''));
  });

  it('can be rated from the first event on', async () => {
    await emulators.set({ paceMs: 20 });
    const reader = readStream(await stream('what can you do'));
    expect(await like((await firstOf(reader)).message_id)).toBe(200);
    await reader.cancel();
  });

  it('continues a conversation of the same user, and refuses one of another user', async () => {
    const { conversation_id } = await ask({ query: 'hello' });
    expect((await ask({ query: 'thanks', conversation_id })).conversation_id).toBe(conversation_id);
    const stranger = await ask({ query: 'thanks', conversation_id, user: 'bob' });
    expect(stranger).toMatchObject({ httpStatus: 404, message: 'Conversation Not Exists.' });
  });

  it.each([
    [{ query: 5 }, 'query'],
    [{ query: undefined }, 'query'],
    [{ inputs: 'none' }, 'inputs'],
    [{ response_mode: 'fast' }, 'response_mode'],
    [{ conversation_id: 'x' }, 'conversation_id'],
  ])('refuses %j', async (body, field) => {
    const refused = { httpStatus: 400, code: 'invalid_param', message: expect.stringMatching(`^${field}: `) };
    expect(await ask(body)).toMatchObject(refused);
  });

  it('refuses completion apps', async () => {
    const message = 'Please check if your app mode matches the right API route.';
    const refused = { httpStatus: 400, code: 'not_chat_app', message, status: 400 };
    expect(await ask({}, COMPLETION_KEY)).toEqual(refused);
  });

  it('answers in the language of the question', async () => {
    expect((await ask({ query: '你好' })).answer).toContain('你好');
  });
});

describe('POST /chat-messages/:task_id/stop', () => {
  const stop = (taskId: string, user = 'alice') =>
    emulators.difyAnswer(`/chat-messages/${taskId}/stop`, { body: { user } });

  it('succeeds if there is nothing to stop', async () => {
    expect(await stop('unknown')).toEqual({ httpStatus: 200, result: 'success' });
  });

  it('ends an answer only for its own user', async () => {
    await emulators.set({ paceMs: 30 });
    const reader = readStream(await stream('what can you do'));
    const { task_id: taskId } = await firstOf(reader);
    await stop(taskId, 'bob');
    expect(await reader.until('"answer":" **scripted')).not.toContain('message_end');
    await stop(taskId);
    const events = eventsIn(await reader.toEnd()).map(({ data }) => data);
    expect(events.at(-1).event).toBe('message_end');
    expect(events.length).toBeLessThan(20);
  });
});

describe('POST /completion-messages', () => {
  const complete = (body: object, key = COMPLETION_KEY) =>
    emulators.dify('/completion-messages', { key, body: { user: 'alice', ...body } });

  it('answers the question of the inputs, without a conversation, and can be rated', async () => {
    const answer = await answered(complete({ inputs: { query: '6 * 7' } }));
    expect(answer).toMatchObject({ event: 'message', mode: 'completion' });
    expect(answer.answer).toContain('42');
    expect(answer).not.toHaveProperty('conversation_id');
    expect(await like(answer.message_id, COMPLETION_KEY)).toBe(200);
  });

  it('streams as well', async () => {
    const text = await (await complete({ inputs: { query: 'hello' }, response_mode: 'streaming' })).text();
    expect(text).toContain('"event":"message_end"');
    expect(text).not.toContain('conversation_id');
  });

  it.each([{}, { inputs: {} }])('refuses %j, which has no question', async (body) => {
    expect((await complete(body)).status).toBe(400);
  });

  it('refuses chat apps', async () => {
    const refused = { httpStatus: 400, code: 'app_unavailable' };
    expect(await answered(complete({ inputs: {} }, CHAT_KEY))).toMatchObject(refused);
  });
});
