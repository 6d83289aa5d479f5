import * as v from 'valibot';
import { type Commands, command, commandError, plain, secretText, someText } from '../frame/command.ts';
import { createSite, refusal } from '../frame/site.ts';
import { orThrow, view } from '../frame/store.ts';
import type { Upstream, UpstreamContext } from '../frame/upstream.ts';
import type { Dify, DifyCall } from './dify-caller.ts';
import { difyError, difyErrorOf, htmlNotFound, internalServerError } from './dify-errors.ts';
import type { DifySettings } from './dify-settings.ts';
import { APP_CONDITIONS, APP_MODES, createDifyState, DIFY_ACCESS } from './dify-state.ts';
import { appRoutes } from './routes/app.ts';
import { chatRoutes } from './routes/chat.ts';
import { conversationRoutes } from './routes/conversations.ts';
import { feedbackRoutes } from './routes/feedback.ts';

export function difyUpstream(context: UpstreamContext<DifySettings>): Upstream {
  const state = createDifyState(context.store);
  const dify: Dify = { ...context, state };
  return {
    name: 'dify',
    mounts: { '/v1': serviceApi(dify) },
    errorOf: (status, code) => difyErrorOf(status, dify.settings().generation, code),
    commands: commandsOf(dify),
    view: (limit) => viewOf(dify, limit),
    begin: state.begin,
  };
}

const serviceApi = (dify: Dify) =>
  createSite<DifyCall>({
    routes: { ...feedbackRoutes, ...conversationRoutes, ...chatRoutes, ...appRoutes },
    /** An id that is not a hyphenated UUID matches no route, so Flask responds with an HTML page. */
    admit(context) {
      const id = context.req.param('id');
      if (id !== undefined && !HYPHENATED_UUID.test(id)) throw refusal(htmlNotFound());
      return { ...dify, id: id?.toLowerCase() ?? '', generation: dify.settings().generation };
    },
    unknownMethod(context, methods) {
      const names = [...methods, 'options', ...(methods.includes('get') ? ['head'] : [])].sort();
      const Allow = names.join(', ').toUpperCase();
      if (context.req.method === 'OPTIONS') return new Response('', { headers: { Allow } });
      const message = 'The method is not allowed for the requested URL.';
      throw difyError(405, 'method_not_allowed', message, { Allow });
    },
    unknownPath: htmlNotFound,
    internalError: () => internalServerError(dify.settings().generation),
    headers: () => CORS_HEADERS,
  });

const HYPHENATED_UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Dify allows every origin to call its service API. */
const CORS_HEADERS = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Allow-Headers': 'Content-Type, Authorization, X-App-Code',
  'Access-Control-Allow-Methods': 'GET, PUT, POST, DELETE, OPTIONS, PATCH',
  'Access-Control-Expose-Headers': 'X-Version, X-Env, X-Trace-Id',
};

/** The commands of the control API for the emulated Dify. */
const commandsOf = ({ state }: Dify): Commands => ({
  'GET /dify/apps': plain(() => ({ apps: state.apps.all().map(view) })),
  'POST /dify/apps': command(newAppSchema, ({ apiKey, ...app }) => {
    if (state.apps.find({ api_key: apiKey })) {
      const problem = 'Another app has this key already. Choose another key, or reset the emulators.';
      throw commandError(409, problem);
    }
    return view(state.apps.insert({ api_key: apiKey, ...app }));
  }),
  'PATCH /dify/apps/:id': command(appChangeSchema, ({ condition }, id) => {
    const missing = 'There is no such app. GET /__emulator/dify/apps lists them with their ids.';
    const app = orThrow(state.apps.find({ id }), () => commandError(404, missing));
    state.apps.update({ id }, { condition });
    return view({ ...app, condition });
  }),
  /** Creates a message without a chat call. A `console` message belongs to no end user. */
  'POST /dify/messages': command(newMessageSchema, ({ apiKey, user, fromSource, query, answer }) => {
    const missing = 'No app has this key. GET /__emulator/dify/apps lists the keys.';
    const app = orThrow(state.apps.find({ api_key: apiKey }), () => commandError(404, missing));
    const from_end_user_id = fromSource === 'console' ? null : state.endUserOf(app.id, user).id;
    const origin = { app_id: app.id, from_source: fromSource, from_end_user_id };
    const { id } = state.conversations.insert({ ...origin, name: query || 'Message' });
    const message = state.messages.insert({ ...origin, conversation_id: id, query, answer });
    return { messageId: message.id, conversationId: id };
  }),
});

/** The state of the emulated Dify, as JSON: the newest rows first, at most `limit` of each kind. */
function viewOf({ state, settings }: Dify, limit = Infinity) {
  const { apps, endUsers, messages, feedbacks } = state;
  // A row keeps its place when it changes.
  const lastChanged = feedbacks.newest().sort((one, other) => other.updated_at - one.updated_at);
  return {
    settings: settings(),
    counts: { feedbacks: feedbacks.count(), messages: messages.count(), endUsers: endUsers.count() },
    apps: apps.all().map(view),
    endUsers: endUsers.newest(limit).map((row) => ({ ...view(row), user: row.session_id })),
    messages: messages.newest(limit).map(view),
    feedbacks: lastChanged.slice(0, limit).map((row) => {
      const { query, answer } = messages.find({ id: row.message_id }) ?? { query: null, answer: null };
      const user = endUsers.find({ id: row.from_end_user_id ?? '' })?.session_id ?? null;
      return { ...view(row), user, appName: apps.find({ id: row.app_id })?.name, query, answer };
    }),
  };
}

const newAppSchema = v.strictObject({
  apiKey: secretText,
  name: someText,
  mode: v.optional(v.picklist(APP_MODES), 'chat'),
});

const appChangeSchema = v.strictObject({ condition: v.picklist(APP_CONDITIONS) });

const newMessageSchema = v.strictObject({
  apiKey: v.optional(secretText, DIFY_ACCESS.chatApiKey),
  user: v.optional(v.pipe(someText, v.maxLength(255)), 'DEFAULT-USER'),
  fromSource: v.optional(v.picklist(['api', 'console']), 'api'),
  query: v.optional(v.string(), ''),
  answer: v.optional(v.string(), ''),
});
