import * as v from 'valibot';
import type { Conversation } from '../../../contract/chat.ts';
import { ChatError } from '../../../contract/chat-error.ts';
import type { UpstreamChatMessage } from '../chat-upstream.ts';

/** Dify's lists, with only the fields that the chat uses. */
export const CONVERSATIONS = v.object({
  has_more: v.boolean(),
  data: v.array(
    v.object({
      id: v.string(),
      name: v.nullish(v.string(), ''),
      created_at: v.number(),
      updated_at: v.nullish(v.number()),
    }),
  ),
});

export const MESSAGES = v.object({
  has_more: v.boolean(),
  data: v.array(
    v.object({
      id: v.string(),
      conversation_id: v.string(),
      query: v.nullish(v.string(), ''),
      answer: v.nullish(v.string(), ''),
      status: v.nullish(v.string()),
    }),
  ),
});

export const PARAMETERS = v.object({
  opening_statement: v.nullish(v.string(), ''),
  suggested_questions: v.nullish(v.array(v.string()), []),
});

/**
 * Throws a `ChatError` if the response is not Dify's, for example because the base URL is wrong.
 */
export async function readAnswer<const Schema extends v.GenericSchema>(
  response: Response,
  schema: Schema,
): Promise<v.InferOutput<Schema>> {
  const parsed = v.safeParse(schema, await response.json().catch(() => null));
  if (parsed.success) return parsed.output;
  console.error(
    'A response did not come from Dify. Check that DIFY_BASE_URL is its API, with /v1 at the end.',
  );
  throw new ChatError('upstream_refused');
}

export function toConversation(row: v.InferOutput<typeof CONVERSATIONS>['data'][number]): Conversation {
  return { id: row.id, title: row.name, updatedAt: (row.updated_at ?? row.created_at) * 1_000 };
}

/**
 * Dify stores a question and its answer in one record, and feedback refers to the id of that
 * record.
 */
export function toMessages(
  row: v.InferOutput<typeof MESSAGES>['data'][number],
): readonly UpstreamChatMessage[] {
  return [
    { role: 'user', id: `${row.id}:question`, text: row.query },
    {
      role: 'assistant',
      id: row.id,
      text: row.answer,
      state: row.status === 'error' ? 'failed' : 'finished',
      feedbackRef: { messageId: row.id, conversationId: row.conversation_id },
    },
  ];
}
