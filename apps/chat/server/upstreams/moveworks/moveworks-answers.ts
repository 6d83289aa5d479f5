import type { CallbackIds } from '@message-feedback/proxy';
import * as v from 'valibot';
import type { Conversation } from '../../../contract/chat.ts';
import type { UpstreamChatAnswer, UpstreamChatMessage } from '../chat-upstream.ts';

const CONVERSATION = v.object({
  conversation_id: v.string(),
  title: v.nullish(v.string(), ''),
  updated_at: v.nullish(v.string()),
  created_at: v.string(),
});

const TEXT = v.nullish(v.object({ text: v.string() }));

const MESSAGE = v.object({
  message_id: v.string(),
  conversation_id: v.string(),
  response_id: v.string(),
  actor: v.string(),
  /** One of these, by its type; a pressed button has none. */
  content: v.object({ plain_text: TEXT, commonmark_text: TEXT, markdown_text: TEXT }),
  feedback: v.nullish(
    v.object({
      helpful: v.nullish(v.object({ callback_id: v.string() })),
      unhelpful: v.nullish(v.object({ callback_id: v.string() })),
    }),
  ),
});

const METADATA = v.nullish(v.object({ next_cursor: v.nullish(v.string()) }));

/** Moveworks' responses, with only the fields that the chat uses. */
export const CREATED = v.object({ conversation_id: v.string() });
export const CONVERSATIONS = v.object({ conversations: v.array(CONVERSATION), metadata: METADATA });
export const MESSAGES = v.object({ messages: v.array(MESSAGE), metadata: METADATA });
export const RESPONSE = v.object({
  response_id: v.string(),
  status: v.string(),
  outputs: v.nullish(v.array(v.object({ message: v.optional(MESSAGE) })), []),
});
/** In a stream, where an incomplete message has no callback ids yet. */
export const OUTPUT = v.object({ message: v.optional(MESSAGE) });

export type MoveworksMessage = v.InferOutput<typeof MESSAGE>;

export function toConversation(row: v.InferOutput<typeof CONVERSATION>): Conversation {
  return {
    id: row.conversation_id,
    title: row.title,
    updatedAt: Date.parse(row.updated_at ?? row.created_at) || 0,
  };
}

/** Every other actor counts as the assistant: a live agent, or the system. */
export function toMessage(row: MoveworksMessage): UpstreamChatMessage {
  const text = textOf(row);
  return row.actor === 'USER' ? { role: 'user', id: row.message_id, text } : toAnswer(row);
}

export function toAnswer(row: MoveworksMessage): UpstreamChatAnswer {
  const { message_id: messageId, conversation_id: conversationId, response_id: responseId } = row;
  const callbackIds = callbackIdsOf(row);
  const rateable = callbackIds.helpful !== undefined || callbackIds.unhelpful !== undefined;
  return {
    role: 'assistant',
    id: messageId,
    text: textOf(row),
    state: 'finished',
    feedbackRef: rateable ? { messageId, conversationId, responseId, callbackIds } : null,
  };
}

/**
 * The callback ids: none for a message that accepts no feedback, one for a message that accepts
 * only one rating.
 */
export function callbackIdsOf({ feedback }: MoveworksMessage): CallbackIds {
  const helpful = feedback?.helpful?.callback_id;
  const unhelpful = feedback?.unhelpful?.callback_id;
  return { ...(helpful !== undefined && { helpful }), ...(unhelpful !== undefined && { unhelpful }) };
}

export function textOf({ content }: MoveworksMessage): string {
  return (content.commonmark_text ?? content.markdown_text ?? content.plain_text)?.text ?? '';
}
