import type { Hono } from 'hono';
import * as v from 'valibot';
import { invalidInput } from '../moveworks-error.ts';
import { defineRoute, type MoveworksSite } from '../request/define-route.ts';
import { ownConversation } from '../request/own.ts';
import { cursorTo, pageOf, readPage } from '../request/paging.ts';
import { readBody } from '../request/read-body.ts';
import { isoTime } from '../responses/present.ts';
import type { ConversationRow } from '../state/conversations.ts';

/** `GET` and `POST /conversations`, `GET` and `PATCH /conversations/:conversation_id`. */
export function addConversationRoutes(app: Hono, site: MoveworksSite): void {
  const { service } = site;
  const { conversations } = service.state;

  defineRoute(app, site, '/conversations', {
    get(context, user) {
      const { limit, after } = readPage(context, 'conversations');
      const { archived = 'false' } = context.req.query();
      if (!['true', 'false'].includes(archived)) throw invalidInput('archived is true or false.');
      const rows = conversations.page(user, { archived: archived === 'true', limit, after });
      const { page, metadata } = pageOf(rows, limit, (last) =>
        cursorTo('conversations', last.updated_at, last.place),
      );
      return context.json({ conversations: page.map(present), metadata });
    },
    async post(context, user) {
      const { title } = await readBody(context, titleSchema);
      const created = conversations.create(user, title ?? null);
      service.events.publish('state');
      return context.json(present(created), 201);
    },
  });

  defineRoute(app, site, '/conversations/:conversation_id', {
    get: (context, user) => context.json(present(ownConversation(context, user, service))),
    async patch(context, user) {
      const conversation = ownConversation(context, user, service);
      const { title = conversation.title, archived = conversation.archived === 1 } = await readBody(
        context,
        changeSchema,
      );
      conversations.update(conversation.id, { title, archived });
      return context.json(present(ownConversation(context, user, service)));
    },
  });
}

const present = (row: ConversationRow) => ({
  conversation_id: row.id,
  ...(row.title === null ? {} : { title: row.title }),
  archived: row.archived === 1,
  created_at: isoTime(row.created_at),
  updated_at: isoTime(row.updated_at),
});

const titleSchema = v.object({ title: v.optional(v.string()) });

const changeSchema = v.object({ ...titleSchema.entries, archived: v.optional(v.boolean()) });
