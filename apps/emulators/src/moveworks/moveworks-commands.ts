import type { Hono } from 'hono';
import * as v from 'valibot';
import { readCommand, refusal } from '../control/read-command.ts';
import type { MoveworksService } from './moveworks-service.ts';
import { FEEDBACK_SIDES } from './moveworks-settings.ts';
import { base62 } from './state/moveworks-id.ts';

/** What the control API can do to the emulated Moveworks beside its settings. */
export function addMoveworksCommands(app: Hono, { state, events, now }: MoveworksService): void {
  app.post('/moveworks/api-keys', async (context) => {
    const { user, key = `mwk_${base62(40)}` } = await readCommand(context, newKeySchema);
    state.tokens.create({ token: key, kind: 'api_key', user, expires_at: null });
    events.publish('state');
    return context.json({ user, key }, 201);
  });

  app.post('/moveworks/messages', async (context) => {
    const { user, actor, text, sides, conversationId } = await readCommand(context, newMessageSchema);
    const conversation =
      conversationId === undefined
        ? state.conversations.create(user, null)
        : state.conversations.find(conversationId, user);
    if (!conversation) throw refusal(404, 'This user has no such conversation. Leave it out for a new one.');
    const response = state.responses.create({
      conversationId: conversation.id,
      outcome: 'COMPLETED',
      completedAt: now(),
    });
    const about = { conversationId: conversation.id, responseId: response.id };
    const said = { kind: 'MESSAGE', actor, text, sides, proactive: actor !== 'USER' } as const;
    const messageId = state.messages.create({ ...about, ...said });
    events.publish('state');
    return context.json({ ...about, messageId }, 201);
  });
}

const user = v.pipe(v.string(), v.minLength(1));

const newKeySchema = v.strictObject({
  user,
  key: v.optional(v.pipe(v.string(), v.regex(/^\S+$/, 'A key is text without spaces.'))),
});

const newMessageSchema = v.strictObject({
  user,
  actor: v.optional(v.picklist(['USER', 'ASSISTANT', 'LIVE_AGENT', 'SYSTEM']), 'ASSISTANT'),
  text: v.optional(v.string(), 'Hello.'),
  sides: v.optional(v.picklist(FEEDBACK_SIDES), 'both'),
  conversationId: v.optional(v.string()),
});
