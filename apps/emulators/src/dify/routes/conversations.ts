import type { Context } from 'hono';
import * as v from 'valibot';
import { queryNumber, type Routes } from '../../frame/site.ts';
import { inSeconds, orThrow, pick } from '../../frame/store.ts';
import {
  admitJson,
  admitQuery,
  type DifyCall,
  type DifyCaller,
  optionalId,
  readFields,
} from '../dify-caller.ts';
import { notChatApp, notFound } from '../dify-errors.ts';
import type { ConversationRow, MessageRow } from '../dify-state.ts';

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
      const { limit, last_id } = readFields(listSchema, context.req.query());
      const last = last_id ? own(caller, last_id, 'Last Conversation') : undefined;
      const all = call.state.conversations.all({ ...caller.owner });
      const rows = all.filter((row) => !last || lastUsedFirst(last, row) < 0).sort(lastUsedFirst);
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
      const { name } = readFields(renameSchema, caller.body);
      const { id } = own(caller, call.id);
      call.state.conversations.update({ id }, { name, updated_at: call.now() });
      return presentConversation(own(caller, id));
    },
  },
  '/messages': {
    /** Pages backwards through a conversation, each page with its oldest message first. */
    get(context, call) {
      const caller = admitQuery(context, call);
      const { limit, ...query } = readFields(messageListSchema, context.req.query());
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

/** Returns the rating, but never the comment. */
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

const lastUsedFirst = (one: ConversationRow, other: ConversationRow) =>
  other.updated_at - one.updated_at || (one.id < other.id ? 1 : -Number(one.id > other.id));

const limit = v.optional(queryNumber(100), '20');

const listSchema = v.object({ last_id: optionalId, limit });

const renameSchema = v.object({
  name: v.pipe(
    v.string(),
    v.check((name) => name.trim() !== ''),
  ),
});

const messageListSchema = v.object({ conversation_id: optionalId, first_id: optionalId, limit });
