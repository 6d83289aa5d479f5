import * as v from 'valibot';
import { type Commands, command, commandError, secretText, someText } from '../frame/command.ts';
import { createSite } from '../frame/site.ts';
import { orThrow, view } from '../frame/store.ts';
import type { Upstream, UpstreamContext } from '../frame/upstream.ts';
import {
  admit,
  injectedFailure,
  internalError,
  type Moveworks,
  type MoveworksCaller,
  moveworksError,
  notFound,
  traceHeaders,
} from './moveworks-caller.ts';
import {
  FEEDBACK_SIDES,
  MOVEWORKS_PATHS,
  type MoveworksPath,
  type MoveworksSettings,
} from './moveworks-settings.ts';
import { base62, createMoveworksState } from './moveworks-state.ts';
import { conversationRoutes } from './routes/conversations.ts';
import { feedbackRoutes } from './routes/feedback.ts';
import { responseRoutes } from './routes/responses.ts';
import { tokenRoutes } from './routes/token.ts';

export function moveworksUpstream(context: UpstreamContext<MoveworksSettings>): Upstream {
  const state = createMoveworksState(context.store, context.now);
  const moveworks: Moveworks = { ...context, state };
  return {
    name: 'moveworks',
    mounts: {
      ...Object.fromEntries(MOVEWORKS_PATHS.map((path) => [path, conversationsApi(moveworks, path)])),
      [OAUTH_PATH]: tokenApi(moveworks),
    },
    errorOf: injectedFailure,
    maskBody: (path, body) => (path.startsWith(OAUTH_PATH) ? withoutSecret(body) : body),
    commands: commandsOf(moveworks),
    view: (limit) => viewOf(moveworks, limit),
    begin: state.begin,
  };
}

const OAUTH_PATH = '/oauth/v1';

const withoutSecret = (body: string) =>
  body.replace(/(client_secret=)[^&]*/g, '$1…').replace(/("client_secret"\s*:\s*)"[^"]*"/g, '$1"…"');

const common = { internalError, headers: traceHeaders };

/** One generation of the Conversations API. */
const conversationsApi = (moveworks: Moveworks, path: MoveworksPath) =>
  createSite<MoveworksCaller>({
    ...common,
    routes: { ...conversationRoutes, ...responseRoutes, ...feedbackRoutes },
    admit: (context) => admit(context, moveworks, path),
    unknownMethod() {
      throw moveworksError(405, 'METHOD_NOT_ALLOWED', 'The path has no such method.');
    },
    unknownPath(context) {
      admit(context, moveworks, path);
      throw notFound();
    },
  });

/** The token endpoint, which does not depend on the enabled paths. */
const tokenApi = (moveworks: Moveworks) =>
  createSite({
    ...common,
    routes: tokenRoutes,
    admit: () => moveworks,
    unknownPath() {
      throw notFound();
    },
  });

/** The commands of the control API for the emulated Moveworks. */
const commandsOf = ({ state, now }: Moveworks): Commands => ({
  'POST /moveworks/api-keys': command(newKeySchema, ({ user, key = `mwk_${base62(40)}` }) => {
    state.tokens.put({ token: key, kind: 'api_key', user });
    return { user, key };
  }),
  'POST /moveworks/messages': command(newMessageSchema, ({ user, conversationId: id, ...message }) => {
    const { conversations } = state;
    const missing = () =>
      commandError(404, 'This user has no such conversation. Leave it out for a new one.');
    const conversation = id === undefined ? conversations.insert({ user }) : conversations.find({ id, user });
    const { id: conversation_id } = orThrow(conversation, missing);
    const response = state.responses.insert({ conversation_id, outcome: 'COMPLETED', completed_at: now() });
    const place = { conversation_id, response_id: response.id };
    const { id: messageId } = state.messages.insert({ ...message, ...place });
    return { conversationId: conversation_id, responseId: response.id, messageId };
  }),
});

/** The state of the emulated Moveworks, as JSON: the newest rows first, at most `limit` of each kind. */
function viewOf({ state, settings }: Moveworks, limit = Infinity) {
  const { tokens, conversations, messages, feedbacks } = state;
  const said = messages.all({ kind: 'MESSAGE' }).reverse();
  return {
    settings: settings(),
    counts: { feedbacks: feedbacks.count(), messages: said.length },
    apiKeys: tokens.all({ kind: 'api_key' }).map(({ token: key, user }) => ({ key, user })),
    conversations: conversations.newest(limit).map(view),
    messages: said.slice(0, limit).map(view),
    feedbacks: feedbacks.newest(limit).map((row) => {
      const message = messages.find({ id: row.message_id });
      const question = message && messages.find({ response_id: message.response_id, actor: 'USER' });
      return {
        ...view(row),
        conversationId: message?.conversation_id ?? null,
        responseId: message?.response_id ?? null,
        query: question?.text ?? null,
        answer: message?.text ?? null,
      };
    }),
  };
}

const newKeySchema = v.strictObject({ user: someText, key: v.optional(secretText) });

const newMessageSchema = v.strictObject({
  user: someText,
  actor: v.optional(v.picklist(['USER', 'ASSISTANT', 'LIVE_AGENT', 'SYSTEM']), 'ASSISTANT'),
  text: v.optional(v.string(), 'Hello.'),
  sides: v.optional(v.picklist(FEEDBACK_SIDES), 'both'),
  conversationId: v.optional(v.string()),
});
