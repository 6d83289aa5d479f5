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
const stream = (query = 'hi') => call({ query, response_mode: 'streaming' });
const streamed = async (query?: string): Promise<Json[]> =>
  eventsIn(await (await stream(query)).text()).map(({ data }) => data);
const namesOf = (events: Json[]) => events.map(({ event }) => event);
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

  it('goes on with a conversation of the same user, and refuses one of another user', async () => {
    const { conversation_id } = await ask({ query: 'hello' });
    expect((await ask({ query: 'thanks', conversation_id })).conversation_id).toBe(conversation_id);
    const stranger = await ask({ query: 'thanks', conversation_id, user: 'bob' });
    expect(stranger).toMatchObject({ httpStatus: 404, message: 'Conversation Not Exists.' });
  });

  it.each([
    [{ query: 5 }, 'query', 'string_type'],
    [{ query: undefined }, 'query', 'missing'],
    [{ inputs: 'none' }, 'inputs', 'dict_type'],
    [{ response_mode: 'fast' }, 'response_mode', 'literal_error'],
    [{ conversation_id: 'x' }, 'conversation_id', 'value_error'],
  ])('refuses %j', async (body, field, type) => {
    const { httpStatus, message } = await ask(body);
    expect(httpStatus).toBe(422);
    expect(JSON.parse(message)).toMatchObject([{ loc: [field], type }]);
  });

  it('is not for completion apps', async () => {
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

  it('says success when there is nothing to stop', async () => {
    expect(await stop('unknown')).toEqual({ httpStatus: 200, result: 'success' });
  });

  it('ends the answer of its own user, and of no other user', async () => {
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

  it('answers what the inputs ask, without naming a conversation, and can be rated', async () => {
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

  it('asks for inputs', async () => {
    expect((await complete({})).status).toBe(422);
  });

  it('is not for chat apps', async () => {
    const refused = { httpStatus: 400, code: 'app_unavailable' };
    expect(await answered(complete({ inputs: {} }, CHAT_KEY))).toMatchObject(refused);
  });
});

const endNext = (ending: object) => emulators.control('/dify/answer-endings', ending);
const listed = async ({ conversation_id: id }: Json): Promise<Json> =>
  (await emulators.difyAnswer(`/messages?user=alice&conversation_id=${id}`)).data[0];

describe('an answer that breaks off', () => {
  it('ends its stream with an error event after the chunks asked for, and without message_end', async () => {
    await endNext({ ending: 'error', afterChunks: 2, message: 'Overloaded.' });
    const events = await streamed();
    expect(namesOf(events)).toEqual(['message', 'message', 'error']);
    const { conversation_id, message_id, created_at } = events[0];
    const about = { event: 'error', conversation_id, message_id, created_at };
    const error = { code: 'completion_request_error', status: 400, message: 'Overloaded.' };
    expect(events[2]).toEqual({ ...about, ...error });
    expect(await listed(events[0])).toMatchObject({ status: 'error', error: 'Overloaded.', answer: '' });
  });

  it('may break off before its first chunk, with any error', async () => {
    const quota = { code: 'provider_quota_exceeded', status: 429, message: 'Quota exceeded.' };
    await endNext({ ending: 'error', afterChunks: 0, ...quota });
    expect(await streamed()).toMatchObject([{ event: 'error', ...quota }]);
  });

  it('can be rated all the same', async () => {
    await endNext({ ending: 'error' });
    const [{ message_id: id }] = await streamed();
    expect((await emulators.rate(id, { rating: 'dislike', user: 'alice' })).status).toBe(200);
  });

  it('is an error answer when it does not stream', async () => {
    await endNext({ ending: 'error', message: 'Overloaded.' });
    const error = { code: 'completion_request_error', message: 'Overloaded.', status: 400 };
    expect(await ask()).toEqual({ httpStatus: 400, ...error });
  });
});

describe('an answer that moderation replaces', () => {
  const answer = 'I may not say that.';

  it('sends message_replace before message_end, and is kept as replaced', async () => {
    await endNext({ ending: 'replaced', afterChunks: 1, answer });
    const events = await streamed();
    expect(namesOf(events)).toEqual(['message', 'message_replace', 'message_end']);
    const { conversation_id, message_id, created_at, task_id } = events[0];
    const about = { event: 'message_replace', conversation_id, message_id, created_at, task_id };
    expect(events[1]).toEqual({ ...about, answer, reason: 'output_moderation' });
    expect(await listed(events[0])).toMatchObject({ status: 'normal', answer });
  });

  it('is the replacement alone when it does not stream', async () => {
    await endNext({ ending: 'replaced', answer });
    expect((await ask()).answer).toBe(answer);
  });
});

describe('an ending', () => {
  it('strikes one answer each, in the order given, and none after a reset', async () => {
    await endNext({ ending: 'error' });
    await endNext({ ending: 'replaced', answer: '…' });
    const lasts = async () => namesOf(await streamed()).slice(-2);
    expect(await lasts()).toEqual(['message', 'error']);
    expect(await lasts()).toEqual(['message_replace', 'message_end']);
    expect(await lasts()).toEqual(['message', 'message_end']);
    await endNext({ ending: 'error' });
    await emulators.control('/reset', {});
    expect(await lasts()).toEqual(['message', 'message_end']);
  });

  it('that there is not is refused', async () => {
    expect((await endNext({ ending: 'happy' })).status).toBe(400);
  });
});
