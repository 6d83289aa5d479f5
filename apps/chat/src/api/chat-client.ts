import * as v from 'valibot';
import { ABOUT } from '../../contract/about.ts';
import { CONVERSATIONS_PAGE, INTRODUCTION, MESSAGES_PAGE } from '../../contract/chat.ts';
import { ChatError } from '../../contract/chat-error.ts';
import type { ChatEvent } from '../../contract/chat-event.ts';
import { readChatEvents } from './chat-events.ts';
import { sendRequest } from './chat-request.ts';

/** The chat server's API for the browser. Every function throws a `ChatError`. */
export const chatClient = {
  listConversations(cursor: string | null, signal: AbortSignal) {
    return get('/api/conversations', cursor, CONVERSATIONS_PAGE, signal);
  },

  listMessages(conversationId: string, cursor: string | null, signal: AbortSignal) {
    return get(`${conversation(conversationId)}/messages`, cursor, MESSAGES_PAGE, signal);
  },

  about(signal: AbortSignal) {
    return get('/api/about', null, ABOUT, signal);
  },

  introduction(signal: AbortSignal) {
    return get('/api/introduction', null, INTRODUCTION, signal);
  },

  async renameConversation(conversationId: string, title: string) {
    await sendRequest(conversation(conversationId), { method: 'PATCH', body: { title } });
  },

  async deleteConversation(conversationId: string) {
    await sendRequest(conversation(conversationId), { method: 'DELETE' });
  },

  /** Asks a question and yields the events until the answer ends. */
  async *ask(question: { conversationId: string | null; question: string }): AsyncGenerator<ChatEvent> {
    const response = await sendRequest('/api/chat', { method: 'POST', body: question });
    if (!response.body) throw new ChatError('network');
    yield* readChatEvents(response.body);
  },

  async stopAnswer(messageId: string) {
    await sendRequest(`/api/chat/${encodeURIComponent(messageId)}/stop`, { method: 'POST' });
  },
};

const conversation = (id: string) => `/api/conversations/${encodeURIComponent(id)}`;

async function get<const Schema extends v.GenericSchema>(
  path: string,
  cursor: string | null,
  schema: Schema,
  signal: AbortSignal,
): Promise<v.InferOutput<Schema>> {
  const query = cursor === null ? '' : `?${new URLSearchParams({ cursor })}`;
  const response = await sendRequest(path + query, { method: 'GET', signal });
  const parsed = v.safeParse(schema, await response.json().catch(() => null));
  if (parsed.success) return parsed.output;
  throw new ChatError('internal');
}
