import * as v from 'valibot';
import type { Conversation } from '../../../contract/chat.ts';
import type { UpstreamChatMessage } from '../chat-upstream.ts';

const CONVERSATION = v.object({
  id: v.string(),
  name: v.nullish(v.string(), ''),
  meta_data: v.nullish(v.record(v.string(), v.string()), {}),
  /** Seconds since 1970. */
  created_at: v.number(),
  updated_at: v.nullish(v.number()),
});

/** Coze's responses, with only the fields that the chat uses. */
export const ONE_CONVERSATION = v.object({ data: CONVERSATION });

export const CONVERSATIONS = v.object({
  data: v.object({
    has_more: v.nullish(v.boolean(), false),
    conversations: v.nullish(v.array(CONVERSATION), []),
  }),
});

export const MESSAGES = v.object({
  has_more: v.nullish(v.boolean(), false),
  last_id: v.nullish(v.string()),
  data: v.nullish(
    v.array(
      v.object({
        id: v.string(),
        conversation_id: v.string(),
        role: v.string(),
        type: v.nullish(v.string()),
        content: v.string(),
        content_type: v.nullish(v.string(), 'text'),
      }),
    ),
    [],
  ),
});

/** If only the success matters. */
export const SUCCESS = v.object({ code: v.literal(0) });

export type CozeConversation = v.InferOutput<typeof CONVERSATION>;

export function toConversation({ id, name, created_at, updated_at }: CozeConversation): Conversation {
  return { id, title: name, updatedAt: (updated_at || created_at) * 1_000 };
}

/** Empty for messages that this chat cannot show: files, cards and intermediate steps of a bot. */
export function toMessages(
  row: v.InferOutput<typeof MESSAGES>['data'][number],
): readonly UpstreamChatMessage[] {
  const { id, conversation_id: conversationId, role, content: text } = row;
  if (row.content_type !== 'text') return [];
  if (role === 'user') return [{ role: 'user', id, text }];
  if (row.type !== 'answer') return [];
  return [{ role: 'assistant', id, text, state: 'finished', feedbackRef: { messageId: id, conversationId } }];
}
