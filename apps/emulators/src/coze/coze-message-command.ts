import type { Hono } from 'hono';
import * as v from 'valibot';
import { readCommand } from '../control/read-command.ts';
import type { CozeService } from './coze-service.ts';
import { API_CONNECTOR } from './state/conversations.ts';
import { DEFAULT_ACCOUNT, DEFAULT_BOT } from './state/default-access.ts';
import { COZE_REGIONS, identityOf } from './state/tokens.ts';

/** Makes a message without a chat call, of any type and age, in a conversation of its own. */
export function addCozeMessageCommand(app: Hono, { state, events, now }: CozeService): void {
  app.post('/coze/messages', async (context) => {
    const command = await readCommand(context, newMessageSchema);
    const { region, account, sessionName, type, contentType } = command;
    const creator = identityOf({ account, session_name: sessionName ?? null });
    const owner = { region, creator, account, botId: DEFAULT_BOT };
    const about = { name: '', metaData: {}, connectorId: API_CONNECTOR };
    const conversation = state.conversations.create({ ...owner, ...about });
    const time = command.createdAt === undefined ? now() : Date.parse(command.createdAt);
    const chat = state.chats.create({
      conversationId: conversation.id,
      botId: DEFAULT_BOT,
      metaData: {},
      inputCount: 0,
      outputCount: 0,
      completedAt: Math.min(time, now()),
    });
    const said = { conversationId: conversation.id, chatId: chat.id, botId: DEFAULT_BOT, createdAt: time };
    const draft = state.messages.draft;
    state.messages.insert(draft({ ...said, role: 'user', type: 'question', content: command.query }));
    const role = type === 'question' ? 'user' : 'assistant';
    const message = draft({ ...said, role, type, contentType, content: command.answer });
    state.messages.insert(message);
    events.publish('state');
    return context.json({ messageId: message.id, conversationId: conversation.id, chatId: chat.id }, 201);
  });
}

/** Of which region, account and person. */
export const whose = {
  region: v.optional(v.picklist(COZE_REGIONS), 'cn'),
  account: v.optional(v.pipe(v.string(), v.digits()), DEFAULT_ACCOUNT),
  sessionName: v.optional(v.pipe(v.string(), v.minLength(1))),
};

const newMessageSchema = v.strictObject({
  ...whose,
  type: v.optional(
    v.picklist(['answer', 'question', 'follow_up', 'verbose', 'function_call', 'tool_response']),
    'answer',
  ),
  contentType: v.optional(v.picklist(['text', 'object_string', 'card']), 'text'),
  query: v.optional(v.string(), ''),
  answer: v.optional(v.string(), ''),
  createdAt: v.optional(v.pipe(v.string(), v.isoTimestamp())),
});
