import type { Hono } from 'hono';
import * as v from 'valibot';
import { presentChat, presentMessage } from '../chat/present.ts';
import { CozeError } from '../coze-error.ts';
import type { CozeService } from '../coze-service.ts';
import { succeed } from '../envelope.ts';
import type { Caller } from '../request/admit.ts';
import { type CozeSite, defineRoute } from '../request/define-route.ts';
import { ownConversation } from '../request/own-conversation.ts';
import { idSchema, readBody, readQuery } from '../request/read-body.ts';

/** `/v3/chat/retrieve`, `/v3/chat/message/list` and `POST /v3/chat/cancel`. The first two are GET; SDKs POST them as well. */
export function addChatDetailRoutes(app: Hono, site: CozeSite): void {
  const { service } = site;
  const { chats, messages } = service.state;

  defineRoute(app, site, {
    methods: ['GET', 'POST'],
    path: '/v3/chat/retrieve',
    scopes: ['getChat'],
    handle(context, caller) {
      const { chat, sectionId } = findChat(service, caller, readQuery(context, idsSchema));
      return succeed(service, { data: presentChat(chat, chats.statusOf(chat), sectionId) });
    },
  });

  defineRoute(app, site, {
    methods: ['GET', 'POST'],
    path: '/v3/chat/message/list',
    scopes: ['chat', 'listMessage'],
    handle(context, caller) {
      const { chat, sectionId } = findChat(service, caller, readQuery(context, idsSchema));
      const data = messages.ofChat(chat.id).map((message) => presentMessage(message, sectionId));
      return succeed(service, { data });
    },
  });

  defineRoute(app, site, {
    methods: ['POST'],
    path: '/v3/chat/cancel',
    scopes: ['cancelChat'],
    async handle(context, caller) {
      const { chat, sectionId } = findChat(service, caller, await readBody(context, idsSchema));
      if (chats.statusOf(chat) !== 'in_progress') throw new CozeError(4104, 'The chat is over already.');
      chats.cancel(chat.id);
      return succeed(service, { data: presentChat(chat, 'canceled', sectionId) });
    },
  });
}

function findChat(service: CozeService, caller: Caller, { conversation_id, chat_id }: ChatIds) {
  const conversation = ownConversation(service, conversation_id, caller);
  const chat = service.state.chats.find(chat_id, conversation.id);
  if (!chat) throw new CozeError(4001, 'The chat does not exist.');
  return { chat, sectionId: conversation.section_id };
}

const idsSchema = v.object({ conversation_id: idSchema, chat_id: idSchema });
type ChatIds = v.InferOutput<typeof idsSchema>;
