import * as column from '../frame/column.ts';
import type { EmulatorDatabase } from '../frame/database.ts';
import { createTable, type RowOf, resetTables } from '../frame/table.ts';

export const COZE_REGIONS = ['cn', 'com'] as const;
export type CozeRegion = (typeof COZE_REGIONS)[number];

/** Personal and service tokens stand for their account; only those of OAuth JWT may stand for one end user of it. */
export const TOKEN_KINDS = ['personal', 'service', 'oauth'] as const;

/** The permissions of the calls that are emulated. */
export const COZE_SCOPES = [
  'chat',
  'getChat',
  'cancelChat',
  'createConversation',
  'retrieveConversation',
  'listConversation',
  'editConversation',
  'listMessage',
  'feedback',
] as const;
export type CozeScope = (typeof COZE_SCOPES)[number];

/** Ids of 19 digits as Coze makes them: seconds since 1970 in the upper half, so that later ones are greater. */
function nextId(now: number): string {
  idCount = (idCount + 1) % ID_COUNTS;
  return String((BigInt(Math.floor(now / 1000)) << 32n) | BigInt((now % 1000) * ID_COUNTS + idCount));
}

let idCount = 0;

/** What is left of 32 bits beside the milliseconds of a second. */
const ID_COUNTS = 1 << 22;

const id = column.key(nextId);
const region = column.word<CozeRegion>();
const scopes = column.json<readonly string[]>();
const meta_data = column.filled(column.json<object>(), () => ({}));

const TOKEN_COLUMNS = {
  token: column.givenKey,
  region,
  kind: column.word<(typeof TOKEN_KINDS)[number]>(),
  ...column.texts('account'),
  ...column.optionalTexts('session_name'),
  scopes,
  ...column.optionalTimes('expires_at'),
};

const OAUTH_APP_COLUMNS = { id, region, ...column.texts('name', 'account'), active: column.flag, scopes };

const CONVERSATION_COLUMNS = {
  id,
  region,
  ...column.texts('creator', 'account', 'name', 'connector_id'),
  section_id: column.filled(column.text, nextId),
  ...column.optionalTexts('bot_id'),
  meta_data,
  ...column.times('created_at', 'updated_at'),
};

/** A chat is a question and all that is said to it. */
const CHAT_COLUMNS = {
  id,
  ...column.texts('conversation_id', 'bot_id'),
  meta_data,
  input_count: column.number,
  output_count: column.number,
  ...column.times('created_at'),
  /** `completed_at` is null while it streams, and in the future while a caller that does not stream has to wait. */
  ...column.optionalTimes('completed_at', 'canceled_at'),
};

const MESSAGE_COLUMNS = {
  id,
  ...column.texts('conversation_id', 'type', 'content'),
  content_type: column.filled(column.text, () => 'text'),
  ...column.optionalTexts('chat_id', 'bot_id'),
  role: column.word<'user' | 'assistant'>(),
  meta_data,
  ...column.times('created_at', 'updated_at'),
};

const FEEDBACK_COLUMNS = {
  message_id: column.givenKey,
  ...column.texts('conversation_id', 'creator', 'feedback_type'),
  reason_types: column.json<readonly string[]>(),
  ...column.optionalTexts('comment'),
  ...column.times('created_at', 'updated_at'),
};

export type TokenRow = RowOf<typeof TOKEN_COLUMNS>;
export type OauthAppRow = RowOf<typeof OAUTH_APP_COLUMNS>;
export type ConversationRow = RowOf<typeof CONVERSATION_COLUMNS>;
export type ChatRow = RowOf<typeof CHAT_COLUMNS>;
export type MessageRow = RowOf<typeof MESSAGE_COLUMNS>;

/** What a fresh emulator knows. None of it ever changes, and none of it is a secret. */
export const COZE_ACCOUNT = '2478774393250816';

/** The bot of either region that answers. */
export const COZE_BOT = '7300000000000000001';

const unbound = { account: COZE_ACCOUNT, session_name: null, scopes: COZE_SCOPES, expires_at: null };

export const COZE_TOKENS: readonly TokenRow[] = [
  { token: 'pat_emulated_cn', region: 'cn', kind: 'personal', ...unbound },
  { token: 'sat_emulated_cn', region: 'cn', kind: 'service', ...unbound },
  { token: 'pat_emulated_com', region: 'com', kind: 'personal', ...unbound },
];

export const COZE_OAUTH_APPS: readonly OauthAppRow[] = COZE_REGIONS.map((region, index) => ({
  id: `31000000000${index + 1}`,
  region,
  name: `Emulated app of ${region}`,
  account: COZE_ACCOUNT,
  active: true,
  scopes: COZE_SCOPES,
}));

/** The channel of conversations made over the API. */
export const API_CONNECTOR = '1024';

/** Everything the emulated Coze remembers, of both regions. A new database gets the default tokens and apps. */
export function createCozeState(database: EmulatorDatabase) {
  const { now } = database;
  const tables = {
    tokens: createTable(database, 'coze_tokens', TOKEN_COLUMNS),
    oauthApps: createTable(database, 'coze_oauth_apps', OAUTH_APP_COLUMNS),
    oauthKeys: createTable(database, 'coze_oauth_keys', {
      key_id: column.givenKey,
      ...column.texts('app_id', 'public_key'),
    }),
    usedJwts: createTable(database, 'coze_used_jwts', column.texts('app_id', 'jti'), ['app_id, jti']),
    conversations: createTable(database, 'coze_conversations', CONVERSATION_COLUMNS, ['region, creator']),
    chats: createTable(database, 'coze_chats', CHAT_COLUMNS, ['conversation_id']),
    messages: createTable(database, 'coze_messages', MESSAGE_COLUMNS, ['conversation_id', 'chat_id']),
    feedbacks: createTable(database, 'coze_feedbacks', FEEDBACK_COLUMNS),
    /** The calls a free account has left; without a row there is no limit. */
    quota: createTable(database, 'coze_quota', { id: column.number, calls_left: column.number }),
  };
  const { conversations, chats, messages, feedbacks, quota } = tables;
  const seed = () => {
    for (const token of COZE_TOKENS) tables.tokens.insert(token);
    for (const app of COZE_OAUTH_APPS) tables.oauthApps.insert(app);
  };
  if (tables.oauthApps.count() === 0) seed();
  // Answers that were streaming when the process ended never get further.
  database.run('UPDATE coze_chats SET completed_at = created_at WHERE completed_at IS NULL');

  const statusOf = ({ completed_at: completedAt, canceled_at: canceledAt }: ChatRow): ChatStatus => {
    if (canceledAt !== null) return 'canceled';
    return completedAt !== null && completedAt <= now() ? 'completed' : 'in_progress';
  };
  return {
    ...tables,
    reset: () => resetTables(database, tables, seed),
    /** With all that was said in it. */
    deleteConversation: (id: string) =>
      database.atOnce(() => {
        for (const table of [chats, messages, feedbacks]) table.delete({ conversation_id: id });
        conversations.delete({ id });
      }),
    statusOf,
    /** Whether an answer is being given in the conversation, which allows one at a time. */
    isBusy: (conversationId: string) =>
      chats.all({ conversation_id: conversationId }).some((chat) => statusOf(chat) === 'in_progress'),
    /** A message of a chat is there once its chat is over. */
    visibleMessage: (id: string, conversationId: string) =>
      messages.select(`WHERE id = ? AND conversation_id = ? AND ${VISIBLE}`, id, conversationId, now())[0],
    /** What was said in one chat, without the question. */
    messagesOfChat: (chatId: string) =>
      messages.select(
        `WHERE chat_id = ? AND role = 'assistant' AND ${VISIBLE} ORDER BY rowid`,
        chatId,
        now(),
      ),
    /** Questions and answers, without what came between; one more than `limit` when there are more. */
    messagePage(conversationId: string, { ascending, limit, chatId, beforeId, afterId }: MessagePage) {
      // "Before" and "after" are places in the list as it is read.
      const beyond = (forwards: boolean) =>
        `AND rowid ${forwards === ascending ? '>' : '<'} (SELECT rowid FROM coze_messages WHERE id = ?)`;
      return messages.select(
        `WHERE conversation_id = ? AND type IN ('question', 'answer') AND ${VISIBLE}
         ${chatId ? 'AND chat_id = ?' : ''} ${beforeId ? beyond(false) : ''} ${afterId ? beyond(true) : ''}
         ORDER BY rowid ${ascending ? 'ASC' : 'DESC'} LIMIT ?`,
        conversationId,
        now(),
        ...[chatId, beforeId, afterId].filter((id) => id !== undefined),
        limit + 1,
      );
    },
    callsLeft: () => quota.find({})?.calls_left ?? null,
    /** @param calls - null for no limit. */
    setCallsLeft(calls: number | null) {
      quota.delete({});
      if (calls !== null) quota.insert({ id: 1, calls_left: calls });
    },
  };
}

export type CozeState = ReturnType<typeof createCozeState>;

export type ChatStatus = 'created' | 'in_progress' | 'completed' | 'canceled';

const VISIBLE = `(chat_id IS NULL OR role = 'user'
 OR (SELECT completed_at FROM coze_chats WHERE coze_chats.id = chat_id) <= ?)`;

interface MessagePage {
  readonly ascending: boolean;
  readonly limit: number;
  readonly chatId: string | undefined;
  readonly beforeId: string | undefined;
  readonly afterId: string | undefined;
}

/** Whom Coze takes the bearer of a token for, and compares with the creator of a conversation. */
export const identityOf = (account: string, sessionName: string | null): string =>
  sessionName === null ? account : `${account}/${sessionName}`;
