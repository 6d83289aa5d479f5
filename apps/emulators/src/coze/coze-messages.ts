import * as v from 'valibot';
import { inSeconds, pick } from '../frame/store.ts';
import type { Coze } from './coze-answers.ts';
import type { ChatRow, ChatStatus, MessageRow } from './coze-state.ts';

export const metaDataSchema = v.optional(v.record(v.string(), v.string()), {});

/** A message that a caller adds to a chat. Its default type depends on its role. */
const messageSchema = v.pipe(
  v.object({
    role: v.picklist(['user', 'assistant']),
    type: v.nullish(v.picklist(['question', 'answer', 'function_call', 'tool_output', 'tool_response'])),
    content: v.optional(v.string(), ''),
    content_type: v.nullish(v.picklist(['text', 'object_string']), 'text'),
    meta_data: metaDataSchema,
  }),
  v.transform(({ type, ...message }) => ({
    ...message,
    type: type ?? (message.role === 'user' ? 'question' : 'answer'),
  })),
);
export const messagesSchema = v.optional(v.array(messageSchema), []);

/** A chat as the API returns it. */
export function presentChat(coze: Coze, chat: ChatRow, status: ChatStatus = coze.state.statusOf(chat)) {
  const done = status === 'completed';
  const [input, output] = done ? [chat.input_count, chat.output_count] : [0, 0];
  return {
    ...pick(chat, inSeconds, 'id', 'conversation_id', 'bot_id', 'created_at'),
    ...(done && pick(chat, inSeconds, 'completed_at')),
    last_error: { code: 0, msg: '' },
    meta_data: chat.meta_data,
    status,
    usage: { token_count: input + output, output_count: output, input_count: input },
    section_id: coze.state.sectionOf(chat),
  };
}

/** A message as the API returns it, without its feedback. */
export const presentMessage = ({ state }: Coze, message: MessageRow) => ({
  ...pick(message, inSeconds, 'id', 'conversation_id', 'role', 'type', 'content'),
  ...pick(message, inSeconds, 'content_type', 'meta_data', 'created_at', 'updated_at'),
  ...pick(message, inSeconds, 'bot_id', 'chat_id'),
  section_id: state.sectionOf(message),
});
