import { composeReply } from '../../assistant/compose-reply.ts';
import { estimateTokens } from '../../assistant/estimate-tokens.ts';
import { writingTime } from '../../assistant/write-reply.ts';
import { type CozeService, cozeSettings } from '../coze-service.ts';
import type { ChatRow } from '../state/chats.ts';
import type { ConversationRow } from '../state/conversations.ts';
import type { MessageRow } from '../state/messages.ts';
import { type EnterMessage, typeOf } from './enter-message.ts';
import { followUpsTo } from './follow-ups.ts';

/**
 * Writes down the chat, the messages that came with it and all that will be said to them. What is said shows, and
 * can be rated, once the chat is over: at once by the clock, or when its stream has ended.
 */
export function beginChat(service: CozeService, request: ChatRequest): BegunChat {
  const { state, settings, events, now } = service;
  const { conversation, botId, messages, query, streams } = request;
  const reply = composeReply(query, now());
  const chat = state.chats.create({
    conversationId: conversation.id,
    botId,
    metaData: request.metaData,
    inputCount: estimateTokens(query),
    outputCount: estimateTokens(reply),
    completedAt: streams ? null : now() + writingTime(reply, settings.current().paceMs),
  });
  const common = { conversationId: conversation.id, chatId: chat.id, botId };
  const given = messages.map((message) =>
    state.messages.draft({
      ...common,
      role: message.role,
      type: typeOf(message),
      content: message.content,
      contentType: message.content_type ?? 'text',
      metaData: message.meta_data,
    }),
  );
  const say = (type: string, content: string) =>
    state.messages.draft({ ...common, role: 'assistant', type, content });
  const answer = say('answer', reply);
  const finish = say('verbose', ANSWER_FINISHED);
  const followUps = cozeSettings(service).followUps ? followUpsTo(query) : [];
  const rest = [finish, ...followUps.map((question) => say('follow_up', question))];
  if (request.keepsHistory) {
    for (const message of [...given, answer, ...rest]) state.messages.insert(message);
    state.conversations.touch(conversation.id);
  }
  events.publish('state');
  return { chat, conversation, question: query, answer, rest };
}

export interface ChatRequest {
  readonly conversation: ConversationRow;
  readonly botId: string;
  readonly messages: readonly EnterMessage[];
  readonly query: string;
  readonly metaData: object;
  readonly streams: boolean;
  readonly keepsHistory: boolean;
}

export interface BegunChat {
  readonly chat: ChatRow;
  readonly conversation: ConversationRow;
  readonly question: string;
  readonly answer: MessageRow;
  /** What follows the answer: the word that it is finished, then suggested questions. */
  readonly rest: readonly MessageRow[];
}

const ANSWER_FINISHED = JSON.stringify({
  msg_type: 'generate_answer_finish',
  data: '{"finish_reason":0,"FinData":""}',
  from_module: null,
  from_unit: null,
});
