import type { Context, Hono } from 'hono';
import { notFound } from '../moveworks-error.ts';
import type { MoveworksService } from '../moveworks-service.ts';
import { defineRoute, type MoveworksSite } from '../request/define-route.ts';
import { ownConversation } from '../request/own.ts';
import { cursorTo, pageOf, readPage } from '../request/paging.ts';
import { presentMessage } from '../responses/present.ts';
import type { MessageRow } from '../state/messages.ts';

/** `GET /conversations/:conversation_id/events`: what was said without being asked, oldest first; `-` is all conversations. */
export function addEventRoute(app: Hono, site: MoveworksSite): void {
  const { service } = site;
  defineRoute(app, site, '/conversations/:conversation_id/events', {
    get(context, user) {
      const all = context.req.param('conversation_id') === '-';
      const conversationId = all ? undefined : ownConversation(context, user, service).id;
      const { limit, after } = readPage(context, 'events');
      const events = service.state.messages.proactive(user, conversationId);
      const bounded = within(context, events, after?.[0]);
      const { page, metadata } = pageOf(bounded, limit, (last) => cursorTo('events', last.place));
      return context.json({ events: page.map((row) => presentEvent(service, row)), metadata });
    },
  });
}

/** The events after one and up to another, which a caller names by their ids. */
function within(context: Context, events: readonly MessageRow[], cursor = 0): MessageRow[] {
  const { starting_after: start, ending_at: end } = context.req.query();
  const placeOf = (id: string) => {
    const named = events.find((row) => eventId(row) === id);
    if (!named) throw notFound('The event');
    return named.place;
  };
  const after = Math.max(cursor, start === undefined ? 0 : placeOf(start));
  const until = end === undefined ? Infinity : placeOf(end);
  return events.filter(({ place }) => place > after && place <= until);
}

const presentEvent = (service: MoveworksService, row: MessageRow) => ({
  event_id: eventId(row),
  conversation_id: row.conversation_id,
  event_payload: { type: 'MESSAGE_EVENT', message: presentMessage(service, row) },
});

const eventId = ({ id }: MessageRow) => id.replace('msg_', 'evt_');
