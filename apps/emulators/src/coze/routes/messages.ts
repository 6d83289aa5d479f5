import * as v from 'valibot';
import type { Routes } from '../../frame/site.ts';
import type { Placed } from '../../frame/store.ts';
import { type CozeSite, idSchema, ownConversation, permitted, readBody, readQuery } from '../coze-caller.ts';
import { presentMessage } from '../coze-messages.ts';

/** The questions and answers of a conversation, page by page. */
const list = permitted(['chat', 'listMessage'], async (context, caller) => {
  const { state } = caller;
  const { conversation_id } = readQuery(context, caller, v.object({ conversation_id: idSchema }));
  const { order, limit, ...places } = await readBody(context, caller, listSchema);
  const rows = state.questionsAndAnswers(ownConversation(caller, conversation_id).id);
  if (order === 'desc') rows.reverse();
  // "Before" and "after" refer to the requested order. The id 0 means none.
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

export const messageRoutes: Routes<CozeSite> = {
  '/v1/conversation/message/list': { post: list },
};

const listSchema = v.object({
  order: v.optional(v.picklist(['asc', 'desc']), 'desc'),
  chat_id: v.nullish(v.string()),
  before_id: v.nullish(v.string()),
  after_id: v.nullish(v.string()),
  limit: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(50)), 50),
});
