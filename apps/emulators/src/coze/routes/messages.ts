import type { Context } from 'hono';
import * as v from 'valibot';
import type { Routes } from '../../frame/site.ts';
import type { Placed } from '../../frame/store.ts';
import {
  type CozeCaller,
  type CozeSite,
  idSchema,
  inCloud,
  ownConversation,
  ownMessage,
  permitted,
  readBody,
  readQuery,
} from '../coze-caller.ts';
import { messageSchema, presentMessage } from '../coze-messages.ts';

/** The questions and answers of a conversation, page by page. */
const list = permitted(['chat', 'listMessage'], async (context, caller) => {
  const { state } = caller;
  const { conversation_id } = readQuery(context, caller, v.object({ conversation_id: idSchema }));
  const { order, limit, ...places } = await readBody(context, caller, listSchema);
  const rows = state.questionsAndAnswers(ownConversation(caller, conversation_id).id);
  if (order === 'desc') rows.reverse();
  // "Before" and "after" are places in the list as it is read; 0 stands for no place.
  const distance = ({ place }: Placed, id: string | null | undefined) =>
    id && id !== '0' ? place - (state.messages.find({ id })?.place ?? Number.NaN) : undefined;
  const sign = order === 'asc' ? 1 : -1;
  const found = rows.filter(
    (row) =>
      (!places.chat_id || row.chat_id === places.chat_id) &&
      sign * (distance(row, places.after_id) ?? sign) > 0 &&
      sign * (distance(row, places.before_id) ?? -sign) < 0,
  );
  const data = found.slice(0, limit).map((row) => presentMessage(caller, row));
  const [first_id, last_id] = [data[0]?.id ?? '', data.at(-1)?.id ?? ''];
  return { data, first_id, last_id, has_more: found.length > limit };
});

const create = permitted(['message'], async (context, caller) => {
  const { conversation_id } = readQuery(context, caller, v.object({ conversation_id: idSchema }));
  ownConversation(caller, conversation_id);
  const message = await readBody(context, caller, messageSchema);
  return { data: presentMessage(caller, caller.state.messages.insert({ conversation_id, ...message })) };
});

const find = (context: Context, caller: CozeCaller) =>
  ownMessage(
    caller,
    readQuery(context, caller, v.object({ conversation_id: idSchema, message_id: idSchema })),
  );

const retrieve = permitted(['message'], (context, caller) => ({
  data: presentMessage(caller, find(context, caller)),
}));

const modify = permitted(['message'], async (context, caller) => {
  const { id } = find(context, caller);
  const changes = await readBody(context, caller, changesSchema);
  caller.state.messages.update({ id }, { ...changes, updated_at: caller.now() });
  // Unlike elsewhere, what it gives back is not in `data`.
  return { message: presentMessage(caller, find(context, caller)) };
});

/** Its feedback goes with it. */
const remove = permitted(['message'], (context, caller) => {
  const message = find(context, caller);
  caller.state.messages.delete({ id: message.id });
  caller.state.feedbacks.delete({ message_id: message.id });
  return { data: presentMessage(caller, message) };
});

export const messageRoutes: Routes<CozeSite> = {
  '/v1/conversation/message/list': { post: list },
  '/v1/conversation/message/create': { post: inCloud(create) },
  '/v1/conversation/message/retrieve': { get: inCloud(retrieve) },
  '/v1/conversation/message/modify': { post: inCloud(modify) },
  '/v1/conversation/message/delete': { post: inCloud(remove) },
};

const changesSchema = v.object({
  content: v.exactOptional(v.string()),
  content_type: v.exactOptional(v.picklist(['text', 'object_string'])),
  meta_data: v.exactOptional(v.record(v.string(), v.string())),
});

const listSchema = v.object({
  order: v.optional(v.picklist(['asc', 'desc']), 'desc'),
  chat_id: v.nullish(v.string()),
  before_id: v.nullish(v.string()),
  after_id: v.nullish(v.string()),
  limit: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(50)), 50),
});
