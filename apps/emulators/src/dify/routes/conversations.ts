import type { Context } from 'hono';
import type { Routes } from '../../frame/site.ts';
import { inSeconds, orThrow, pick } from '../../frame/store.ts';
import { nameAfter } from '../dify-answers.ts';
import { admitJson, admitQuery, type Dify, type DifyCaller } from '../dify-caller.ts';
import { notChatApp, notFound } from '../dify-errors.ts';
import type { ConversationRow, MessageRow } from '../dify-state.ts';
import { readPayload, readQuery } from '../payload/payload.ts';
import { boolean, choice, integer, optional, text, uuid } from '../payload/payload-fields.ts';

export function conversationRoutes(dify: Dify): Routes<string> {
  const { conversations, messages, feedbacks, deleteConversation } = dify.state;
  const own = ({ owner }: DifyCaller, id: string, what = 'Conversation') =>
    orThrow(conversations.find({ id, ...owner }), () => notFound(`${what} Not Exists.`));
  const admitChat = async (context: Context) => {
    const caller = await admitJson(context, dify, { userRequired: false });
    assertChat(caller);
    return caller;
  };

  function list(context: Context) {
    const caller = admitQuery(context, dify);
    assertChat(caller);
    const { limit, ...query } = readQuery(context, 'ConversationListQuery', LIST_FIELDS, caller.generation);
    const field = query.sort_by.endsWith('created_at') ? 'created_at' : 'updated_at';
    const sign = query.sort_by.startsWith('-') ? -1 : 1;
    const compare = (one: ConversationRow, other: ConversationRow) =>
      sign * (one[field] - other[field] || (one.id < other.id ? -1 : Number(one.id > other.id)));
    const last = query.last_id ? own(caller, query.last_id, 'Last Conversation') : undefined;
    const rows = conversations.all({ ...caller.owner }).filter((row) => !last || compare(row, last) > 0);
    const page = rows.sort(compare).slice(0, limit);
    return { limit, has_more: rows.length > limit, data: page.map(presentConversation) };
  }

  async function rename(context: Context, id: string) {
    const caller = await admitChat(context);
    const payload = readPayload(caller.body, {
      model: 'ConversationRenamePayload',
      fields: RENAME_FIELDS,
      generation: caller.generation,
      verify: ({ name, auto_generate: automatic }) =>
        automatic || name.trim() ? undefined : 'name is required when auto_generate is false',
    });
    own(caller, id);
    const oldest = messages.find({ conversation_id: id });
    const name = payload.auto_generate ? nameAfter(oldest?.query ?? '') : payload.name;
    conversations.update({ id }, { name, updated_at: dify.now() });
    return presentConversation(own(caller, id));
  }

  async function remove(context: Context, id: string) {
    deleteConversation(own(await admitChat(context), id).id);
    return context.body(null, 204);
  }

  /** Pages backwards through a conversation, each page with its oldest message first. */
  function listMessages(context: Context) {
    const caller = admitQuery(context, dify);
    const { limit, ...query } = readQuery(
      context,
      'MessageListQuery',
      MESSAGE_LIST_FIELDS,
      caller.generation,
    );
    const { conversation_id: id, first_id: firstId } = query;
    assertChat(caller);
    if (!id) return { limit, has_more: false, data: [] };
    own(caller, id);
    const rows = messages.all({ conversation_id: id });
    const end = firstId ? rows.findIndex((row) => row.id === firstId) : rows.length;
    if (end < 0) throw notFound('First Message Not Exists.');
    const ratingOf = (row: MessageRow) => feedbacks.find({ message_id: row.id, from_source: 'user' })?.rating;
    const data = rows.slice(Math.max(0, end - limit), end).map((row) => presentMessage(row, ratingOf(row)));
    return { limit, has_more: end > limit, data };
  }

  return {
    '/conversations': { get: list },
    '/conversations/:id': { delete: remove },
    '/conversations/:id/name': { post: rename },
    '/messages': { get: listMessages },
  };
}

function assertChat({ app }: DifyCaller) {
  if (app.mode !== 'chat') throw notChatApp();
}

const presentConversation = (row: ConversationRow) => ({
  ...pick(row, inSeconds, 'id', 'name', 'inputs'),
  status: 'normal',
  ...pick(row, inSeconds, 'introduction', 'created_at', 'updated_at'),
});

/** Only the rating is given back, never the comment. */
const presentMessage = (row: MessageRow, rating: string | undefined) => ({
  ...pick(row, inSeconds, 'id', 'conversation_id', 'parent_message_id', 'inputs', 'query', 'answer'),
  feedback: rating === undefined ? null : { rating },
  retriever_resources: [],
  created_at: inSeconds(row.created_at),
  agent_thoughts: [],
  message_files: [],
  status: row.status,
  error: row.error,
});

const limit = optional(integer(1, 100), 20);
const ORDERS = ['created_at', '-created_at', 'updated_at', '-updated_at'] as const;

const LIST_FIELDS = {
  last_id: optional(uuid(), null),
  limit,
  sort_by: optional(choice(ORDERS), '-updated_at' as const),
};

const RENAME_FIELDS = { name: optional(text, ''), auto_generate: optional(boolean, false) };

const MESSAGE_LIST_FIELDS = { conversation_id: uuid(), first_id: optional(uuid(), null), limit };
