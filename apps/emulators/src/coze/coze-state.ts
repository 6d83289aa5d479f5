import type { Nullable, RowOf, Store, Texts } from '../frame/store.ts';

export const COZE_REGIONS = ['cn', 'com'] as const;
export type CozeRegion = (typeof COZE_REGIONS)[number];

/** The permissions of the emulated calls. */
export const COZE_SCOPES = [
  ...(['chat', 'getChat', 'cancelChat', 'listMessage', 'feedback', 'createConversation'] as const),
  ...(['retrieveConversation', 'listConversation', 'editConversation', 'runWorkflow'] as const),
];
export type CozeScope = (typeof COZE_SCOPES)[number];

export const COZE_ACCOUNT = '2478774393250816';
/** The bot that answers, with the same id in both regions. */
export const COZE_BOT = '7300000000000000001';
/** The chatflow that answers; a call names it instead of a bot. */
export const COZE_WORKFLOW = '7300000000000000002';
/** The channel of conversations that the API creates. */
export const API_CONNECTOR = '1024';

/** The credentials of a new emulator. They are fixed and not secret. */
export const COZE_ACCESS = {
  botId: COZE_BOT,
  cn: { personalToken: 'pat_emulated_cn', oauthAppId: '310000000001' },
  com: { personalToken: 'pat_emulated_com', oauthAppId: '310000000002' },
};

type Token = Texts<'token' | 'account'> & { region: CozeRegion };
type OauthApp = Texts<'id' | 'name' | 'account'> & { region: CozeRegion };
type OauthKey = Texts<'key_id' | 'app_id' | 'public_key'>;
type Conversation = Texts<'creator' | 'account' | 'name'> & { region: CozeRegion; bot_id: Nullable<string> };
/** `completed_at` is null while the chat streams, and in the future while the caller has to poll. */
type Chat = Texts<'conversation_id' | 'bot_id'> & { completed_at: Nullable<number> };
type Message = Texts<'conversation_id' | 'chat_id' | 'bot_id' | 'type' | 'content'> & {
  role: 'user' | 'assistant';
};
type Feedback = Texts<'message_id' | 'conversation_id' | 'creator' | 'feedback_type'>;

/** The state of the emulated Coze, for both regions. */
export function createCozeState({ collection, atOnce }: Store, now: () => number) {
  const tokens = collection('coze_tokens', 'token', (_: Token) => ({
    session_name: null as Nullable<string>,
    scopes: COZE_SCOPES as readonly CozeScope[],
    expires_at: null as Nullable<number>,
  }));
  const oauthApps = collection('coze_oauth_apps', 'id', (_: OauthApp) => ({
    active: true,
    scopes: COZE_SCOPES as readonly CozeScope[],
  }));
  const oauthKeys = collection('coze_oauth_keys', 'key_id', (_: OauthKey) => ({}));
  const usedJwts = collection('coze_used_jwts', 'jti', (_: Texts<'jti' | 'app_id'>) => ({}));
  const conversations = collection('coze_conversations', 'id', (_: Conversation, time) => ({
    ...{ id: nextId(time), section_id: nextId(time), connector_id: API_CONNECTOR, meta_data: {} },
    ...{ created_at: time, updated_at: time },
  }));
  /** A chat is one question and its answers. */
  const chats = collection('coze_chats', 'id', (_: Chat, time) => ({
    ...{ id: nextId(time), meta_data: {}, input_count: 0, output_count: 0 },
    ...{ created_at: time, canceled_at: null as Nullable<number> },
  }));
  const messages = collection('coze_messages', 'id', (_: Message, time) => ({
    ...{ id: nextId(time), content_type: 'text', meta_data: {}, created_at: time, updated_at: time },
  }));
  const feedbacks = collection('coze_feedbacks', 'message_id', (_: Feedback, time) => ({
    ...{ reason_types: [] as readonly string[], comment: null as Nullable<string> },
    ...{ created_at: time, updated_at: time },
  }));
  /** The calls a free account has left; without a row there is no limit. */
  const quota = collection('coze_quota', 'calls_left', (_: { calls_left: number }) => ({}));

  const isOver = (chat: RowOf<typeof chats> | undefined) => (chat?.completed_at ?? Infinity) <= now();
  const statusOf = (chat: RowOf<typeof chats>): ChatStatus => {
    if (chat.canceled_at !== null) return 'canceled';
    return isOver(chat) ? 'completed' : 'in_progress';
  };
  /** The assistant's messages show once their chat is over. */
  const isVisible = ({ chat_id: id, role }: RowOf<typeof messages>) =>
    role === 'user' || isOver(chats.find({ id }));
  return {
    ...{ tokens, oauthApps, oauthKeys, usedJwts, conversations, chats, messages, feedbacks },
    /** Adds the default tokens and apps to a new file, and ends the chats of a killed process. */
    begin() {
      for (const chat of chats.all({ completed_at: null })) {
        chats.update({ id: chat.id }, { completed_at: chat.created_at });
      }
      if (oauthApps.count() > 0) return;
      const account = COZE_ACCOUNT;
      for (const region of COZE_REGIONS) {
        const { personalToken: token, oauthAppId: id } = COZE_ACCESS[region];
        tokens.insert({ token, region, account });
        const name = `Emulated app of ${region}`;
        oauthApps.insert({ id, region, name, account });
      }
    },
    /** Deletes its messages and their feedback too. */
    deleteConversation: (id: string) =>
      atOnce(() => {
        for (const rows of [chats, messages, feedbacks]) rows.delete({ conversation_id: id });
        conversations.delete({ id });
      }),
    statusOf,
    /** Every conversation has one section. */
    sectionOf: ({ conversation_id: id }: { conversation_id: string }) =>
      conversations.find({ id })?.section_id,
    /** Whether the conversation has a running chat. Coze allows one at a time. */
    isBusy: (conversationId: string) =>
      chats.all({ conversation_id: conversationId }).some((chat) => statusOf(chat) === 'in_progress'),
    visibleMessage: (id: string, conversationId: string) =>
      messages.all({ id, conversation_id: conversationId }).find(isVisible),
    /** The messages of one chat, without the question. */
    messagesOfChat: (chatId: string) =>
      messages.all({ chat_id: chatId, role: 'assistant' }).filter(isVisible),
    /** The questions and answers of a conversation, without the messages between them. */
    questionsAndAnswers: (conversationId: string) =>
      messages
        .all({ conversation_id: conversationId })
        .filter((row) => ['question', 'answer'].includes(row.type) && isVisible(row)),
    callsLeft: () => quota.find({})?.calls_left ?? null,
    /** @param calls - null for no limit. */
    setCallsLeft(calls: number | null) {
      quota.delete({});
      if (calls !== null) quota.insert({ calls_left: calls });
    },
  };
}

export type CozeState = ReturnType<typeof createCozeState>;
export type OauthAppRow = RowOf<CozeState['oauthApps']>;
export type ConversationRow = RowOf<CozeState['conversations']>;
export type ChatRow = RowOf<CozeState['chats']>;
export type MessageRow = RowOf<CozeState['messages']>;
export type ChatStatus = 'created' | 'in_progress' | 'completed' | 'canceled';

/** An id of 19 digits, like Coze's: the seconds since 1970 are in the upper half, so later ids are greater. */
function nextId(now: number): string {
  idCount = (idCount + 1) % ID_COUNTS;
  return String((BigInt(Math.floor(now / 1000)) << 32n) | BigInt((now % 1000) * ID_COUNTS + idCount));
}

let idCount = 0;

/** The number of ids per millisecond that fit into 32 bits per second. */
const ID_COUNTS = 1 << 22;

/** The identity behind a token, which must be the creator of the conversation. */
export const identityOf = (account: string, sessionName: string | null): string =>
  sessionName === null ? account : `${account}/${sessionName}`;
