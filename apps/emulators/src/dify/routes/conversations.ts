import type { Context } from 'hono';
import type { Routes } from '../../frame/site.ts';
import { inSeconds, orThrow, pick } from '../../frame/store.ts';
import { admitJson, admitQuery, type DifyCall, type DifyCaller } from '../dify-caller.ts';
import { notChatApp, notFound } from '../dify-errors.ts';
import type { ConversationRow, MessageRow } from '../dify-state.ts';
import { readPayload, readQuery } from '../payload/payload.ts';
import { boolean, choice, integer, optional, text, uuid } from '../payload/payload-fields.ts';
import { nameAfter } from './chat.ts';

const own = ({ state, owner }: DifyCaller, id: string, what = 'Conversation') =>
  orThrow(state.conversations.find({ id, ...owner }), () => notFound(`${what} Not Exists.`));

function assertChat<Caller extends DifyCaller>(caller: Caller): Caller {
  if (caller.app.mode !== 'chat') throw notChatApp();
  return caller;
}

const admitChat = async (context: Context, call: DifyCall) =>
  assertChat(await admitJson(context, call, { userRequired: false }));

export const conversationRoutes: Routes<DifyCall> = {
  '/conversations': {
    get(context, call) {
      const caller = assertChat(admitQuery(context, call));
      const { limit, ...query } = readQuery(call, context, 'ConversationListQuery', LIST_FIELDS);
      const field = query.sort_by.endsWith('created_at') ? 'created_at' : 'updated_at';
      const sign = query.sort_by.startsWith('-') ? -1 : 1;
      const compare = (one: ConversationRow, other: ConversationRow) =>
        sign * (one[field] - other[field] || (one.id < other.id ? -1 : Number(one.id > other.id)));
      const last = query.last_id ? own(caller, query.last_id, 'Last Conversation') : undefined;
      const all = call.state.conversations.all({ ...caller.owner });
      const rows = all.filter((row) => !last || compare(row, last) > 0).sort(compare);
      return { limit, has_more: rows.length > limit, data: rows.slice(0, limit).map(presentConversation) };
    },
  },
  '/conversations/:id': {
    async delete(context, call) {
      const caller = await admitChat(context, call);
      call.state.deleteConversation(own(caller, call.id).id);
      return context.body(null, 204);
    },
  },
  '/conversations/:id/name': {
    async post(context, call) {
      const caller = await admitChat(context, call);
      const { conversations, messages } = call.state;
      const payload = readPayload(call, caller.body, 'ConversationRenamePayload', RENAME_FIELDS, {
        verify: ({ name, auto_generate: automatic }) =>
          automatic || name.trim() ? undefined : 'name is required when auto_generate is false',
      });
      const { id } = own(caller, call.id);
      const oldest = messages.find({ conversation_id: id });
      const name = payload.auto_generate ? nameAfter(oldest?.query ?? '') : payload.name;
      conversations.update({ id }, { name, updated_at: call.now() });
      return presentConversation(own(caller, id));
    },
  },
  '/messages': {
    /** Pages backwards through a conversation, each page with its oldest message first. */
    get(context, call) {
      const caller = admitQuery(context, call);
      const { limit, ...query } = readQuery(call, context, 'MessageListQuery', MESSAGE_LIST_FIELDS);
      const { conversation_id: id, first_id: firstId } = query;
      assertChat(caller);
      if (!id) return { limit, has_more: false, data: [] };
      own(caller, id);
      const rows = call.state.messages.all({ conversation_id: id });
      const end = firstId ? rows.findIndex((row) => row.id === firstId) : rows.length;
      if (end < 0) throw notFound('First Message Not Exists.');
      const data = rows.slice(Math.max(0, end - limit), end).map((row) => presentMessage(call, row));
      return { limit, has_more: end > limit, data };
    },
  },
};

const presentConversation = (row: ConversationRow) => ({
  ...pick(row, inSeconds, 'id', 'name', 'inputs'),
  status: 'normal',
  ...pick(row, inSeconds, 'introduction', 'created_at', 'updated_at'),
});

/** Only the rating is given back, never the comment. */
function presentMessage({ state }: DifyCall, row: MessageRow) {
  const feedback = state.feedbacks.find({ message_id: row.id, from_source: 'user' });
  return {
    ...pick(row, inSeconds, 'id', 'conversation_id', 'parent_message_id', 'inputs', 'query', 'answer'),
    feedback: feedback ? { rating: feedback.rating } : null,
    retriever_resources: [],
    created_at: inSeconds(row.created_at),
    agent_thoughts: [],
    message_files: [],
    ...pick(row, inSeconds, 'status', 'error'),
  };
}

const limit = optional(integer(1, 100), 20);
const ORDERS = ['created_at', '-created_at', 'updated_at', '-updated_at'] as const;

const LIST_FIELDS = {
  last_id: optional(uuid(), null),
  limit,
  sort_by: optional(choice(ORDERS), '-updated_at' as const),
};

const RENAME_FIELDS = { name: optional(text, ''), auto_generate: optional(boolean, false) };

const MESSAGE_LIST_FIELDS = { conversation_id: uuid(), first_id: optional(uuid(), null), limit };
