import { describe, expect, it } from 'vitest';
import { readStream } from '../../testing/read-stream.ts';
import { COMPLETION_KEY, sharedEmulators } from '../../testing/test-emulators.ts';

const emulators = sharedEmulators();
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const ask = (body: object, key?: string) =>
  emulators.dify('/chat-messages', { body: { inputs: {}, user: 'alice', ...body }, ...(key && { key }) });
const eventsOf = (text: string) =>
  text
    .split('\n\n')
    // What follows the last blank line has not arrived whole.
    .slice(0, -1)
    .filter((block) => block.startsWith('data: '))
    .map((block) => JSON.parse(block.slice(6)));

describe('POST /chat-messages', () => {
  it('blocks without a mode and answers with ids, mode and usage', async () => {
    const answer = await (await ask({ query: 'What is 17 * 23?' })).json();
    expect(Object.keys(answer)).toEqual(
      'event task_id id message_id conversation_id mode answer metadata created_at'.split(' '),
    );
    expect(answer).toMatchObject({ event: 'message', mode: 'chat', id: answer.message_id });
    expect(answer.answer).toContain('391');
    expect(answer.message_id).toMatch(UUID);
    expect(answer.metadata.usage.total_tokens).toBeGreaterThan(0);
  });

  it('streams a ping, chunks that make up the stored answer, and message_end', async () => {
    const response = await ask({ query: 'hello', response_mode: 'streaming' });
    expect(response.headers.get('Content-Type')).toMatch(/^text\/event-stream/);
    const text = await response.text();
    expect(text).toMatch(/^event: ping\n\n/);
    const events = eventsOf(text);
    const end = events.pop();
    expect(end).toMatchObject({ event: 'message_end', metadata: { usage: { currency: 'USD' } } });
    expect(new Set(events.map(({ event }) => event))).toEqual(new Set(['message']));
    for (const { task_id: taskId, message_id: messageId } of events) {
      expect(taskId).toBe(end.task_id);
      expect(messageId).toBe(end.message_id);
    }
    const { body } = await emulators.control('/state');
    const stored = body.dify.messages.find(({ id }: { id: string }) => id === end.message_id);
    expect(stored.answer).toBe(events.map(({ answer }) => answer).join(''));
  });

  it('can be rated from the first event on', async () => {
    await emulators.control('/settings', { paceMs: 20 }, 'PATCH');
    const response = await ask({ query: 'what can you do', response_mode: 'streaming' });
    const stream = readStream(response);
    const [first] = eventsOf(await stream.until('"from_variable_selector":null}\n\n'));
    const rated = await emulators.rate(first.message_id, { rating: 'like', user: 'alice' });
    expect(rated.status).toBe(200);
    await stream.cancel();
    await emulators.control('/settings', { paceMs: 0 }, 'PATCH');
  });

  it('goes on with a conversation of the same user, and refuses one of another user', async () => {
    const first = await (await ask({ query: 'hello' })).json();
    const conversation_id = first.conversation_id;
    const second = await (await ask({ query: 'thanks', conversation_id })).json();
    expect(second.conversation_id).toBe(conversation_id);
    const stranger = await ask({ query: 'thanks', conversation_id, user: 'bob' });
    expect(stranger.status).toBe(404);
    expect((await stranger.json()).message).toBe('Conversation Not Exists.');
  });

  it.each([
    [{ query: 5 }, 'query', 'string_type'],
    [{}, 'query', 'missing'],
    [{ query: 'hi', inputs: 'none' }, 'inputs', 'dict_type'],
    [{ query: 'hi', response_mode: 'fast' }, 'response_mode', 'literal_error'],
    [{ query: 'hi', conversation_id: 'x' }, 'conversation_id', 'value_error'],
  ])('refuses %j', async (body, field, type) => {
    const response = await ask(body);
    expect(response.status).toBe(422);
    expect(JSON.parse((await response.json()).message)).toMatchObject([{ loc: [field], type }]);
  });

  it('is not for completion apps', async () => {
    const response = await ask({ query: 'hi' }, COMPLETION_KEY);
    expect(await response.json()).toEqual({
      code: 'not_chat_app',
      message: 'Please check if your app mode matches the right API route.',
      status: 400,
    });
  });

  it('answers in the language of the question', async () => {
    expect((await (await ask({ query: '你好' })).json()).answer).toContain('你好');
  });
});

describe('POST /chat-messages/:task_id/stop', () => {
  it('says success when there is nothing to stop', async () => {
    const response = await emulators.dify('/chat-messages/unknown/stop', { body: { user: 'alice' } });
    expect(await response.json()).toEqual({ result: 'success' });
  });

  it('ends the answer of its own user, and of no other user', async () => {
    await emulators.control('/settings', { paceMs: 30 }, 'PATCH');
    const response = await ask({ query: 'what can you do', response_mode: 'streaming' });
    const stream = readStream(response);
    const [{ task_id: taskId }] = eventsOf(await stream.until('"from_variable_selector":null}\n\n'));
    await emulators.dify(`/chat-messages/${taskId}/stop`, { body: { user: 'bob' } });
    expect(await stream.until('"answer":" **scripted')).not.toContain('message_end');
    await emulators.dify(`/chat-messages/${taskId}/stop`, { body: { user: 'alice' } });
    const read = await stream.toEnd();
    const events = eventsOf(read);
    expect(events.at(-1).event).toBe('message_end');
    expect(events.length).toBeLessThan(20);
    await emulators.control('/settings', { paceMs: 0 }, 'PATCH');
  });
});
