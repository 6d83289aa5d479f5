import type { Context, Hono } from 'hono';
import { notChatApp, notFound } from '../dify-error.ts';
import { type DifyService, inSeconds } from '../dify-service.ts';
import { optional } from '../payload/payload-field.ts';
import { integer, uuid } from '../payload/payload-kinds.ts';
import { readPayload } from '../payload/read-payload.ts';
import { admitQuery, ownerOf } from '../request/admit.ts';
import { defineRoute } from '../request/define-route.ts';
import type { MessageRow } from '../state/messages.ts';

/** `GET /messages`: pages backwards through a conversation, each page with its oldest message first. */
export function addMessageListRoute(app: Hono, service: DifyService): void {
  defineRoute(app, '/messages', { get: (context) => listMessages(context, service) });
}

function listMessages(context: Context, service: DifyService) {
  const { state } = service;
  const caller = admitQuery(context, service);
  const { generation } = caller;
  const location = 'the query string';
  const query = readPayload(context.req.query(), {
    model: 'MessageListQuery',
    fields: FIELDS,
    generation,
    location,
  });
  if (caller.app.mode !== 'chat') throw notChatApp();
  const { conversation_id: conversationId, first_id: firstId, limit } = query;
  if (!conversationId) return context.json({ limit, has_more: false, data: [] });
  if (!state.conversations.find(conversationId, ownerOf(caller))) throw notFound('Conversation Not Exists.');
  if (firstId && state.messages.byId(firstId)?.conversation_id !== conversationId) {
    throw notFound('First Message Not Exists.');
  }
  const rows = state.messages.page(conversationId, limit, firstId ?? undefined);
  const data = rows.slice(0, limit).reverse();
  return context.json({
    limit,
    has_more: rows.length > limit,
    data: data.map((row) => present(row, state.feedbacks.ofUser(row.id)?.rating)),
  });
}

/** Only the rating is given back, never the comment. */
const present = (row: MessageRow, rating: string | undefined) => ({
  id: row.id,
  conversation_id: row.conversation_id,
  parent_message_id: row.parent_message_id,
  inputs: JSON.parse(row.inputs),
  query: row.query,
  answer: row.answer,
  feedback: rating === undefined ? null : { rating },
  retriever_resources: [],
  created_at: inSeconds(row.created_at),
  agent_thoughts: [],
  message_files: [],
  status: 'normal',
  error: null,
});

const FIELDS = {
  conversation_id: uuid(),
  first_id: optional(uuid(), null),
  limit: optional(integer(1, 100), 20),
};
