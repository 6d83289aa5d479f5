import { randomBytes } from 'node:crypto';
import type { Hono } from 'hono';
import * as v from 'valibot';
import { readCommand, refuseCommand, secretText, someText } from '../control/command.ts';
import type { Coze } from './coze-caller.ts';
import {
  API_CONNECTOR,
  COZE_ACCOUNT,
  COZE_BOT,
  COZE_REGIONS,
  COZE_SCOPES,
  identityOf,
  type OauthAppRow,
  TOKEN_KINDS,
} from './coze-state.ts';
import { createKeyPair, keyIdOf } from './routes/oauth.ts';

/** What the control API can do to the emulated Coze beside its settings. */
export function addCozeCommands(control: Hono, coze: Coze): void {
  const { state, changed, now } = coze;

  control.post('/coze/tokens', async (context) => {
    const command = await readCommand(context, newTokenSchema);
    const created = state.tokens.put({
      token: command.token ?? `${PREFIXES[command.kind]}_${randomBytes(32).toString('base64url')}`,
      region: command.region,
      kind: command.kind,
      account: command.account,
      session_name: command.sessionName ?? null,
      scopes: command.scopes,
      expires_at: command.expiresIn === undefined ? null : now() + command.expiresIn * 1000,
    });
    changed();
    return context.json(state.tokens.view(created), 201);
  });

  control.patch('/coze/oauth-apps/:id', async (context) => {
    const { active } = await readCommand(context, v.strictObject({ active: v.boolean() }));
    const app = findApp(context.req.param('id'));
    state.oauthApps.update({ id: app.id }, { active });
    changed();
    return context.json(viewOfApp(coze, { ...app, active }));
  });

  control.post('/coze/oauth-apps/:id/keys', async (context) => {
    const command = await readCommand(context, v.strictObject({ publicKey: v.optional(v.string()) }));
    const { id } = findApp(context.req.param('id'));
    const created = command.publicKey === undefined ? await createKeyPair() : undefined;
    const publicKey = created?.publicKey ?? command.publicKey ?? '';
    const keyId = keyIdOf(publicKey);
    if (!keyId) throw refuseCommand(400, 'The `publicKey` is no RSA public key. Give one in PEM, as SPKI.');
    state.oauthKeys.put({ key_id: keyId, app_id: id, public_key: publicKey });
    changed();
    return context.json({ appId: id, keyId, ...created }, 201);
  });

  control.put('/coze/quota', async (context) => {
    const { callsLeft } = await readCommand(context, quotaSchema);
    state.setCallsLeft(callsLeft);
    changed();
    return context.json({ callsLeft });
  });

  /** Makes a message without a chat call, of any type and age, in a conversation of its own. */
  control.post('/coze/messages', async (context) => {
    const command = await readCommand(context, newMessageSchema);
    const { region, account, sessionName, type } = command;
    const creator = identityOf(account, sessionName ?? null);
    const bot_id = COZE_BOT;
    const about = { region, account, creator, name: '', connector_id: API_CONNECTOR };
    const { id: conversation_id } = state.conversations.insert({ ...about, bot_id });
    const time = command.createdAt === undefined ? now() : Date.parse(command.createdAt);
    const completed_at = Math.min(time, now());
    const counts = { input_count: 0, output_count: 0 };
    const { id: chat_id } = state.chats.insert({ conversation_id, bot_id, ...counts, completed_at });
    const place = { conversation_id, chat_id, bot_id, created_at: time, updated_at: time };
    state.messages.insert({ ...place, role: 'user', type: 'question', content: command.query });
    const role = type === 'question' ? 'user' : 'assistant';
    const { answer: content, contentType: content_type } = command;
    const message = state.messages.insert({ ...place, role, type, content, content_type });
    changed();
    return context.json({ messageId: message.id, conversationId: conversation_id, chatId: chat_id }, 201);
  });

  function findApp(id: string) {
    const found = state.oauthApps.find({ id });
    if (found) return found;
    throw refuseCommand(404, 'There is no such OAuth app. GET /__emulator/state lists them under coze.');
  }
}

/** All the emulated Coze holds, as JSON; feedback and messages newest first, at most `limit` of each. */
export function cozeView(coze: Coze, limit: number) {
  const { tokens, oauthApps, conversations, messages, feedbacks, callsLeft } = coze.state;
  return {
    settings: coze.settings(),
    counts: { feedbacks: feedbacks.count(), messages: messages.count() },
    botId: COZE_BOT,
    callsLeft: callsLeft(),
    oauthApps: oauthApps.all().map((app) => viewOfApp(coze, app)),
    tokens: tokens.newest(limit).map(tokens.view),
    conversations: conversations
      .newest(limit)
      .map((row) => ({ ...conversations.view(row), ...personOf(row.creator) })),
    messages: messages.newest(limit).map(messages.view),
    feedbacks: feedbacks.newest(limit, 'updated_at DESC, rowid').map((row) => {
      const message = messages.find({ id: row.message_id });
      const question = message && messages.findLast({ chat_id: message.chat_id, role: 'user' });
      return {
        ...feedbacks.view(row),
        ...personOf(row.creator),
        region: conversations.find({ id: row.conversation_id })?.region ?? null,
        query: question?.content ?? null,
        answer: message?.content ?? null,
      };
    }),
  };
}

function viewOfApp({ state }: Coze, app: OauthAppRow) {
  const keyIds = state.oauthKeys.all({ app_id: app.id }).map((key) => key.key_id);
  return { ...state.oauthApps.view(app), keyIds };
}

function personOf(creator: string) {
  const slash = creator.indexOf('/');
  if (slash === -1) return { account: creator, sessionName: null };
  return { account: creator.slice(0, slash), sessionName: creator.slice(slash + 1) };
}

const PREFIXES = { personal: 'pat', service: 'sat', oauth: 'czs' } as const;

/** Of which region, account and user. */
const whose = {
  region: v.optional(v.picklist(COZE_REGIONS), 'cn'),
  account: v.optional(v.pipe(v.string(), v.digits()), COZE_ACCOUNT),
  sessionName: v.optional(someText),
};

const newTokenSchema = v.pipe(
  v.strictObject({
    ...whose,
    token: v.optional(secretText),
    kind: v.optional(v.picklist(TOKEN_KINDS), 'oauth'),
    scopes: v.optional(v.array(v.picklist(COZE_SCOPES)), [...COZE_SCOPES]),
    /** Seconds. */
    expiresIn: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))),
  }),
  v.forward(
    v.check(
      ({ kind, sessionName }) => kind === 'oauth' || sessionName === undefined,
      'Only an oauth token stands for a session.',
    ),
    ['sessionName'],
  ),
);

const quotaSchema = v.strictObject({
  callsLeft: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(0))),
});

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
