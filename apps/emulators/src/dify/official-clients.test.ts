import { isAxiosError } from 'axios';
import { createDifyProvider } from 'dify-ai-provider';
import { ChatClient, CompletionClient } from 'dify-client';
import { describe, expect, it } from 'vitest';
import { eventsIn } from '../testing/read-stream.ts';
import { CHAT_KEY, COMPLETION_KEY, freshEmulators, type Json } from '../testing/test-emulators.ts';

const emulators = freshEmulators();
const GENERATIONS = ['G1', 'G2', 'G3', 'G4'];

describe('dify-client', () => {
  const chatClient = (key = CHAT_KEY) => new ChatClient(key, emulators.difyBaseUrl);
  /** Its type says that a rating is a number; Dify wants the words. */
  const rate = (
    messageId: string,
    rating: string | null,
    client: ChatClient | CompletionClient = chatClient(),
  ) => client.messageFeedback(messageId, rating as never, 'alice');
  const failureOf = async (call: Promise<unknown>) => {
    const error = await call.catch((reason: unknown) => reason);
    if (!isAxiosError(error)) throw error;
    return [error.response?.status, error.response?.data.code];
  };

  it('asks, rates, changes the rating and revokes it', async () => {
    const { data } = await chatClient().createChatMessage({}, 'What is 17 * 23?', 'alice');
    expect(data.answer).toContain('391');
    for (const rating of ['like', 'dislike']) {
      expect((await rate(data.message_id, rating)).data).toEqual({ result: 'success' });
      const listed = await chatClient().getConversationMessages('alice', data.conversation_id);
      expect(listed.data.data).toMatchObject([{ id: data.message_id, feedback: { rating } }]);
    }
    await rate(data.message_id, null);
    expect(await emulators.feedbacks()).toEqual([]);
    expect(await failureOf(rate(data.message_id, null))).toEqual([400, 'invalid_param']);
  });

  it('streams an answer whose first event has the id that can be rated', async () => {
    const { data } = await chatClient().createChatMessage({}, 'hi', 'alice', true);
    let text = '';
    for await (const chunk of data) text += chunk;
    const events = eventsIn(text).map((each) => each.data);
    expect(events.at(-1).event).toBe('message_end');
    expect((await rate(events[0].message_id, 'like')).data).toEqual({ result: 'success' });
  });

  it('completes a text and rates it', async () => {
    const client = new CompletionClient(COMPLETION_KEY, emulators.difyBaseUrl);
    const { data } = await client.createCompletionMessage({ query: 'hi' }, 'alice');
    expect((await rate(data.message_id, 'like', client)).data).toEqual({ result: 'success' });
  });

  it('lists, renames and deletes conversations, and reads the parameters', async () => {
    const client = chatClient();
    const { data } = await client.createChatMessage({}, 'hi', 'alice');
    const id = data.conversation_id;
    await client.renameConversation(id, 'Greeting', 'alice');
    expect((await client.getConversations('alice')).data.data).toMatchObject([{ id, name: 'Greeting' }]);
    expect((await client.deleteConversation(id, 'alice')).status).toBeLessThan(300);
    expect((await client.getConversations('alice')).data.data).toEqual([]);
    expect((await client.getApplicationParameters('alice')).data).toHaveProperty('user_input_form');
  });

  it.each(GENERATIONS)('is refused for a wrong key, user or message: %s', async (generation) => {
    await emulators.setGeneration(generation);
    const messageId = await emulators.createMessage();
    expect(await failureOf(rate(messageId, 'like', chatClient('wrong')))).toEqual([401, 'unauthorized']);
    const stranger = chatClient().messageFeedback(messageId, 'like' as never, 'bob');
    expect(await failureOf(stranger)).toEqual([404, 'not_found']);
    expect(await failureOf(rate('no-uuid', 'like'))).toEqual([404, undefined]);
  });
});

describe('dify-ai-provider', () => {
  const model = (apiKey = CHAT_KEY) =>
    createDifyProvider({ baseURL: emulators.difyBaseUrl })('any', { apiKey, logger: false });
  const ask = (text: string) => ({
    prompt: [{ role: 'user' as const, content: [{ type: 'text' as const, text }] }],
    headers: { 'user-id': 'alice' },
  });
  const rate = async (messageId: Json) =>
    (await emulators.rate(messageId, { rating: 'like', user: 'alice' })).status;

  it('gives an answer with the id that can be rated', async () => {
    const { content, providerMetadata } = await model().doGenerate(ask('What is 17 * 23?'));
    expect(content).toMatchObject([{ type: 'text', text: expect.stringContaining('391') }]);
    expect(await rate(providerMetadata?.difyWorkflowData?.messageId)).toBe(200);
  });

  it('streams an answer with the id that can be rated', async () => {
    const { stream } = await model().doStream(ask('What is 17 * 23?'));
    const parts: Json[] = [];
    for await (const part of stream) parts.push(part);
    expect(parts.map(({ delta = '' }) => delta).join('')).toContain('391');
    expect(parts.filter(({ type }) => type === 'error')).toEqual([]);
    const finish = parts.find(({ type }) => type === 'finish');
    expect(await rate(finish.providerMetadata.difyWorkflowData.messageId)).toBe(200);
  });

  it('reports the error of a wrong key', async () => {
    await expect(model('wrong').doGenerate(ask('hi'))).rejects.toMatchObject({
      ...{ statusCode: 401, message: 'Dify API error: Access token is invalid' },
    });
  });
});
