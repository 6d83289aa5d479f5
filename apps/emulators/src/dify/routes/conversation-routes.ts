import type { Context, Hono } from 'hono';
import { notChatApp, notFound } from '../dify-error.ts';
import { type DifyService, inSeconds } from '../dify-service.ts';
import { nameAfter } from '../generation/begin-message.ts';
import { optional } from '../payload/payload-field.ts';
import { boolean, choice, integer, text, uuid } from '../payload/payload-kinds.ts';
import { readPayload } from '../payload/read-payload.ts';
import { type Admitted, admitJson, admitQuery, ownerOf } from '../request/admit.ts';
import { defineRoute } from '../request/define-route.ts';
import { CONVERSATION_ORDERS, type ConversationRow } from '../state/conversations.ts';

/** `GET /conversations`, `DELETE /conversations/:id` and `POST /conversations/:id/name`. */
export function addConversationRoutes(app: Hono, service: DifyService): void {
  defineRoute(app, '/conversations', { get: (context) => listConversations(context, service) });
  defineRoute(app, '/conversations/:id', { delete: (context, id) => remove(context, service, id) });
  defineRoute(app, '/conversations/:id/name', { post: (context, id) => rename(context, service, id) });
}

function listConversations(context: Context, service: DifyService) {
  const { conversations } = service.state;
  const caller = admitQuery(context, service);
  if (caller.app.mode !== 'chat') throw notChatApp();
  const { generation } = caller;
  const location = 'the query string';
  const model = 'ConversationListQuery';
  const query = readPayload(context.req.query(), { model, fields: LIST_FIELDS, generation, location });
  const { last_id: lastId, limit, sort_by: sortBy } = query;
  const after = lastId ? conversations.find(lastId, ownerOf(caller)) : undefined;
  if (lastId && !after) throw notFound('Last Conversation Not Exists.');
  const rows = conversations.page(ownerOf(caller), { limit, sortBy, after });
  return context.json({ limit, has_more: rows.length > limit, data: rows.slice(0, limit).map(present) });
}

async function rename(context: Context, service: DifyService, id: string) {
  const { conversations, messages } = service.state;
  const caller = await admitJson(context, service, { userRequired: false });
  if (caller.app.mode !== 'chat') throw notChatApp();
  const payload = readPayload(caller.body, {
    model: 'ConversationRenamePayload',
    fields: RENAME_FIELDS,
    generation: caller.generation,
    verify: ({ name, auto_generate: automatic }) =>
      automatic || name.trim() ? undefined : 'name is required when auto_generate is false',
  });
  own(service, caller, id);
  const oldest = messages.oldestOf(id);
  conversations.rename(id, payload.auto_generate ? nameAfter(oldest?.query ?? '') : payload.name);
  return context.json(present(own(service, caller, id)));
}

async function remove(context: Context, service: DifyService, id: string) {
  const caller = await admitJson(context, service, { userRequired: false });
  if (caller.app.mode !== 'chat') throw notChatApp();
  service.state.conversations.delete(own(service, caller, id).id);
  service.events.publish('state');
  return context.body(null, 204);
}

function own({ state }: DifyService, caller: Admitted, id: string): ConversationRow {
  const conversation = state.conversations.find(id, ownerOf(caller));
  if (!conversation) throw notFound('Conversation Not Exists.');
  return conversation;
}

const present = (row: ConversationRow) => ({
  id: row.id,
  name: row.name,
  inputs: JSON.parse(row.inputs),
  status: 'normal',
  introduction: row.introduction,
  created_at: inSeconds(row.created_at),
  updated_at: inSeconds(row.updated_at),
});

const LIST_FIELDS = {
  last_id: optional(uuid(), null),
  limit: optional(integer(1, 100), 20),
  sort_by: optional(choice(CONVERSATION_ORDERS), '-updated_at' as const),
};

const RENAME_FIELDS = {
  name: optional(text, ''),
  auto_generate: optional(boolean, false),
};
