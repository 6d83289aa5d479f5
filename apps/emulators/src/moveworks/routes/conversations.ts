import type { Context } from 'hono';
import * as v from 'valibot';
import type { Routes } from '../../frame/site.ts';
import { isoTime, type Placed, pick } from '../../frame/store.ts';
import {
  invalidInput,
  type Moveworks,
  notFound,
  ownConversation,
  pageOf,
  readBody,
} from '../moveworks-caller.ts';
import { presentMessage } from '../moveworks-responses.ts';
import type { ConversationRow, MessageRow } from '../moveworks-state.ts';

/** Conversations, with their messages and with the events in them. */
export function conversationRoutes(moveworks: Moveworks): Routes<string> {
  const { conversations, visible } = moveworks.state;
  const one = '/conversations/:conversation_id';
  return {
    '/conversations': {
      /** The last used first. */
      get(context, user) {
        const { archived = 'false' } = context.req.query();
        if (!['true', 'false'].includes(archived)) throw invalidInput('archived is true or false.');
        const rows = conversations.all({ user, archived: archived === 'true' });
        const { page, metadata } = pageOf(context, 'conversations', rows, lastUse);
        return { conversations: page.map(present), metadata };
      },
      async post(context, user) {
        const { title = null } = await readBody(context, titleSchema);
        const created = conversations.insert({ user, title });
        return context.json(present(created), 201);
      },
    },
    [one]: {
      get: (context, user) => present(ownConversation(context, user, moveworks)),
      async patch(context, user) {
        const { id, ...current } = ownConversation(context, user, moveworks);
        const { title = current.title, archived = current.archived } = await readBody(context, changeSchema);
        conversations.update({ id }, { title, archived, updated_at: moveworks.now() });
        return present(ownConversation(context, user, moveworks));
      },
    },
    [`${one}/messages`]: {
      /** The newest first. */
      get(context, user) {
        const { id } = ownConversation(context, user, moveworks);
        const rows = visible({ kind: 'MESSAGE', conversation_id: id });
        const { page, metadata } = pageOf(context, 'messages', rows, ({ place }) => [-place]);
        return { messages: page.map((row) => presentMessage(moveworks, row)), metadata };
      },
    },
    [`${one}/events`]: { get: (context, user) => listEvents(context, user, moveworks) },
  };
}

/** The messages without a question, the oldest first; `-` stands for all conversations. */
function listEvents(context: Context, user: string, moveworks: Moveworks) {
  const { conversations, visible } = moveworks.state;
  const all = context.req.param('conversation_id') === '-';
  const own = all ? conversations.all({ user }) : [ownConversation(context, user, moveworks)];
  const events = own.flatMap(({ id }) => visible({ proactive: true, conversation_id: id }));
  const { page, metadata } = pageOf(context, 'events', within(context, events), ({ place }) => [place]);
  return { events: page.map((row) => presentEvent(moveworks, row)), metadata };
}

/** The events after one and up to another, which a caller names by their ids. */
function within(context: Context, events: readonly (MessageRow & Placed)[]) {
  const { starting_after: start, ending_at: end } = context.req.query();
  const placeOf = (id: string | undefined, none: number) => {
    if (id === undefined) return none;
    const named = events.find((row) => eventId(row) === id);
    if (!named) throw notFound('The event');
    return named.place;
  };
  const [after, until] = [placeOf(start, 0), placeOf(end, Infinity)];
  return events.filter(({ place }) => place > after && place <= until);
}

const lastUse = (row: ConversationRow & Placed) => [-row.updated_at, -row.place];

const presentEvent = (moveworks: Moveworks, row: MessageRow) => ({
  event_id: eventId(row),
  conversation_id: row.conversation_id,
  event_payload: { type: 'MESSAGE_EVENT', message: presentMessage(moveworks, row) },
});

const eventId = ({ id }: MessageRow) => id.replace('msg_', 'evt_');

const present = (row: ConversationRow) => ({
  conversation_id: row.id,
  ...(row.title !== null && { title: row.title }),
  ...pick(row, isoTime, 'archived', 'created_at', 'updated_at'),
});

const titleSchema = v.object({ title: v.optional(v.string()) });

const changeSchema = v.object({ ...titleSchema.entries, archived: v.optional(v.boolean()) });
