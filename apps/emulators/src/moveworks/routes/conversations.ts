import type { Context } from 'hono';
import * as v from 'valibot';
import type { Routes } from '../../frame/site.ts';
import { isoTime, type Placed, pick } from '../../frame/store.ts';
import {
  invalidInput,
  type MoveworksCaller,
  notFound,
  ownConversation,
  pageOf,
  readBody,
} from '../moveworks-caller.ts';
import type { ConversationRow, MessageRow } from '../moveworks-state.ts';
import { presentMessage } from './responses.ts';

/** Conversations, with their messages and with the events in them. */
export const conversationRoutes: Routes<MoveworksCaller> = {
  '/conversations': {
    /** The last used first. */
    get(context, { state, user }) {
      const { archived = 'false' } = context.req.query();
      if (!['true', 'false'].includes(archived)) throw invalidInput('archived is true or false.');
      const rows = state.conversations.all({ user, archived: archived === 'true' });
      const lastUse = (row: ConversationRow & Placed) => [-row.updated_at, -row.place] as const;
      const { page, metadata } = pageOf(context, 'conversations', rows, lastUse);
      return { conversations: page.map(present), metadata };
    },
    async post(context, { state, user }) {
      const { title = null } = await readBody(context, titleSchema);
      return context.json(present(state.conversations.insert({ user, title })), 201);
    },
  },
  '/conversations/:conversation_id': {
    get: (context, caller) => present(ownConversation(context, caller)),
    async patch(context, caller) {
      const { id, ...current } = ownConversation(context, caller);
      const { title = current.title, archived = current.archived } = await readBody(context, changeSchema);
      caller.state.conversations.update({ id }, { title, archived, updated_at: caller.now() });
      return present(ownConversation(context, caller));
    },
  },
  '/conversations/:conversation_id/messages': {
    /** The newest first. */
    get(context, caller) {
      const { id } = ownConversation(context, caller);
      const rows = caller.state.visible({ kind: 'MESSAGE', conversation_id: id });
      const { page, metadata } = pageOf(context, 'messages', rows, ({ place }) => [-place, 0]);
      return { messages: page.map((row) => presentMessage(caller, row)), metadata };
    },
  },
  '/conversations/:conversation_id/events': {
    /** The messages without a question, the oldest first; `-` stands for all conversations. */
    get(context, caller) {
      const { conversations, visible } = caller.state;
      const all = context.req.param('conversation_id') === '-';
      const own = all ? conversations.all({ user: caller.user }) : [ownConversation(context, caller)];
      const events = own.flatMap(({ id }) => visible({ proactive: true, conversation_id: id }));
      const { page, metadata } = pageOf(context, 'events', within(context, events), ({ place }) => [
        place,
        0,
      ]);
      return { events: page.map((row) => presentEvent(caller, row)), metadata };
    },
  },
};

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

const presentEvent = (caller: MoveworksCaller, row: MessageRow) => ({
  event_id: eventId(row),
  conversation_id: row.conversation_id,
  event_payload: { type: 'MESSAGE_EVENT', message: presentMessage(caller, row) },
});

const eventId = ({ id }: MessageRow) => id.replace('msg_', 'evt_');

const present = (row: ConversationRow) => ({
  conversation_id: row.id,
  ...(row.title !== null && { title: row.title }),
  ...pick(row, isoTime, 'archived', 'created_at', 'updated_at'),
});

const titleSchema = v.object({ title: v.optional(v.string()) });

const changeSchema = v.object({ ...titleSchema.entries, archived: v.optional(v.boolean()) });
