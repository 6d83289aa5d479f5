import * as v from 'valibot';
import type { Routes } from '../../frame/site.ts';
import { isoTime, pick } from '../../frame/store.ts';
import { type MoveworksCaller, ownConversation, pageOf, readBody } from '../moveworks-caller.ts';
import type { ConversationRow } from '../moveworks-state.ts';
import { presentMessage } from './responses.ts';

/** Conversations and their messages. */
export const conversationRoutes: Routes<MoveworksCaller> = {
  '/conversations': {
    /** The last used first. */
    get(context, { state, user }) {
      const rows = state.conversations.all({ user });
      rows.sort((one, other) => other.updated_at - one.updated_at || other.place - one.place);
      const { page, metadata } = pageOf(context, rows);
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
      const { id, title: current } = ownConversation(context, caller);
      const { title = current } = await readBody(context, titleSchema);
      caller.state.conversations.update({ id }, { title, updated_at: caller.now() });
      return present(ownConversation(context, caller));
    },
  },
  '/conversations/:conversation_id/messages': {
    /** The newest first. */
    get(context, caller) {
      const { id } = ownConversation(context, caller);
      const rows = caller.state.visible({ kind: 'MESSAGE', conversation_id: id });
      const { page, metadata } = pageOf(context, rows.reverse());
      return { messages: page.map((row) => presentMessage(caller, row)), metadata };
    },
  },
};

const present = (row: ConversationRow) => ({
  conversation_id: row.id,
  ...(row.title !== null && { title: row.title }),
  archived: false,
  ...pick(row, isoTime, 'created_at', 'updated_at'),
});

const titleSchema = v.object({ title: v.optional(v.string()) });
