import type { Context } from 'hono';
import * as v from 'valibot';
import { isoTime } from '../../frame/column.ts';
import type { Routes } from '../../frame/site.ts';
import type { Placed } from '../../frame/table.ts';
import {
  invalidInput,
  type Moveworks,
  notFound,
  ownConversation,
  pageOf,
  readBody,
  readPage,
} from '../moveworks-caller.ts';
import { presentMessage } from '../moveworks-responses.ts';
import type { ConversationRow, MessageRow } from '../moveworks-state.ts';

/** Conversations, with their messages and with what was said in them without being asked. */
export function conversationRoutes(moveworks: Moveworks): Routes<string> {
  const { state } = moveworks;
  const one = '/conversations/:conversation_id';
  return {
    '/conversations': {
      get(context, user) {
        const list = 'conversations';
        const { limit, after } = readPage(context, list);
        const { archived = 'false' } = context.req.query();
        if (!['true', 'false'].includes(archived)) throw invalidInput('archived is true or false.');
        const rows = state.conversationPage(user, archived === 'true', limit, after);
        const { page, metadata } = pageOf(rows, limit, list, (last) => [last.updated_at, last.place]);
        return { conversations: page.map(present), metadata };
      },
      async post(context, user) {
        const { title = null } = await readBody(context, titleSchema);
        const created = state.conversations.insert({ user, title });
        moveworks.changed();
        return context.json(present(created), 201);
      },
    },
    [one]: {
      get: (context, user) => present(ownConversation(context, user, moveworks)),
      async patch(context, user) {
        const conversation = ownConversation(context, user, moveworks);
        const { title = conversation.title, archived = conversation.archived } = await readBody(
          context,
          changeSchema,
        );
        state.conversations.update({ id: conversation.id }, { title, archived, updated_at: moveworks.now() });
        return present(ownConversation(context, user, moveworks));
      },
    },
    [`${one}/messages`]: {
      get(context, user) {
        const list = 'messages';
        const { id } = ownConversation(context, user, moveworks);
        const { limit, after } = readPage(context, list);
        const rows = state.messagePage(id, limit, after?.[0]);
        const { page, metadata } = pageOf(rows, limit, list, ({ place }) => [place]);
        return { messages: page.map((row) => presentMessage(moveworks, row)), metadata };
      },
    },
    [`${one}/events`]: { get: (context, user) => listEvents(context, user, moveworks) },
  };
}

/** The oldest first; `-` stands for all conversations. */
function listEvents(context: Context, user: string, moveworks: Moveworks) {
  const all = context.req.param('conversation_id') === '-';
  const conversationId = all ? undefined : ownConversation(context, user, moveworks).id;
  const { limit, after } = readPage(context, 'events');
  const events = moveworks.state
    .proactiveMessages(user)
    .filter((row) => (conversationId ?? row.conversation_id) === row.conversation_id);
  const bounded = within(context, events, after?.[0]);
  const { page, metadata } = pageOf(bounded, limit, 'events', ({ place }) => [place]);
  return { events: page.map((row) => presentEvent(moveworks, row)), metadata };
}

/** The events after one and up to another, which a caller names by their ids. */
function within(context: Context, events: readonly (MessageRow & Placed)[], cursor = 0) {
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

const presentEvent = (moveworks: Moveworks, row: MessageRow) => ({
  event_id: eventId(row),
  conversation_id: row.conversation_id,
  event_payload: { type: 'MESSAGE_EVENT', message: presentMessage(moveworks, row) },
});

const eventId = ({ id }: MessageRow) => id.replace('msg_', 'evt_');

const present = (row: ConversationRow) => ({
  conversation_id: row.id,
  ...(row.title !== null && { title: row.title }),
  archived: row.archived,
  created_at: isoTime(row.created_at),
  updated_at: isoTime(row.updated_at),
});

const titleSchema = v.object({ title: v.optional(v.string()) });

const changeSchema = v.object({ ...titleSchema.entries, archived: v.optional(v.boolean()) });
