import type { Hono } from 'hono';
import { defineRoute, type MoveworksSite } from '../request/define-route.ts';
import { ownConversation, ownResponse } from '../request/own.ts';
import { cursorTo, pageOf, readPage } from '../request/paging.ts';
import { presentMessage } from '../responses/present.ts';

/** The messages of a conversation, the newest first and page by page, and all those of one response. */
export function addMessageRoutes(app: Hono, site: MoveworksSite): void {
  const { service } = site;
  const { messages } = service.state;

  defineRoute(app, site, '/conversations/:conversation_id/messages', {
    get(context, user) {
      const conversation = ownConversation(context, user, service);
      const { limit, after } = readPage(context, 'messages');
      const rows = messages.page(conversation.id, { limit, before: after?.[0] });
      const { page, metadata } = pageOf(rows, limit, (last) => cursorTo('messages', last.place));
      return context.json({ messages: page.map((row) => presentMessage(service, row)), metadata });
    },
  });

  defineRoute(app, site, '/conversations/:conversation_id/responses/:response_id/messages', {
    get(context, user) {
      const response = ownResponse(context, user, service);
      const rows = messages.ofResponse(response.id).filter(({ kind }) => kind === 'MESSAGE');
      return context.json({ messages: rows.map((row) => presentMessage(service, row)) });
    },
  });
}
