import type { Hono } from 'hono';
import * as v from 'valibot';
import { readCommand, refuseCommand, secretText, someText } from '../control/command.ts';
import { createSite, refusal } from '../frame/site.ts';
import type { Upstream, UpstreamContext } from '../frame/upstream.ts';
import type { Dify } from './dify-caller.ts';
import { difyError, difyErrorOf, htmlNotFound, internalServerError } from './dify-errors.ts';
import { answerEndingSchema, type DifySettings } from './dify-settings.ts';
import { APP_CONDITIONS, APP_MODES, createDifyState } from './dify-state.ts';
import { inputFormSchema } from './input-form.ts';
import { appRoutes } from './routes/app.ts';
import { chatRoutes } from './routes/chat.ts';
import { conversationRoutes } from './routes/conversations.ts';
import { feedbackRoutes } from './routes/feedback.ts';

export function difyUpstream(context: UpstreamContext<DifySettings>): Upstream {
  const state = createDifyState(context.database);
  const dify: Dify = { ...context, state, endings: [] };
  return {
    name: 'dify',
    mounts: { '/v1': serviceApi(dify) },
    messageIdOf: (path) => /^\/v1\/messages\/([^/]+)\/feedbacks$/.exec(path)?.[1]?.toLowerCase(),
    errorOf: (status, code) => difyErrorOf(status, dify.settings().generation, code),
    addCommands: (control) => addCommands(control, dify),
    view: (limit) => viewOf(dify, limit),
    reset: () => {
      state.reset();
      dify.endings.length = 0;
    },
  };
}

const serviceApi = (dify: Dify) =>
  createSite<string>({
    name: 'Dify',
    routes: {
      ...feedbackRoutes(dify),
      ...conversationRoutes(dify),
      ...chatRoutes(dify),
      ...appRoutes(dify),
    },
    /** The id in the path. One that is no hyphenated UUID matches no route at all, which Flask answers with a page. */
    admit(context) {
      const id = context.req.param('id');
      if (id !== undefined && !HYPHENATED_UUID.test(id)) throw refusal(htmlNotFound());
      return id?.toLowerCase() ?? '';
    },
    answer: (result) => Response.json(result),
    otherMethod(context, methods) {
      const names = [...methods, 'options', ...(methods.includes('get') ? ['head'] : [])];
      const Allow = names
        .map((name) => name.toUpperCase())
        .sort()
        .join(', ');
      if (context.req.method === 'OPTIONS') return new Response('', { headers: { Allow } });
      const message = 'The method is not allowed for the requested URL.';
      throw difyError(405, 'method_not_allowed', message, { Allow });
    },
    otherPath: htmlNotFound,
    internalError: () => internalServerError(dify.settings().generation),
    headers: () => CORS_HEADERS,
  });

const HYPHENATED_UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Dify opens its service API to any web page; that its key must not be there is another matter. */
const CORS_HEADERS = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Allow-Headers': 'Content-Type, Authorization, X-App-Code',
  'Access-Control-Allow-Methods': 'GET, PUT, POST, DELETE, OPTIONS, PATCH',
  'Access-Control-Expose-Headers': 'X-Version, X-Env, X-Trace-Id',
};

/** What the control API can do to the emulated Dify beside its settings. */
function addCommands(control: Hono, { state, changed, endings }: Dify) {
  const { apps } = state;

  control.get('/dify/apps', (context) => context.json({ apps: appViews(state) }));
  control.post('/dify/apps', async (context) => {
    const command = await readCommand(context, newAppSchema);
    if (apps.find({ api_key: command.apiKey })) {
      throw refuseCommand(
        409,
        'Another app has this key already. Choose another key, or reset the emulators.',
      );
    }
    const created = apps.insert({
      api_key: command.apiKey,
      name: command.name,
      mode: command.mode,
      opening_statement: command.openingStatement,
      suggested_questions: command.suggestedQuestions,
      user_input_form: command.userInputForm,
    });
    changed();
    return context.json(apps.view(created), 201);
  });
  control.patch('/dify/apps/:id', async (context) => {
    const command = await readCommand(context, appChangeSchema);
    const id = context.req.param('id');
    const app = apps.find({ id });
    if (!app) {
      throw refuseCommand(404, 'There is no such app. GET /__emulator/dify/apps lists them with their ids.');
    }
    const { condition = app.condition, userInputForm = app.user_input_form } = command;
    apps.update({ id }, { condition, user_input_form: userInputForm });
    changed();
    return context.json(apps.view({ ...app, condition, user_input_form: userInputForm }));
  });

  control.post('/dify/messages', async (context) => {
    const command = await readCommand(context, newMessageSchema);
    const { apiKey, user, fromSource, query, answer } = command;
    const app = apps.find({ api_key: apiKey });
    if (!app) throw refuseCommand(404, 'No app has this key. GET /__emulator/dify/apps lists the keys.');
    // A message of the console belongs to an account, not to an end user.
    const endUserId = fromSource === 'console' ? null : state.endUserOf(app.id, user).id;
    const origin = { app_id: app.id, from_source: fromSource, from_end_user_id: endUserId };
    const name = query || 'Message';
    const { id } = state.conversations.insert({ ...origin, name, introduction: '' });
    const message = state.messages.insert({ ...origin, conversation_id: id, query, answer });
    changed();
    return context.json({ messageId: message.id, conversationId: id }, 201);
  });

  control.post('/dify/answer-endings', async (context) => {
    endings.push(await readCommand(context, answerEndingSchema));
    return context.json({ waiting: endings.length }, 201);
  });
}

const appViews = ({ apps }: Dify['state']) => apps.all().map(apps.view);

/** All the emulated Dify holds, as JSON; feedback and messages newest first, at most `limit` of each. */
function viewOf({ state, settings }: Dify, limit: number) {
  const { apps, endUsers, messages, feedbacks } = state;
  const presentUser = (id: string | null) => (id ? endUsers.find({ id })?.session_id : null) ?? null;
  return {
    settings: settings(),
    counts: { feedbacks: feedbacks.count(), messages: messages.count(), endUsers: endUsers.count() },
    apps: appViews(state),
    endUsers: endUsers.newest(limit).map((row) => ({ ...endUsers.view(row), user: row.session_id })),
    messages: messages.newest(limit).map(messages.view),
    feedbacks: feedbacks.newest(limit, 'updated_at DESC, rowid').map((row) => {
      const { query, answer } = messages.find({ id: row.message_id }) ?? { query: null, answer: null };
      const appName = apps.find({ id: row.app_id })?.name;
      return { ...feedbacks.view(row), user: presentUser(row.from_end_user_id), appName, query, answer };
    }),
  };
}

const newAppSchema = v.strictObject({
  apiKey: secretText,
  name: someText,
  mode: v.optional(v.picklist(APP_MODES), 'chat'),
  openingStatement: v.optional(v.string(), ''),
  suggestedQuestions: v.optional(v.array(v.string()), []),
  userInputForm: v.optional(inputFormSchema, []),
});

const appChangeSchema = v.strictObject({
  condition: v.optional(v.picklist(APP_CONDITIONS)),
  userInputForm: v.optional(inputFormSchema),
});

const newMessageSchema = v.strictObject({
  apiKey: v.optional(secretText, 'app-emulated-chat'),
  user: v.optional(v.pipe(someText, v.maxLength(255)), 'DEFAULT-USER'),
  fromSource: v.optional(v.picklist(['api', 'console']), 'api'),
  query: v.optional(v.string(), ''),
  answer: v.optional(v.string(), ''),
});
