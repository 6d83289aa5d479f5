import type { Hono } from 'hono';
import * as v from 'valibot';
import { presentMessage } from '../chat/present.ts';
import { succeed } from '../envelope.ts';
import { type CozeSite, defineRoute } from '../request/define-route.ts';
import { ownConversation } from '../request/own-conversation.ts';
import { idSchema, readBody, readQuery } from '../request/read-body.ts';

/** `POST /v1/conversation/message/list`: the questions and answers of a conversation, page by page. */
export function addMessageListRoute(app: Hono, site: CozeSite): void {
  const { service } = site;
  defineRoute(app, site, {
    methods: ['POST'],
    path: '/v1/conversation/message/list',
    scopes: ['chat', 'listMessage'],
    async handle(context, caller) {
      const { conversation_id: id } = readQuery(context, v.object({ conversation_id: idSchema }));
      const { order, limit, chat_id: chatId, ...ends } = await readBody(context, listSchema);
      const conversation = ownConversation(service, id, caller);
      const [beforeId, afterId] = [placeOf(ends.before_id), placeOf(ends.after_id)];
      const page = { ascending: order === 'asc', limit, chatId: chatId || undefined, beforeId, afterId };
      const rows = service.state.messages.page(conversation.id, page);
      const data = rows.slice(0, limit).map((row) => presentMessage(row, conversation.section_id));
      return succeed(service, {
        data,
        first_id: data[0]?.id ?? '',
        last_id: data.at(-1)?.id ?? '',
        has_more: rows.length > limit,
      });
    },
  });
}

/** 0 stands for no place. */
const placeOf = (id: string | null | undefined) => (id && id !== '0' ? id : undefined);

const listSchema = v.object({
  order: v.optional(v.picklist(['asc', 'desc']), 'desc'),
  chat_id: v.nullish(v.string()),
  before_id: v.nullish(v.string()),
  after_id: v.nullish(v.string()),
  limit: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(50)), 50),
});
