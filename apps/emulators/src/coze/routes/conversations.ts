import * as v from 'valibot';
import { codePoints, queryNumber, type Routes } from '../../frame/site.ts';
import { inSeconds, pick } from '../../frame/store.ts';
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
import { metaDataSchema } from '../coze-messages.ts';
import { API_CONNECTOR, COZE_BOT, type ConversationRow } from '../coze-state.ts';

const presentOwn = (caller: CozeCaller, id: string) => ({ data: present(ownConversation(caller, id)) });

const assertBot = (caller: CozeCaller, id: string | null) => {
  if (id !== null && id !== COZE_BOT) throw cozeError(caller, 4006, 'The bot does not exist.');
};

const create = permitted(['createConversation'], async (context, caller) => {
  const { bot_id = null, ...about } = await readBody(context, caller, createSchema);
  assertBot(caller, bot_id);
  const { id } = caller.state.conversations.insert({ ...caller.identity, ...about, bot_id });
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

export const conversationRoutes: Routes<CozeSite> = {
  '/v1/conversation/create': { post: create },
  '/v1/conversation/retrieve': { get: retrieve },
  '/v1/conversations': { get: list },
  '/v1/conversations/:conversation_id': { put: rename, delete: remove },
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

const createSchema = v.object({
  bot_id: v.optional(idSchema),
  name: v.optional(nameSchema, ''),
  meta_data: metaDataSchema,
  connector_id: v.optional(v.string(), API_CONNECTOR),
});

const listSchema = v.object({
  bot_id: idSchema,
  page_num: v.optional(queryNumber(100_000), '1'),
  page_size: v.optional(queryNumber(50), '50'),
  sort_order: v.optional(v.picklist(['ASC', 'DESC']), 'DESC'),
  connector_id: v.optional(v.string(), API_CONNECTOR),
});
