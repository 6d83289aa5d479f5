import type { Context, Hono } from 'hono';
import * as v from 'valibot';
import { answerStreaming } from '../chat/answer-streaming.ts';
import { beginChat } from '../chat/begin-chat.ts';
import { type EnterMessage, enterMessageSchema, wordsOf } from '../chat/enter-message.ts';
import { presentChat } from '../chat/present.ts';
import { badParameter, CozeError } from '../coze-error.ts';
import type { CozeService } from '../coze-service.ts';
import { succeed } from '../envelope.ts';
import type { Caller } from '../request/admit.ts';
import { type CozeSite, defineRoute } from '../request/define-route.ts';
import { ownConversation } from '../request/own-conversation.ts';
import { idSchema, readBody } from '../request/read-body.ts';
import { API_CONNECTOR } from '../state/conversations.ts';
import { DEFAULT_BOT } from '../state/default-access.ts';

/** `POST /v3/chat`: streamed, or begun and to be asked after. */
export function addChatRoutes(app: Hono, site: CozeSite): void {
  defineRoute(app, site, {
    methods: ['POST'],
    path: '/v3/chat',
    scopes: ['chat'],
    handle: (context, caller) => chat(context, caller, site.service),
  });
}

async function chat(context: Context, caller: Caller, service: CozeService) {
  const body = await readBody(context, chatSchema);
  if (body.bot_id !== DEFAULT_BOT) throw new CozeError(4006, 'The bot does not exist.');
  if (!body.stream && !body.auto_save_history) {
    throw new CozeError(4007, 'A chat that is not streamed has to be kept.');
  }
  const conversation = chooseConversation(context, caller, service);
  if (service.state.chats.isBusy(conversation.id)) {
    throw new CozeError(4016, 'The conversation has a chat under way.');
  }
  const begun = beginChat(service, {
    conversation,
    botId: body.bot_id,
    messages: body.additional_messages,
    query: queryOf(body.additional_messages, conversation.id, service),
    metaData: body.meta_data,
    streams: body.stream,
    keepsHistory: body.auto_save_history,
  });
  return body.stream
    ? answerStreaming(service, begun)
    : succeed(service, { data: presentChat(begun.chat, 'in_progress', conversation.section_id) });
}

/** The conversation the query names, or a new one. */
function chooseConversation(context: Context, { region, creator, account }: Caller, service: CozeService) {
  const id = context.req.query('conversation_id');
  if (id) return ownConversation(service, id, { region, creator });
  return service.state.conversations.create({
    region,
    botId: DEFAULT_BOT,
    creator,
    account,
    name: '',
    metaData: {},
    connectorId: API_CONNECTOR,
  });
}

/** The last message given, or else the last of the conversation; either has to be the user's. */
function queryOf(messages: readonly EnterMessage[], conversationId: string, { state }: CozeService): string {
  const last = messages.at(-1) ?? state.messages.lastOf(conversationId);
  if (last?.role !== 'user') throw badParameter('additional_messages: the last message is not a question');
  return wordsOf(last.content, last.content_type);
}

const chatSchema = v.object({
  bot_id: idSchema,
  user_id: v.pipe(v.string(), v.minLength(1)),
  stream: v.optional(v.boolean(), false),
  auto_save_history: v.optional(v.boolean(), true),
  additional_messages: v.optional(v.array(enterMessageSchema), []),
  meta_data: v.optional(v.record(v.string(), v.string()), {}),
});
