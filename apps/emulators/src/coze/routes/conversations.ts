import type { Context } from 'hono';
import * as v from 'valibot';
import type { Routes } from '../../frame/site.ts';
import { inSeconds } from '../../frame/upstream.ts';
import {
  type CozeCaller,
  type CozeSite,
  cozeError,
  idSchema,
  ownConversation,
  permitted,
  readBody,
  readQuery,
} from '../coze-caller.ts';
import { enteredMessage, enterMessageSchema, presentMessage } from '../coze-chat.ts';
import { API_CONNECTOR, COZE_BOT, type ConversationRow } from '../coze-state.ts';

export const conversationRoutes = (site: CozeSite): Routes<undefined> => ({
  '/v1/conversation/create': {
    post: permitted(site, ['createConversation'], (context, caller) => create(context, caller, site)),
  },
  '/v1/conversation/retrieve': {
    get: permitted(site, ['retrieveConversation'], (context, caller) => {
      const { conversation_id: id } = readQuery(context, site, v.object({ conversation_id: idSchema }));
      return { data: presentConversation(site, ownConversation(site, id, caller)) };
    }),
  },
  '/v1/conversations': {
    get: permitted(site, ['listConversation'], (context, caller) => list(context, caller, site)),
  },
  '/v1/conversations/:conversation_id': {
    put: permitted(site, ['editConversation'], (context, caller) => rename(context, caller, site)),
    delete: permitted(site, ['editConversation'], (context, caller) => {
      const { id } = ownConversation(site, context.req.param('conversation_id'), caller);
      site.state.deleteConversation(id);
      site.changed();
      return {};
    }),
  },
  '/v1/conversation/message/list': {
    post: permitted(site, ['chat', 'listMessage'], (context, caller) => listMessages(context, caller, site)),
  },
});

async function create(context: Context, caller: CozeCaller, site: CozeSite) {
  const { state } = site;
  const { messages, bot_id = null, ...about } = await readBody(context, site, createSchema);
  if (bot_id && bot_id !== COZE_BOT) throw cozeError(site, 4006, 'The bot does not exist.');
  const conversation = state.conversations.insert({ ...caller, ...about, bot_id });
  for (const message of messages) {
    state.messages.insert({ conversation_id: conversation.id, ...enteredMessage(message) });
  }
  site.changed();
  return { data: presentConversation(site, conversation) };
}

function list(context: Context, { region, creator }: CozeCaller, site: CozeSite) {
  const query = readQuery(context, site, listSchema);
  if (query.bot_id !== COZE_BOT) throw cozeError(site, 4006, 'The bot does not exist.');
  const { page_num: page, page_size: size } = query;
  const rows = site.state.conversations.select(
    `WHERE region = ? AND creator = ? AND bot_id = ? AND connector_id = ?
     ORDER BY rowid ${query.sort_order} LIMIT ? OFFSET ?`,
    region,
    creator,
    query.bot_id,
    query.connector_id,
    size + 1,
    (page - 1) * size,
  );
  const conversations = rows.slice(0, size).map((row) => presentConversation(site, row));
  return { data: { has_more: rows.length > size, conversations } };
}

async function rename(context: Context, caller: CozeCaller, site: CozeSite) {
  const { name } = await readBody(context, site, v.object({ name: nameSchema }));
  const { id } = ownConversation(site, context.req.param('conversation_id'), caller);
  site.state.conversations.update({ id }, { name, updated_at: site.now() });
  site.changed();
  return { data: presentConversation(site, ownConversation(site, id, caller)) };
}

/** The questions and answers of a conversation, page by page. */
async function listMessages(context: Context, caller: CozeCaller, site: CozeSite) {
  const { conversation_id: id } = readQuery(context, site, v.object({ conversation_id: idSchema }));
  const { order, limit, ...places } = await readBody(context, site, messageListSchema);
  const conversation = ownConversation(site, id, caller);
  const rows = site.state.messagePage(conversation.id, {
    ascending: order === 'asc',
    limit,
    chatId: places.chat_id || undefined,
    beforeId: placeOf(places.before_id),
    afterId: placeOf(places.after_id),
  });
  const data = rows.slice(0, limit).map((row) => presentMessage(site, row, conversation.section_id));
  return {
    data,
    first_id: data[0]?.id ?? '',
    last_id: data.at(-1)?.id ?? '',
    has_more: rows.length > limit,
  };
}

/** 0 stands for no place. */
const placeOf = (id: string | null | undefined) => (id && id !== '0' ? id : undefined);

const presentConversation = ({ state }: CozeSite, conversation: ConversationRow) => ({
  ...state.conversations.pick(conversation, inSeconds, 'id', 'name', 'meta_data', 'connector_id'),
  ...state.conversations.pick(conversation, inSeconds, 'created_at', 'updated_at'),
  creator_id: conversation.account,
  last_section_id: conversation.section_id,
});

const nameSchema = v.pipe(
  v.string(),
  v.check((name) => [...name].length <= 100, 'longer than 100 characters'),
);

const wholeNumber = (most: number) =>
  v.pipe(v.string(), v.digits(), v.transform(Number), v.minValue(1), v.maxValue(most));

const createSchema = v.object({
  bot_id: v.optional(idSchema),
  name: v.optional(nameSchema, ''),
  messages: v.optional(v.array(enterMessageSchema), []),
  meta_data: v.optional(v.record(v.string(), v.string()), {}),
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
