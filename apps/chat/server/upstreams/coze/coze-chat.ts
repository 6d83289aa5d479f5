import { ChatError } from '../../../contract/chat-error.ts';
import { SERVER_LIMITS } from '../../server-limits.ts';
import type { ChatUpstream, ConversationRequest } from '../chat-upstream.ts';
import { endWhenSilent } from '../silence-limit.ts';
import {
  CONVERSATIONS,
  type CozeConversation,
  MESSAGES,
  ONE_CONVERSATION,
  SUCCESS,
  toConversation,
  toMessages,
} from './coze-answers.ts';
import { readCozeEvents } from './coze-events.ts';
import { type CozeAccess, createSendToCoze } from './coze-request.ts';
import { createOpenStreams } from './open-streams.ts';

/** Chats with a Coze bot that is published to the public API. */
export function createCozeChat(access: CozeAccess): Required<Omit<ChatUpstream, 'introduction'>> {
  const { botId, shared } = access;
  const sendToCoze = createSendToCoze(access);
  const streams = createOpenStreams();
  const isOf = (userId: string) => (row: CozeConversation) => !shared || row.meta_data[OWNER] === userId;

  /** With one token for all users, Coze would show any conversation to any user. */
  async function requireOwn({ userId, conversationId, signal }: ConversationRequest): Promise<string> {
    if (!/^\d{1,32}$/.test(conversationId)) throw new ChatError('conversation_not_found');
    if (!shared) return conversationId;
    const query = { conversation_id: conversationId };
    const request = { method: 'GET', path: '/v1/conversation/retrieve', query, userId, signal } as const;
    const { data } = await sendToCoze(request, ONE_CONVERSATION);
    if (!isOf(userId)(data)) throw new ChatError('conversation_not_found');
    return conversationId;
  }

  return {
    async listConversations({ userId, cursor, signal }) {
      const page = /^\d{1,6}$/.test(cursor ?? '') ? Number(cursor) : 1;
      const query = { bot_id: botId, page_num: String(page), page_size: String(SERVER_LIMITS.pageSize) };
      const request = { method: 'GET', path: '/v1/conversations', query, userId, signal } as const;
      const { data } = await sendToCoze(request, CONVERSATIONS);
      return {
        items: data.conversations.filter(isOf(userId)).map(toConversation),
        cursor: data.has_more ? String(page + 1) : null,
      };
    },

    async listMessages({ userId, conversationId, cursor, signal }) {
      const query = { conversation_id: await requireOwn({ userId, conversationId, signal }) };
      // Newest first, so Coze's next page has earlier messages.
      const body = { order: 'desc', limit: SERVER_LIMITS.pageSize, ...(cursor && { after_id: cursor }) };
      const path = '/v1/conversation/message/list';
      const page = await sendToCoze({ method: 'POST', path, query, body, userId, signal }, MESSAGES);
      return {
        items: page.data.toReversed().flatMap(toMessages),
        cursor: page.has_more ? (page.last_id ?? null) : null,
      };
    },

    async *send({ userId, conversationId, question, signal }) {
      const conversation =
        conversationId === null
          ? await begin({ userId, question, signal })
          : await requireOwn({ userId, conversationId, signal });
      const stream = streams.open(signal);
      const body = {
        bot_id: botId,
        user_id: userId,
        stream: true,
        additional_messages: [{ role: 'user', content: question, content_type: 'text' }],
      };
      const query = { conversation_id: conversation };
      const request = {
        method: 'POST',
        path: '/v3/chat',
        query,
        body,
        userId,
        signal: stream.signal,
      } as const;
      try {
        const events = await sendToCoze.stream(request);
        for await (const event of readCozeEvents(endWhenSilent(events, SERVER_LIMITS.upstreamSilenceMs))) {
          if (event.type === 'started') stream.setName(event.stopHandle);
          yield event;
        }
      } finally {
        stream.end();
      }
    },

    async stop({ userId, stopHandle, signal }) {
      const [conversation_id, chat_id] = stopHandle.split(':');
      const body = { conversation_id, chat_id };
      await sendToCoze({ method: 'POST', path: '/v3/chat/cancel', body, userId, signal }, SUCCESS);
      // Coze streams a cancelled chat to its end, so this closes the connection instead.
      streams.leave(stopHandle);
    },

    async renameConversation({ userId, conversationId, title, signal }) {
      const path = `/v1/conversations/${await requireOwn({ userId, conversationId, signal })}`;
      const body = { name: [...title].slice(0, NAME_CHARACTERS).join('') };
      await sendToCoze({ method: 'PUT', path, body, userId, signal }, SUCCESS);
    },

    async deleteConversation({ userId, conversationId, signal }) {
      const path = `/v1/conversations/${await requireOwn({ userId, conversationId, signal })}`;
      await sendToCoze({ method: 'DELETE', path, userId, signal }, SUCCESS);
    },
  };

  /** Creates a conversation, named after its first question, with the user in its metadata. */
  async function begin({
    userId,
    question,
    signal,
  }: {
    userId: string;
    question: string;
    signal: AbortSignal;
  }) {
    const name = [...question.replace(/\s+/g, ' ')].slice(0, NAME_CHARACTERS).join('');
    const body = { bot_id: botId, name, meta_data: { [OWNER]: userId } };
    const request = { method: 'POST', path: '/v1/conversation/create', body, userId, signal } as const;
    const { data } = await sendToCoze(request, ONE_CONVERSATION);
    return data.id;
  }
}

/** The field of a conversation's metadata that names the user. */
const OWNER = 'chat_user';

/** The longest name that Coze stores, in characters. */
const NAME_CHARACTERS = 100;
