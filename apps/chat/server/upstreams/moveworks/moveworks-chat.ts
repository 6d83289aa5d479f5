import { setTimeout as delay } from 'node:timers/promises';
import type { ResolveMessage } from '@message-feedback/proxy';
import { ChatError } from '../../../contract/chat-error.ts';
import { SERVER_LIMITS } from '../../server-limits.ts';
import type { ChatUpstream, UserRequest } from '../chat-upstream.ts';
import { endWhenSilent } from '../silence-limit.ts';
import {
  CONVERSATIONS,
  CREATED,
  callbackIdsOf,
  MESSAGES,
  RESPONSE,
  toConversation,
  toMessage,
} from './moveworks-answers.ts';
import { type MoveworksResponse, readMoveworksEvents } from './moveworks-events.ts';
import { createSendToMoveworks, type MoveworksAccess, readAnswer } from './moveworks-request.ts';

/**
 * Moveworks has no call that stops an answer, and it archives conversations instead of deleting
 * them.
 */
export type MoveworksChat = Required<Omit<ChatUpstream, 'stop' | 'deleteConversation' | 'introduction'>> & {
  /** The current callback ids of a message, for references without ids or with old ones. */
  readonly resolveMessage: ResolveMessage;
};

/** Chats through the Conversations API of Moveworks. */
export function createMoveworksChat(access: MoveworksAccess): MoveworksChat {
  const sendToMoveworks = createSendToMoveworks(access);
  const limit = String(SERVER_LIMITS.pageSize);

  return {
    async listConversations({ userId, cursor, signal }) {
      const query = { limit, ...(cursor && { cursor }) };
      const response = await sendToMoveworks({
        method: 'GET',
        path: '/conversations',
        query,
        userId,
        signal,
      });
      const { conversations, metadata } = await readAnswer(response, CONVERSATIONS);
      return { items: conversations.map(toConversation), cursor: metadata?.next_cursor ?? null };
    },

    async listMessages({ userId, conversationId, cursor, signal }) {
      const query = { limit, ...(cursor && { cursor }) };
      const path = `/conversations/${checked(conversationId)}/messages`;
      const response = await sendToMoveworks({ method: 'GET', path, query, userId, signal });
      const { messages, metadata } = await readAnswer(response, MESSAGES);
      return { items: messages.toReversed().map(toMessage), cursor: metadata?.next_cursor ?? null };
    },

    async *send({ userId, conversationId, question, signal }) {
      const conversation =
        conversationId === null ? await begin({ userId, signal }) : checked(conversationId);
      const path = `/conversations/${conversation}/responses`;
      const body = { input: { text: question } };
      const asked = { method: 'POST', path: `${path}/stream`, body, stream: true, userId, signal } as const;
      const response = await sendToMoveworks(asked);
      if (!response.body) throw new ChatError('upstream_failed');
      const events = endWhenSilent(response.body, SERVER_LIMITS.moveworksAnswerMs);
      yield* readMoveworksEvents(events, (responseId) =>
        untilOver({ path: `${path}/${encodeURIComponent(responseId)}`, userId, signal }),
      );
    },

    async renameConversation({ userId, conversationId, title, signal }) {
      const path = `/conversations/${checked(conversationId)}`;
      await sendToMoveworks({ method: 'PATCH', path, body: { title }, userId, signal });
    },

    async resolveMessage({ userId, message: { messageId, conversationId = '', responseId = '' } }) {
      if (!/^resp_\w+$/.test(responseId)) return null;
      const path = `/conversations/${checked(conversationId)}/responses/${responseId}/messages`;
      const signal = AbortSignal.timeout(SERVER_LIMITS.upstreamAnswerMs);
      const response = await sendToMoveworks({ method: 'GET', path, userId, signal });
      const { messages } = await readAnswer(response, MESSAGES);
      const message = messages.find(({ message_id }) => message_id === messageId);
      return message ? callbackIdsOf(message) : null;
    },
  };

  /** Creates a conversation without a title: Moveworks derives one from the first question. */
  async function begin({ userId, signal }: UserRequest): Promise<string> {
    const response = await sendToMoveworks({
      method: 'POST',
      path: '/conversations',
      body: {},
      userId,
      signal,
    });
    return (await readAnswer(response, CREATED)).conversation_id;
  }

  async function untilOver(request: UserRequest & { path: string }): Promise<MoveworksResponse> {
    const deadline = Date.now() + SERVER_LIMITS.moveworksAnswerMs;
    for (;;) {
      const response = await readAnswer(await sendToMoveworks({ method: 'GET', ...request }), RESPONSE);
      if (response.status === 'COMPLETED' || response.status === 'FAILED') return response;
      if (Date.now() > deadline) throw new ChatError('upstream_unreachable');
      await delay(SERVER_LIMITS.moveworksPollMs, undefined, { signal: request.signal });
    }
  }
}

/** Checked because the id becomes part of a path. */
function checked(conversationId: string): string {
  if (/^conv_[0-9A-Za-z]{1,100}$/.test(conversationId)) return conversationId;
  throw new ChatError('conversation_not_found');
}
