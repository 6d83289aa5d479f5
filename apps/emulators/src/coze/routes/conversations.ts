import * as v from 'valibot';
import { codePoints, type Routes } from '../../frame/site.ts';
import { inSeconds, type Placed, pick } from '../../frame/store.ts';
import { cozeError } from '../coze-answers.ts';
import {
  type CozeCaller,
  type CozeSite,
  idSchema,
  ownConversation,
  permitted,
  readBody,
  readQuery,
} from '../coze-caller.ts';
import { messagesSchema, metaDataSchema, presentMessage } from '../coze-messages.ts';
import { API_CONNECTOR, COZE_BOT, type ConversationRow } from '../coze-state.ts';

const presentOwn = (caller: CozeCaller, id: string) => ({ data: present(ownConversation(caller, id)) });

const assertBot = (caller: CozeCaller, id: string | null) => {
  if (id !== null && id !== COZE_BOT) throw cozeError(caller, 4006, 'The bot does not exist.');
};

const create = permitted(['createConversation'], async (context, caller) => {
  const { messages, bot_id = null, ...about } = await readBody(context, caller, createSchema);
  assertBot(caller, bot_id);
  const { id } = caller.state.conversations.insert({ ...caller.identity, ...about, bot_id });
  for (const message of messages) caller.state.messages.insert({ conversation_id: id, ...message });
  return presentOwn(caller, id);
});

const retrieve = permitted(['retrieveConversation'], (context, caller) =>
  presentOwn(caller, readQuery(context, caller, idSchemas).conversation_id),
);

const list = permitted(['listConversation'], (context, caller) => {
  const { region, creator } = caller.identity;
  const { page_num, page_size, sort_order, ...filter } = readQuery(context, caller, listSchema);
  assertBot(caller, filter.bot_id);
  const rows = caller.state.conversations.all({ region, creator, ...filter });
  if (sort_order === 'DESC') rows.reverse();
  const page = rows.slice((page_num - 1) * page_size, page_num * page_size);
  return { data: { has_more: rows.length > page_num * page_size, conversations: page.map(present) } };
});

const rename = permitted(['editConversation'], async (context, caller) => {
  const { name } = await readBody(context, caller, v.object({ name: nameSchema }));
  const { id } = ownConversation(caller, context.req.param('conversation_id'));
  caller.state.conversations.update({ id }, { name, updated_at: caller.now() });
  return presentOwn(caller, id);
});

const remove = permitted(['editConversation'], (context, caller) => {
  caller.state.deleteConversation(ownConversation(caller, context.req.param('conversation_id')).id);
  return {};
});

/** The questions and answers of a conversation, page by page. */
const listMessages = permitted(['chat', 'listMessage'], async (context, caller) => {
  const { state } = caller;
  const { conversation_id } = readQuery(context, caller, idSchemas);
  const { order, limit, ...places } = await readBody(context, caller, messageListSchema);
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

export const conversationRoutes: Routes<CozeSite> = {
  '/v1/conversation/create': { post: create },
  '/v1/conversation/retrieve': { get: retrieve },
  '/v1/conversations': { get: list },
  '/v1/conversations/:conversation_id': { put: rename, delete: remove },
  '/v1/conversation/message/list': { post: listMessages },
};

const present = (conversation: ConversationRow) => ({
  ...pick(conversation, inSeconds, 'id', 'name', 'meta_data', 'connector_id', 'created_at', 'updated_at'),
  creator_id: conversation.account,
  last_section_id: conversation.section_id,
});

const idSchemas = v.object({ conversation_id: idSchema });

const nameSchema = v.pipe(
  v.string(),
  v.check((name) => codePoints(name) <= 100, 'longer than 100 characters'),
);

const wholeNumber = (most: number) =>
  v.pipe(v.string(), v.digits(), v.transform(Number), v.minValue(1), v.maxValue(most));

const createSchema = v.object({
  bot_id: v.optional(idSchema),
  name: v.optional(nameSchema, ''),
  messages: messagesSchema,
  meta_data: metaDataSchema,
  connector_id: v.optional(v.string(), API_CONNECTOR),
});

const listSchema = v.object({
  bot_id: idSchema,
  page_num: v.optional(wholeNumber(100_000), '1'),
  page_size: v.optional(wholeNumber(50), '50'),
  sort_order: v.optional(v.picklist(['ASC', 'DESC']), 'DESC'),
  connector_id: v.optional(v.string(), API_CONNECTOR),
});

const messageListSchema = v.object({
  order: v.optional(v.picklist(['asc', 'desc']), 'desc'),
  chat_id: v.nullish(v.string()),
  before_id: v.nullish(v.string()),
  after_id: v.nullish(v.string()),
  limit: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(50)), 50),
});
