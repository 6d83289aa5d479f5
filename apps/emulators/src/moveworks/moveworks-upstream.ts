import type { Hono } from 'hono';
import * as v from 'valibot';
import { readCommand, refuseCommand, secretText, someText } from '../control/command.ts';
import { createSite } from '../frame/site.ts';
import type { Upstream, UpstreamContext } from '../frame/upstream.ts';
import {
  admit,
  injectedFailure,
  internalError,
  type Moveworks,
  type MoveworksPath,
  moveworksError,
  notFound,
  traceHeaders,
} from './moveworks-caller.ts';
import { FEEDBACK_SIDES, MOVEWORKS_PATHS, type MoveworksSettings } from './moveworks-settings.ts';
import { base62, createMoveworksState } from './moveworks-state.ts';
import { conversationRoutes } from './routes/conversations.ts';
import { feedbackRoutes } from './routes/feedback.ts';
import { responseRoutes } from './routes/responses.ts';
import { tokenRoutes } from './routes/token.ts';

export function moveworksUpstream(context: UpstreamContext<MoveworksSettings>): Upstream {
  const state = createMoveworksState(context.database);
  const moveworks: Moveworks = { ...context, state };
  return {
    name: 'moveworks',
    mounts: {
      ...Object.fromEntries(MOVEWORKS_PATHS.map((path) => [path, conversationsApi(moveworks, path)])),
      [OAUTH_PATH]: tokenApi(moveworks),
    },
    messageIdOf: (path) => /\/messages\/([^/]+)\/feedback$/.exec(path)?.[1],
    errorOf: injectedFailure,
    maskBody: (path, body) => (path.startsWith(OAUTH_PATH) ? withoutSecret(body) : body),
    addCommands: (control) => addCommands(control, moveworks),
    view: (limit) => viewOf(moveworks, limit),
    reset: state.reset,
  };
}

const OAUTH_PATH = '/oauth/v1';

const withoutSecret = (body: string) =>
  body.replace(/(client_secret=)[^&]*/g, '$1…').replace(/("client_secret"\s*:\s*)"[^"]*"/g, '$1"…"');

const common = {
  name: 'Moveworks',
  answer: (result: object) => Response.json(result),
  internalError,
  headers: traceHeaders,
};

const nowhere = () => {
  throw notFound();
};

/** One generation of the Conversations API. */
const conversationsApi = (moveworks: Moveworks, path: MoveworksPath) =>
  createSite<string>({
    ...common,
    routes: {
      ...conversationRoutes(moveworks),
      ...responseRoutes(moveworks),
      ...feedbackRoutes(moveworks),
    },
    admit: (context) => admit(context, moveworks, path),
    otherMethod() {
      throw moveworksError(405, 'METHOD_NOT_ALLOWED', 'The path has no such method.');
    },
    otherPath(context) {
      admit(context, moveworks, path);
      throw notFound();
    },
  });

/** The token endpoint is there whether the API is enabled or not. */
const tokenApi = (moveworks: Moveworks) =>
  createSite<undefined>({
    ...common,
    routes: tokenRoutes(moveworks),
    admit: () => undefined,
    otherMethod: nowhere,
    otherPath: nowhere,
  });

/** What the control API can do to the emulated Moveworks beside its settings. */
function addCommands(control: Hono, { state, changed, now }: Moveworks) {
  control.post('/moveworks/api-keys', async (context) => {
    const { user, key = `mwk_${base62(40)}` } = await readCommand(context, newKeySchema);
    state.tokens.put({ token: key, kind: 'api_key', user, expires_at: null });
    changed();
    return context.json({ user, key }, 201);
  });

  control.post('/moveworks/messages', async (context) => {
    const { user, conversationId, ...message } = await readCommand(context, newMessageSchema);
    const conversation =
      conversationId === undefined
        ? state.conversations.insert({ user })
        : state.conversations.find({ id: conversationId, user });
    if (!conversation) {
      throw refuseCommand(404, 'This user has no such conversation. Leave it out for a new one.');
    }
    const conversation_id = conversation.id;
    const response = state.responses.insert({ conversation_id, outcome: 'COMPLETED', completed_at: now() });
    const place = { conversation_id, response_id: response.id };
    const proactive = message.actor !== 'USER';
    const { id: messageId } = state.messages.insert({ ...message, ...place, proactive });
    changed();
    return context.json({ conversationId: conversation_id, responseId: response.id, messageId }, 201);
  });
}

/** All the emulated Moveworks holds, as JSON; feedback and messages newest first, at most `limit` of each. */
function viewOf({ state, settings }: Moveworks, limit: number) {
  const { tokens, conversations, messages, feedbacks } = state;
  return {
    settings: settings(),
    counts: { feedbacks: feedbacks.count(), messages: messages.count({ kind: 'MESSAGE' }) },
    apiKeys: tokens.all({ kind: 'api_key' }).map(({ token: key, user }) => ({ key, user })),
    conversations: conversations.newest(limit).map(conversations.view),
    messages: messages.select(`WHERE kind = 'MESSAGE' ORDER BY rowid DESC LIMIT ?`, limit).map(messages.view),
    feedbacks: feedbacks.newest(limit, 'updated_at DESC, rowid').map((row) => {
      const message = messages.find({ id: row.message_id });
      const question = message && messages.find({ response_id: message.response_id, actor: 'USER' });
      return {
        ...feedbacks.view(row),
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
