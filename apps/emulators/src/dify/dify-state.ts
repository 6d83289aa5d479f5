import { randomUUID } from 'node:crypto';
import * as column from '../frame/column.ts';
import type { EmulatorDatabase } from '../frame/database.ts';
import { createTable, type RowOf, resetTables } from '../frame/table.ts';
import type { InputForm } from './input-form.ts';

export const APP_MODES = ['chat', 'completion'] as const;

/** Why Dify would answer 403 to a right key; `normal` when it would not. */
export const APP_CONDITIONS = ['normal', 'api_disabled', 'gone', 'abnormal', 'workspace_archived'] as const;

type AppCondition = (typeof APP_CONDITIONS)[number];

export const CONVERSATION_ORDERS = ['created_at', '-created_at', 'updated_at', '-updated_at'] as const;

const APP_COLUMNS = {
  id: column.key(() => randomUUID()),
  ...column.texts('api_key', 'name', 'opening_statement'),
  mode: column.word<(typeof APP_MODES)[number]>(),
  condition: column.filled<AppCondition>(column.word(), () => 'normal'),
  suggested_questions: column.json<readonly string[]>(),
  user_input_form: column.addedLater(column.json<InputForm>(), []),
};

/** Whose a conversation or message is. `from_end_user_id` is null for what was made in the console. */
const ORIGIN_COLUMNS = {
  ...column.texts('app_id'),
  ...column.optionalTexts('from_end_user_id'),
  from_source: column.word<'api' | 'console'>(),
  inputs: column.filled(column.json<Readonly<Record<string, unknown>>>(), () => ({})),
};

const END_USER_COLUMNS = {
  id: column.key(() => randomUUID()),
  ...column.texts('app_id', 'session_id'),
  ...column.times('created_at'),
};

const CONVERSATION_COLUMNS = {
  id: column.key(() => randomUUID()),
  ...ORIGIN_COLUMNS,
  ...column.texts('name', 'introduction'),
  ...column.times('created_at', 'updated_at'),
};

const MESSAGE_COLUMNS = {
  id: column.key(() => randomUUID()),
  ...ORIGIN_COLUMNS,
  ...column.texts('conversation_id', 'query', 'answer'),
  ...column.optionalTexts('parent_message_id', 'error'),
  ...column.times('created_at'),
  status: column.addedLater(column.word<'normal' | 'error'>(), 'normal'),
};

const FEEDBACK_COLUMNS = {
  id: column.key(() => randomUUID()),
  ...column.texts('app_id', 'conversation_id', 'message_id', 'rating'),
  ...column.optionalTexts('content', 'from_end_user_id', 'from_account_id'),
  from_source: column.word<'user' | 'admin'>(),
  ...column.times('created_at', 'updated_at'),
};

export type AppRow = RowOf<typeof APP_COLUMNS>;
export type ConversationRow = RowOf<typeof CONVERSATION_COLUMNS>;
export type MessageRow = RowOf<typeof MESSAGE_COLUMNS>;
export type FeedbackRow = RowOf<typeof FEEDBACK_COLUMNS>;
export type EndUserRow = RowOf<typeof END_USER_COLUMNS>;

/** The apps of a fresh emulator. Their ids never change, so that logs of two runs compare. */
export const DIFY_APPS: Readonly<Record<AppRow['mode'], AppRow>> = {
  chat: {
    id: '0d1f0000-0000-4000-8000-000000000001',
    api_key: 'app-emulated-chat',
    name: 'Emulated chat',
    mode: 'chat',
    condition: 'normal',
    opening_statement: 'Hello! Ask me something, then tell me with the thumbs whether the answer helped.',
    suggested_questions: ['What can you do?', 'What is 17 * 23?', '日本語で話せますか?', '给我一段示例代码'],
    user_input_form: [],
  },
  completion: {
    id: '0d1f0000-0000-4000-8000-000000000002',
    api_key: 'app-emulated-completion',
    name: 'Emulated completion',
    mode: 'completion',
    condition: 'normal',
    opening_statement: '',
    suggested_questions: [],
    user_input_form: [],
  },
};

/** Dify's tables, as far as feedback touches them. A database without apps gets the default ones. */
export function createDifyState(database: EmulatorDatabase) {
  const tables = {
    apps: createTable(database, 'dify_apps', APP_COLUMNS),
    endUsers: createTable(database, 'dify_end_users', END_USER_COLUMNS, ['app_id, session_id']),
    conversations: createTable(database, 'dify_conversations', CONVERSATION_COLUMNS, [
      'app_id, from_end_user_id',
    ]),
    messages: createTable(database, 'dify_messages', MESSAGE_COLUMNS, ['conversation_id']),
    // Without a unique constraint, as in Dify: two first ratings that race make two rows.
    feedbacks: createTable(database, 'dify_feedbacks', FEEDBACK_COLUMNS, ['message_id', 'app_id']),
  };
  const { apps, endUsers, conversations, messages, feedbacks } = tables;
  const seed = () => {
    for (const app of Object.values(DIFY_APPS)) apps.insert(app);
  };
  if (apps.count() === 0) seed();
  return {
    ...tables,
    reset: () => resetTables(database, tables, seed),
    /** One row per app and `user` string, made the first time the string is seen. */
    endUserOf(appId: string, sessionId: string): EndUserRow {
      const known = endUsers.find({ app_id: appId, session_id: sessionId });
      return known ?? endUsers.insert({ app_id: appId, session_id: sessionId });
    },
    /** Dify clears what belongs to the conversation as well, in a task it starts at once. */
    deleteConversation: (id: string) =>
      database.atOnce(() => {
        feedbacks.delete({ conversation_id: id });
        messages.delete({ conversation_id: id });
        conversations.delete({ id });
      }),
    /** The newest first, one more than `limit` when there are more; `before` is the oldest the caller has. */
    messagePage: (conversationId: string, limit: number, before: string | null) =>
      messages.select(
        `WHERE conversation_id = ? ${before ? 'AND rowid < (SELECT rowid FROM dify_messages WHERE id = ?)' : ''}
         ORDER BY rowid DESC LIMIT ?`,
        conversationId,
        ...(before ? [before] : []),
        limit + 1,
      ),
    /** One more than `limit` when there are more. `after` is the last row of the page before. */
    conversationPage(owner: Owner, { limit, sortBy, after }: ConversationPage) {
      const descending = sortBy.startsWith('-');
      const name = sortBy.endsWith('created_at') ? 'created_at' : 'updated_at';
      const order = descending ? 'DESC' : 'ASC';
      return conversations.select(
        `WHERE from_source = 'api' AND app_id = ? AND from_end_user_id = ?
         ${after ? `AND (${name}, id) ${descending ? '<' : '>'} (?, ?)` : ''}
         ORDER BY ${name} ${order}, id ${order} LIMIT ?`,
        owner.app_id,
        owner.from_end_user_id,
        ...(after ? [after[name], after.id] : []),
        limit + 1,
      );
    },
  };
}

export type DifyState = ReturnType<typeof createDifyState>;

/** Whom Dify compares with: the app of the key, and the end user made of the `user` string. */
export interface Owner {
  readonly app_id: string;
  readonly from_end_user_id: string;
  readonly from_source: 'api';
}

interface ConversationPage {
  readonly limit: number;
  readonly sortBy: (typeof CONVERSATION_ORDERS)[number];
  readonly after: ConversationRow | undefined;
}
