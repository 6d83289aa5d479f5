import type { Context } from 'hono';
import { notFound } from '../moveworks-error.ts';
import type { MoveworksService } from '../moveworks-service.ts';
import type { ConversationRow } from '../state/conversations.ts';
import type { ResponseRow } from '../state/responses.ts';

/** The conversation a path names. Another person's is as good as none. */
export function ownConversation(
  context: Context,
  user: string,
  { state }: MoveworksService,
): ConversationRow {
  const conversation = state.conversations.find(context.req.param('conversation_id') ?? '', user);
  if (!conversation) throw notFound('The conversation');
  return conversation;
}

/** The response a path names, in its conversation. */
export function ownResponse(context: Context, user: string, service: MoveworksService): ResponseRow {
  const conversation = ownConversation(context, user, service);
  const response = service.state.responses.find(context.req.param('response_id') ?? '', conversation.id);
  if (!response) throw notFound('The response');
  return response;
}
