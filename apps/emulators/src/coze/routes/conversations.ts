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

export function conversationRoutes(site: CozeSite): Routes<undefined> {
  const { state } = site;
  const presentOwn = (id: string, caller: CozeCaller) => ({
    data: present(ownConversation(site, id, caller)),
  });
  const assertBot = (id: string | null) => {
    if (id !== null && id !== COZE_BOT) throw cozeError(site, 4006, 'The bot does not exist.');
  };

  const create = permitted(site, ['createConversation'], async (context, caller) => {
    const { messages, bot_id = null, ...about } = await readBody(context, site, createSchema);
    assertBot(bot_id);
    const { id } = state.conversations.insert({ ...caller, ...about, bot_id });
    for (const message of messages) state.messages.insert({ conversation_id: id, ...message });
    return presentOwn(id, caller);
  });

  const retrieve = permitted(site, ['retrieveConversation'], (context, caller) =>
    presentOwn(readQuery(context, site, idSchemas).conversation_id, caller),
  );

  const list = permitted(site, ['listConversation'], (context, { region, creator }) => {
    const { page_num, page_size, sort_order, ...filter } = readQuery(context, site, listSchema);
    assertBot(filter.bot_id);
    const rows = state.conversations.all({ region, creator, ...filter });
    if (sort_order === 'DESC') rows.reverse();
    const page = rows.slice((page_num - 1) * page_size, page_num * page_size);
    return { data: { has_more: rows.length > page_num * page_size, conversations: page.map(present) } };
  });

  const rename = permitted(site, ['editConversation'], async (context, caller) => {
    const { name } = await readBody(context, site, v.object({ name: nameSchema }));
    const { id } = ownConversation(site, context.req.param('conversation_id'), caller);
    state.conversations.update({ id }, { name, updated_at: site.now() });
    return presentOwn(id, caller);
  });

  const remove = permitted(site, ['editConversation'], (context, caller) => {
    state.deleteConversation(ownConversation(site, context.req.param('conversation_id'), caller).id);
    return {};
  });

  /** The questions and answers of a conversation, page by page. */
  const listMessages = permitted(site, ['chat', 'listMessage'], async (context, caller) => {
    const { conversation_id } = readQuery(context, site, idSchemas);
    const { order, limit, ...places } = await readBody(context, site, messageListSchema);
    const { id, section_id: sectionId } = ownConversation(site, conversation_id, caller);
    const rows = state.questionsAndAnswers(id);
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
    const data = found.slice(0, limit).map((row) => presentMessage(row, sectionId));
    return {
      data,
      first_id: data[0]?.id ?? '',
      last_id: data.at(-1)?.id ?? '',
      has_more: found.length > limit,
    };
  });

  return {
    '/v1/conversation/create': { post: create },
    '/v1/conversation/retrieve': { get: retrieve },
    '/v1/conversations': { get: list },
    '/v1/conversations/:conversation_id': { put: rename, delete: remove },
    '/v1/conversation/message/list': { post: listMessages },
  };
}

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
