import { randomBytes } from 'node:crypto';
import * as v from 'valibot';
import { type Commands, command, commandError, secretText, someText, wholeNumber } from '../frame/command.ts';
import { createSite } from '../frame/site.ts';
import { orThrow, view } from '../frame/store.ts';
import type { Upstream, UpstreamContext } from '../frame/upstream.ts';
import { type Coze, failure, injectedFailure, noSuchMethod, noSuchPath, succeed } from './coze-answers.ts';
import type { CozeSite } from './coze-caller.ts';
import type { CozeSettings } from './coze-settings.ts';
import {
  COZE_ACCOUNT,
  COZE_BOT,
  COZE_REGIONS,
  COZE_SCOPES,
  type CozeRegion,
  createCozeState,
  identityOf,
  type OauthAppRow,
} from './coze-state.ts';
import { chatRoutes } from './routes/chat.ts';
import { conversationRoutes } from './routes/conversations.ts';
import { feedbackRoutes } from './routes/feedback.ts';
import { messageRoutes } from './routes/messages.ts';
import { createKeyPair, oauthRoutes } from './routes/oauth.ts';

/** The paths of the two regions. Coze itself separates them by host. */
export const COZE_MOUNTS = { cn: '/coze-cn', com: '/coze-com' } as const;

export function cozeUpstream(context: UpstreamContext<CozeSettings>): Upstream {
  const state = createCozeState(context.store, context.now);
  const coze: Coze = { ...context, state };
  return {
    name: 'coze',
    mounts: { [COZE_MOUNTS.cn]: siteOf(coze, 'cn'), [COZE_MOUNTS.com]: siteOf(coze, 'com') },
    errorOf: (status, code) => injectedFailure(coze, status, code),
    commands: commandsOf(coze),
    view: (limit) => viewOf(coze, limit),
    begin: state.begin,
  };
}

function siteOf(coze: Coze, region: CozeRegion) {
  const site = { ...coze, region };
  return createSite<CozeSite>({
    routes: { ...oauthRoutes, ...chatRoutes, ...conversationRoutes, ...messageRoutes, ...feedbackRoutes },
    admit: () => site,
    answer: (result) => succeed(site, result),
    unknownPath({ req }) {
      throw noSuchPath(site, req);
    },
    unknownMethod({ req }) {
      throw noSuchMethod(site, req);
    },
    internalError: () => failure(site, 5000, 'Internal server error.'),
  });
}

/** The commands of the control API for the emulated Coze. */
function commandsOf({ state, now }: Coze): Commands {
  const missingApp = () =>
    commandError(404, 'There is no such OAuth app. GET /__emulator/state lists them under coze.');
  const findApp = (id: string) => orThrow(state.oauthApps.find({ id }), missingApp);
  return {
    'POST /coze/tokens': command(newTokenSchema, ({ sessionName, expiresIn, ...fields }) => {
      const token = fields.token ?? `czs_${randomBytes(32).toString('base64url')}`;
      const expires_at = expiresIn === undefined ? null : now() + expiresIn * 1000;
      return view(state.tokens.put({ ...fields, token, session_name: sessionName ?? null, expires_at }));
    }),
    'PATCH /coze/oauth-apps/:id': command(v.strictObject({ active: v.boolean() }), ({ active }, id) => {
      const app = findApp(id);
      state.oauthApps.update({ id }, { active });
      return viewOfApp(state, { ...app, active });
    }),
    'POST /coze/oauth-apps/:id/keys': command(v.strictObject({}), async (_, id) => {
      const { id: appId } = findApp(id);
      const { keyId, ...pair } = await createKeyPair();
      state.oauthKeys.put({ key_id: keyId, app_id: appId, public_key: pair.publicKey });
      return { appId, keyId, ...pair };
    }),
    'PUT /coze/quota': command(quotaSchema, ({ callsLeft }) => {
      state.setCallsLeft(callsLeft);
      return { callsLeft };
    }),
    /** Creates a message of any type and age, without a chat call, in a conversation of its own. */
    'POST /coze/messages': command(newMessageSchema, ({ region, account, type, query, ...fields }) => {
      const { sessionName = null, answer: content, contentType: content_type } = fields;
      const bot_id = COZE_BOT;
      const about = { region, account, creator: identityOf(account, sessionName), name: '', bot_id };
      const { id: conversation_id } = state.conversations.insert(about);
      const time = fields.createdAt === undefined ? now() : Date.parse(fields.createdAt);
      const completed_at = Math.min(time, now());
      const { id: chat_id } = state.chats.insert({ conversation_id, bot_id, completed_at });
      const place = { conversation_id, chat_id, bot_id, created_at: time, updated_at: time };
      state.messages.insert({ ...place, role: 'user', type: 'question', content: query });
      const role = type === 'question' ? 'user' : 'assistant';
      const { id: messageId } = state.messages.insert({ ...place, role, type, content, content_type });
      return { messageId, conversationId: conversation_id, chatId: chat_id };
    }),
  };
}

/** The state of the emulated Coze, as JSON: the newest rows first, at most `limit` of each kind. */
function viewOf({ state, settings }: Coze, limit?: number) {
  const { tokens, oauthApps, conversations, messages, feedbacks, callsLeft } = state;
  return {
    settings: settings(),
    counts: { feedbacks: feedbacks.count(), messages: messages.count() },
    botId: COZE_BOT,
    callsLeft: callsLeft(),
    oauthApps: oauthApps.all().map((app) => viewOfApp(state, app)),
    tokens: tokens.newest(limit).map(view),
    conversations: conversations.newest(limit).map((row) => ({ ...view(row), ...personOf(row.creator) })),
    messages: messages.newest(limit).map(view),
    feedbacks: feedbacks.newest(limit).map((row) => {
      const message = messages.find({ id: row.message_id });
      const question = message && messages.findLast({ chat_id: message.chat_id, role: 'user' });
      return {
        ...view(row),
        ...personOf(row.creator),
        region: conversations.find({ id: row.conversation_id })?.region ?? null,
        query: question?.content ?? null,
        answer: message?.content ?? null,
      };
    }),
  };
}

const viewOfApp = ({ oauthKeys }: Coze['state'], app: OauthAppRow) => ({
  ...view(app),
  keyIds: oauthKeys.all({ app_id: app.id }).map((key) => key.key_id),
});

function personOf(creator: string) {
  const [account, ...session] = creator.split('/');
  return { account, sessionName: session.length > 0 ? session.join('/') : null };
}

/** The region, account and user of a row. */
const owner = {
  region: v.optional(v.picklist(COZE_REGIONS), 'cn'),
  account: v.optional(v.pipe(v.string(), v.digits()), COZE_ACCOUNT),
  sessionName: v.optional(someText),
};

const newTokenSchema = v.strictObject({
  ...owner,
  token: v.optional(secretText),
  scopes: v.optional(v.array(v.picklist(COZE_SCOPES)), [...COZE_SCOPES]),
  /** Seconds. @default the token never expires */
  expiresIn: v.optional(wholeNumber(1)),
});

const quotaSchema = v.strictObject({ callsLeft: v.nullable(wholeNumber(0)) });

const newMessageSchema = v.strictObject({
  ...owner,
  type: v.optional(
    v.picklist(['answer', 'question', 'follow_up', 'verbose', 'function_call', 'tool_response']),
    'answer',
  ),
  contentType: v.optional(v.picklist(['text', 'object_string', 'card']), 'text'),
  query: v.optional(v.string(), ''),
  answer: v.optional(v.string(), ''),
  createdAt: v.optional(v.pipe(v.string(), v.isoTimestamp())),
});
