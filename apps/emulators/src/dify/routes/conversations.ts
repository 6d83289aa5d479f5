import type { Context } from 'hono';
import type { Routes } from '../../frame/site.ts';
import { inSeconds } from '../../frame/upstream.ts';
import { nameAfter } from '../dify-answers.ts';
import { admitJson, admitQuery, type Dify, type DifyCaller } from '../dify-caller.ts';
import { notChatApp, notFound } from '../dify-errors.ts';
import { CONVERSATION_ORDERS, type ConversationRow, type MessageRow } from '../dify-state.ts';
import { readPayload } from '../payload/payload.ts';
import { boolean, choice, integer, optional, text, uuid } from '../payload/payload-fields.ts';

export const conversationRoutes = (dify: Dify): Routes<string> => ({
  '/conversations': { get: (context) => listConversations(context, dify) },
  '/conversations/:id': { delete: (context, id) => remove(context, dify, id) },
  '/conversations/:id/name': { post: (context, id) => rename(context, dify, id) },
  '/messages': { get: (context) => listMessages(context, dify) },
});

function listConversations(context: Context, dify: Dify) {
  const caller = admitQuery(context, dify);
  assertChat(caller);
  const query = readPayload(context.req.query(), {
    model: 'ConversationListQuery',
    fields: LIST_FIELDS,
    generation: caller.generation,
    location: 'the query string',
  });
  const { last_id: lastId, limit, sort_by: sortBy } = query;
  const after = lastId ? dify.state.conversations.find({ id: lastId, ...caller.owner }) : undefined;
  if (lastId && !after) throw notFound('Last Conversation Not Exists.');
  const rows = dify.state.conversationPage(caller.owner, { limit, sortBy, after });
  return {
    limit,
    has_more: rows.length > limit,
    data: rows.slice(0, limit).map((row) => presentConversation(dify, row)),
  };
}

async function rename(context: Context, dify: Dify, id: string) {
  const caller = await admitJson(context, dify, { userRequired: false });
  assertChat(caller);
  const payload = readPayload(caller.body, {
    model: 'ConversationRenamePayload',
    fields: { name: optional(text, ''), auto_generate: optional(boolean, false) },
    generation: caller.generation,
    verify: ({ name, auto_generate: automatic }) =>
      automatic || name.trim() ? undefined : 'name is required when auto_generate is false',
  });
  own(dify, caller, id);
  const oldest = dify.state.messages.find({ conversation_id: id });
  const name = payload.auto_generate ? nameAfter(oldest?.query ?? '') : payload.name;
  dify.state.conversations.update({ id }, { name, updated_at: dify.now() });
  return presentConversation(dify, own(dify, caller, id));
}

async function remove(context: Context, dify: Dify, id: string) {
  const caller = await admitJson(context, dify, { userRequired: false });
  assertChat(caller);
  dify.state.deleteConversation(own(dify, caller, id).id);
  dify.changed();
  return context.body(null, 204);
}

/** Pages backwards through a conversation, each page with its oldest message first. */
function listMessages(context: Context, dify: Dify) {
  const { messages, feedbacks } = dify.state;
  const caller = admitQuery(context, dify);
  const query = readPayload(context.req.query(), {
    model: 'MessageListQuery',
    fields: MESSAGE_LIST_FIELDS,
    generation: caller.generation,
    location: 'the query string',
  });
  assertChat(caller);
  const { conversation_id: id, first_id: firstId, limit } = query;
  if (!id) return { limit, has_more: false, data: [] };
  own(dify, caller, id);
  if (firstId && messages.find({ id: firstId })?.conversation_id !== id) {
    throw notFound('First Message Not Exists.');
  }
  const rows = dify.state.messagePage(id, limit, firstId);
  const ratingOf = (row: MessageRow) => feedbacks.find({ message_id: row.id, from_source: 'user' })?.rating;
  const data = rows.slice(0, limit).reverse();
  return {
    limit,
    has_more: rows.length > limit,
    data: data.map((row) => presentMessage(dify, row, ratingOf(row))),
  };
}

function assertChat({ app }: DifyCaller) {
  if (app.mode !== 'chat') throw notChatApp();
}

function own({ state }: Dify, { owner }: DifyCaller, id: string): ConversationRow {
  const conversation = state.conversations.find({ id, ...owner });
  if (!conversation) throw notFound('Conversation Not Exists.');
  return conversation;
}

const presentConversation = ({ state }: Dify, row: ConversationRow) => ({
  ...state.conversations.pick(row, inSeconds, 'id', 'name', 'inputs'),
  status: 'normal',
  ...state.conversations.pick(row, inSeconds, 'introduction', 'created_at', 'updated_at'),
});

/** Only the rating is given back, never the comment. */
const presentMessage = ({ state }: Dify, row: MessageRow, rating: string | undefined) => ({
  ...state.messages.pick(row, inSeconds, 'id', 'conversation_id', 'parent_message_id', 'inputs', 'query'),
  answer: row.answer,
  feedback: rating === undefined ? null : { rating },
  retriever_resources: [],
  created_at: inSeconds(row.created_at),
  agent_thoughts: [],
  message_files: [],
  status: row.status,
  error: row.error,
});

const limit = optional(integer(1, 100), 20);

const LIST_FIELDS = {
  last_id: optional(uuid(), null),
  limit,
  sort_by: optional(choice(CONVERSATION_ORDERS), '-updated_at' as const),
};

const MESSAGE_LIST_FIELDS = { conversation_id: uuid(), first_id: optional(uuid(), null), limit };
