import { inSeconds } from '../coze-service.ts';
import type { ChatRow, ChatStatus } from '../state/chats.ts';
import type { ConversationRow } from '../state/conversations.ts';
import type { MessageRow } from '../state/messages.ts';

/** A chat as the API gives it. */
export const presentChat = (chat: ChatRow, status: ChatStatus, sectionId: string) => ({
  id: chat.id,
  conversation_id: chat.conversation_id,
  bot_id: chat.bot_id,
  created_at: inSeconds(chat.created_at),
  ...(status === 'completed' && chat.completed_at !== null
    ? { completed_at: inSeconds(chat.completed_at) }
    : {}),
  last_error: { code: 0, msg: '' },
  meta_data: JSON.parse(chat.meta_data),
  status,
  usage: usageOf(chat, status),
  section_id: sectionId,
});

/** A message as the API gives it. Its feedback is no part of it. */
export const presentMessage = (message: MessageRow, sectionId: string) => ({
  id: message.id,
  conversation_id: message.conversation_id,
  bot_id: message.bot_id ?? '',
  role: message.role,
  type: message.type,
  content: message.content,
  content_type: message.content_type,
  chat_id: message.chat_id ?? '',
  section_id: sectionId,
  meta_data: JSON.parse(message.meta_data),
  created_at: inSeconds(message.created_at),
  updated_at: inSeconds(message.updated_at),
});

/** A conversation as the API gives it. */
export const presentConversation = (conversation: ConversationRow) => ({
  id: conversation.id,
  name: conversation.name,
  meta_data: JSON.parse(conversation.meta_data),
  creator_id: conversation.account,
  connector_id: conversation.connector_id,
  created_at: inSeconds(conversation.created_at),
  updated_at: inSeconds(conversation.updated_at),
  last_section_id: conversation.section_id,
});

function usageOf({ input_count: input, output_count: output }: ChatRow, status: ChatStatus) {
  if (status !== 'completed') return { token_count: 0, output_count: 0, input_count: 0 };
  return { token_count: input + output, output_count: output, input_count: input };
}
