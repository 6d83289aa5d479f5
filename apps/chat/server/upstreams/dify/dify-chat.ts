import { ChatError } from '../../../contract/chat-error.ts';
import { SERVER_LIMITS } from '../../server-limits.ts';
import type { ChatUpstream } from '../chat-upstream.ts';
import { endWhenSilent } from '../silence-limit.ts';
import {
  CONVERSATIONS,
  MESSAGES,
  PARAMETERS,
  readAnswer,
  toConversation,
  toMessages,
} from './dify-answers.ts';
import { readDifyEvents } from './dify-events.ts';
import { createSendToDify, type DifyAccess } from './dify-request.ts';

/** Chats through the public API of an app in Dify: a chatbot, an agent or a chatflow. */
export function createDifyChat(access: DifyAccess): Required<ChatUpstream> {
  const sendToDify = createSendToDify(access);
  const limit = String(SERVER_LIMITS.pageSize);

  return {
    async listConversations({ userId: user, cursor, signal }) {
      const query = { user, limit, ...(cursor && { last_id: cursor }) };
      const response = await sendToDify({ method: 'GET', path: '/conversations', query, signal });
      const { data, has_more } = await readAnswer(response, CONVERSATIONS);
      return { items: data.map(toConversation), cursor: has_more ? (data.at(-1)?.id ?? null) : null };
    },

    async listMessages({ userId: user, conversationId, cursor, signal }) {
      const query = {
        user,
        limit,
        conversation_id: uuid(conversationId),
        ...(cursor && { first_id: cursor }),
      };
      const response = await sendToDify({ method: 'GET', path: '/messages', query, signal });
      const { data, has_more } = await readAnswer(response, MESSAGES);
      return { items: data.flatMap(toMessages), cursor: has_more ? (data[0]?.id ?? null) : null };
    },

    async *send({ userId: user, conversationId, question, signal }) {
      const conversation = conversationId === null ? {} : { conversation_id: uuid(conversationId) };
      const body = { user, query: question, inputs: {}, response_mode: 'streaming', ...conversation };
      const response = await sendToDify({ method: 'POST', path: '/chat-messages', body, signal });
      if (!response.body) throw new ChatError('upstream_failed');
      yield* readDifyEvents(endWhenSilent(response.body, SERVER_LIMITS.upstreamSilenceMs));
    },

    async stop({ userId: user, stopHandle, signal }) {
      const path = `/chat-messages/${encodeURIComponent(stopHandle)}/stop`;
      await sendToDify({ method: 'POST', path, body: { user }, signal });
    },

    async renameConversation({ userId: user, conversationId, title, signal }) {
      const body = { user, name: title, auto_generate: false };
      await sendToDify({ method: 'POST', path: `/conversations/${uuid(conversationId)}/name`, body, signal });
    },

    async deleteConversation({ userId: user, conversationId, signal }) {
      await sendToDify({
        method: 'DELETE',
        path: `/conversations/${uuid(conversationId)}`,
        body: { user },
        signal,
      });
    },

    async introduction({ userId: user, signal }) {
      const response = await sendToDify({ method: 'GET', path: '/parameters', query: { user }, signal });
      const { opening_statement, suggested_questions } = await readAnswer(response, PARAMETERS);
      return {
        greeting: opening_statement.trim() || null,
        suggestedQuestions: suggested_questions.filter((question) => question.trim() !== ''),
      };
    },
  };
}

/**
 * Checked because the id becomes part of a path, and Dify responds with HTML to an id that is not a
 * UUID.
 */
function uuid(id: string): string {
  if (/^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i.test(id)) return id;
  throw new ChatError('conversation_not_found');
}
