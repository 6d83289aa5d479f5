import type { Context, Hono } from 'hono';
import * as v from 'valibot';
import { enterMessageSchema, typeOf } from '../chat/enter-message.ts';
import { presentConversation } from '../chat/present.ts';
import { CozeError } from '../coze-error.ts';
import type { CozeService } from '../coze-service.ts';
import { succeed } from '../envelope.ts';
import type { Caller } from '../request/admit.ts';
import { type CozeSite, defineRoute } from '../request/define-route.ts';
import { ownConversation } from '../request/own-conversation.ts';
import { idSchema, readBody, readQuery } from '../request/read-body.ts';
import { API_CONNECTOR } from '../state/conversations.ts';
import { DEFAULT_BOT } from '../state/default-access.ts';

/** `POST /v1/conversation/create`, `GET /v1/conversation/retrieve`, `GET /v1/conversations`, and `PUT` and `DELETE` of one. */
export function addConversationRoutes(app: Hono, site: CozeSite): void {
  const { service } = site;
  defineRoute(app, site, {
    methods: ['POST'],
    path: '/v1/conversation/create',
    scopes: ['createConversation'],
    handle: (context, caller) => create(context, caller, service),
  });
  defineRoute(app, site, {
    methods: ['GET'],
    path: '/v1/conversation/retrieve',
    scopes: ['retrieveConversation'],
    handle(context, caller) {
      const { conversation_id: id } = readQuery(context, v.object({ conversation_id: idSchema }));
      return succeed(service, { data: presentConversation(ownConversation(service, id, caller)) });
    },
  });
  defineRoute(app, site, {
    methods: ['GET'],
    path: '/v1/conversations',
    scopes: ['listConversation'],
    handle: (context, caller) => list(context, caller, service),
  });
  const one = { path: '/v1/conversations/:conversation_id', scopes: ['editConversation'] } as const;
  defineRoute(app, site, {
    ...one,
    methods: ['PUT'],
    handle: (context, caller) => rename(context, caller, service),
  });
  defineRoute(app, site, {
    ...one,
    methods: ['DELETE'],
    handle(context, caller) {
      service.state.conversations.delete(ownConversation(service, idIn(context), caller).id);
      service.events.publish('state');
      return succeed(service);
    },
  });
}

async function create(context: Context, caller: Caller, service: CozeService) {
  const { conversations, messages } = service.state;
  const body = await readBody(context, createSchema);
  if (body.bot_id && body.bot_id !== DEFAULT_BOT) throw new CozeError(4006, 'The bot does not exist.');
  const conversation = conversations.create({
    ...caller,
    botId: body.bot_id ?? null,
    name: body.name,
    metaData: body.meta_data,
    connectorId: body.connector_id,
  });
  for (const message of body.messages) {
    const { role, content, content_type: contentType, meta_data: metaData } = message;
    const about = { conversationId: conversation.id, chatId: null, botId: null, role, type: typeOf(message) };
    messages.insert(messages.draft({ ...about, content, contentType: contentType ?? 'text', metaData }));
  }
  service.events.publish('state');
  return succeed(service, { data: presentConversation(conversation) });
}

function list(context: Context, caller: Caller, service: CozeService) {
  const query = readQuery(context, listSchema);
  if (query.bot_id !== DEFAULT_BOT) throw new CozeError(4006, 'The bot does not exist.');
  const { page_num: page, page_size: size } = query;
  const rows = service.state.conversations.page(caller, {
    botId: query.bot_id,
    connectorId: query.connector_id,
    ascending: query.sort_order === 'ASC',
    page,
    size,
  });
  const conversations = rows.slice(0, size).map(presentConversation);
  return succeed(service, { data: { has_more: rows.length > size, conversations } });
}

async function rename(context: Context, caller: Caller, service: CozeService) {
  const { name } = await readBody(context, v.object({ name: nameSchema }));
  const { id } = ownConversation(service, idIn(context), caller);
  service.state.conversations.rename(id, name);
  service.events.publish('state');
  return succeed(service, { data: presentConversation(ownConversation(service, id, caller)) });
}

function idIn(context: Context): string {
  const id = context.req.param('conversation_id');
  return v.is(idSchema, id) ? id : '';
}

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
