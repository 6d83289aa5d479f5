import type { Hono } from 'hono';
import * as v from 'valibot';
import { readCommand, refusal } from '../control/read-command.ts';
import type { DifyService } from './dify-service.ts';
import { APP_CONDITIONS, APP_MODES, type AppRow } from './state/apps.ts';

/** What the control API can do to the emulated Dify beside its settings. */
export function addDifyCommands(app: Hono, { state, events }: DifyService): void {
  app.get('/dify/apps', (context) => context.json({ apps: state.apps.all().map(presentApp) }));

  app.post('/dify/apps', async (context) => {
    const command = await readCommand(context, newAppSchema);
    if (state.apps.byKey(command.apiKey)) {
      throw refusal(409, 'Another app has this key already. Choose another key, or reset the emulators.');
    }
    const created = state.apps.create(command);
    events.publish('state');
    return context.json(presentApp(created), 201);
  });

  app.patch('/dify/apps/:id', async (context) => {
    const { condition } = await readCommand(context, appChangeSchema);
    const id = context.req.param('id');
    state.apps.setCondition(id, condition);
    const changed = state.apps.byId(id);
    if (!changed)
      throw refusal(404, 'There is no such app. GET /__emulator/dify/apps lists them with their ids.');
    events.publish('state');
    return context.json(presentApp(changed));
  });

  app.post('/dify/messages', async (context) => {
    const { apiKey, user, fromSource, query, answer } = await readCommand(context, newMessageSchema);
    const owner = state.apps.byKey(apiKey);
    if (!owner) throw refusal(404, 'No app has this key. GET /__emulator/dify/apps lists the keys.');
    // A message of the console belongs to an account, not to an end user.
    const endUserId = fromSource === 'console' ? null : state.endUsers.findOrCreate(owner.id, user).id;
    const common = { appId: owner.id, fromSource, endUserId, inputs: {} };
    const conversation = state.conversations.create({
      ...common,
      name: query || 'Message',
      introduction: '',
    });
    const message = state.messages.create({ ...common, conversationId: conversation.id, query, answer });
    events.publish('state');
    return context.json({ messageId: message.id, conversationId: conversation.id }, 201);
  });
}

export const presentApp = ({ id, api_key: apiKey, name, mode, condition }: AppRow) => ({
  id,
  apiKey,
  name,
  mode,
  condition,
});

const apiKey = v.pipe(v.string(), v.regex(/^\S+$/, 'A key is text without spaces.'));

const newAppSchema = v.strictObject({
  apiKey,
  name: v.pipe(v.string(), v.minLength(1)),
  mode: v.optional(v.picklist(APP_MODES), 'chat'),
  openingStatement: v.optional(v.string(), ''),
  suggestedQuestions: v.optional(v.array(v.string()), []),
});

const appChangeSchema = v.strictObject({ condition: v.picklist(APP_CONDITIONS) });

const newMessageSchema = v.strictObject({
  apiKey: v.optional(apiKey, 'app-emulated-chat'),
  user: v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(255)), 'DEFAULT-USER'),
  fromSource: v.optional(v.picklist(['api', 'console']), 'api'),
  query: v.optional(v.string(), ''),
  answer: v.optional(v.string(), ''),
});
