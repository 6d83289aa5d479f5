import * as v from 'valibot';
import type { Language } from '../assistant/replies.ts';
import { composeReply, detectLanguage, estimateTokens } from '../assistant/reply.ts';
import { inSeconds, pick } from '../frame/store.ts';
import { type Coze, logIdHeader } from './coze-answers.ts';
import type { ChatRow, ChatStatus, ConversationRow, MessageRow } from './coze-state.ts';

/** A message as a caller puts it into a conversation or a chat. Without a type it has that of its role. */
export const enterMessageSchema = v.pipe(
  v.object({
    role: v.picklist(['user', 'assistant']),
    type: v.nullish(v.picklist(['question', 'answer', 'function_call', 'tool_output', 'tool_response'])),
    content: v.optional(v.string(), ''),
    content_type: v.nullish(v.picklist(['text', 'object_string'])),
    meta_data: v.optional(v.record(v.string(), v.string()), {}),
  }),
  v.transform(({ role, type, content_type, ...message }) => ({
    ...message,
    role,
    type: type ?? (role === 'user' ? 'question' : 'answer'),
    content_type: content_type ?? 'text',
  })),
);

export type EnterMessage = v.InferOutput<typeof enterMessageSchema>;

/**
 * Writes down the chat, the messages that came with it and all that will be said to them. An answer
 * shows, and can be rated, once the chat is over: at once by the clock, or when its stream has ended.
 */
export function beginChat(coze: Coze, { conversation, messages, query, ...request }: ChatRequest) {
  const { state, now } = coze;
  const reply = composeReply(query, now());
  const about = { conversation_id: conversation.id, bot_id: request.botId };
  const chat = state.chats.insert({
    ...about,
    meta_data: request.metaData,
    input_count: estimateTokens(query),
    output_count: estimateTokens(reply),
    completed_at: request.streams ? null : now() + coze.streams.writingTime(reply),
  });
  const inChat = { ...about, chat_id: chat.id };
  const given = messages.map((message) => state.messages.draft({ ...inChat, ...message }));
  const say = (type: string, content: string) =>
    state.messages.draft({ ...inChat, role: 'assistant', type, content });
  const answer = say('answer', reply);
  const followUps = coze.settings().followUps ? FOLLOW_UPS[detectLanguage(query)] : [];
  const rest = [say('verbose', ANSWER_FINISHED), ...followUps.map((question) => say('follow_up', question))];
  if (request.keepsHistory) {
    for (const message of [...given, answer, ...rest]) state.messages.insert(message);
    state.conversations.update({ id: conversation.id }, { updated_at: now() });
  }
  coze.changed();
  return { chat, conversation, question: query, answer, rest };
}

interface ChatRequest {
  readonly conversation: ConversationRow;
  readonly botId: string;
  readonly messages: readonly EnterMessage[];
  readonly query: string;
  readonly metaData: object;
  readonly streams: boolean;
  readonly keepsHistory: boolean;
}

const ANSWER_FINISHED = JSON.stringify({
  msg_type: 'generate_answer_finish',
  data: '{"finish_reason":0,"FinData":""}',
  from_module: null,
  from_unit: null,
});

/** Questions to go on with. */
const FOLLOW_UPS: Readonly<Record<Language, readonly string[]>> = {
  en: ['What can you do?', 'What is 17 * 23?', 'What is the date today?'],
  zh: ['你能做什么?', '17 * 23 等于多少?', '今天几号?'],
  ja: ['何ができますか?', '17 * 23 はいくつですか?', '今日は何日ですか?'],
};

/** The chat as server-sent events. It goes on to its end when it is cancelled, as Coze's does. */
export function streamChat(coze: Coze, begun: ReturnType<typeof beginChat>): Response {
  const { chat, conversation, question, answer, rest } = begun;
  const { section_id: sectionId } = conversation;
  const response = coze.streams.open(chat.id, conversation.creator, async ({ send, chunksOf }) => {
    // Without a space after the colons, as Coze writes them.
    const event = (name: string, data: unknown) => send(`event:${name}\ndata:${JSON.stringify(data)}\n\n`);
    event('conversation.chat.created', presentChat(chat, 'created', sectionId));
    event('conversation.chat.in_progress', presentChat(chat, 'in_progress', sectionId));
    const { created_at: _created, updated_at: _updated, ...piece } = presentMessage(answer, sectionId);
    for await (const content of chunksOf(answer.content, question)) {
      event('conversation.message.delta', { ...piece, content });
    }
    const completed_at = coze.now();
    coze.state.chats.update({ id: chat.id }, { completed_at });
    coze.changed();
    for (const message of [answer, ...rest]) {
      event('conversation.message.completed', presentMessage(message, sectionId));
    }
    event('conversation.chat.completed', presentChat({ ...chat, completed_at }, 'completed', sectionId));
    event('done', '[DONE]');
  });
  for (const [name, value] of Object.entries(logIdHeader(coze))) response.headers.set(name, value);
  return response;
}

/** A chat as the API gives it. */
export function presentChat(chat: ChatRow, status: ChatStatus, sectionId: string) {
  const done = status === 'completed';
  const [input, output] = done ? [chat.input_count, chat.output_count] : [0, 0];
  return {
    ...pick(chat, inSeconds, 'id', 'conversation_id', 'bot_id', 'created_at'),
    ...(done && pick(chat, inSeconds, 'completed_at')),
    last_error: { code: 0, msg: '' },
    meta_data: chat.meta_data,
    status,
    usage: { token_count: input + output, output_count: output, input_count: input },
    section_id: sectionId,
  };
}

/** A message as the API gives it. Its feedback is no part of it. */
export const presentMessage = (message: MessageRow, sectionId: string) => ({
  ...pick(message, inSeconds, 'id', 'conversation_id', 'role', 'type', 'content'),
  ...pick(message, inSeconds, 'content_type', 'meta_data', 'created_at', 'updated_at'),
  bot_id: message.bot_id ?? '',
  chat_id: message.chat_id ?? '',
  section_id: sectionId,
});
