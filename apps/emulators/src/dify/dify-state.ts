import { randomUUID } from 'node:crypto';
import type { Nullable, RowOf, Store, Texts } from '../frame/store.ts';

export const APP_MODES = ['chat', 'completion'] as const;

/** `normal`, or why Dify responds 403 to the right key. */
export const APP_CONDITIONS = ['normal', 'api_disabled', 'gone', 'abnormal', 'workspace_archived'] as const;

/** The keys of the apps of a fresh emulator. */
export const DIFY_ACCESS = {
  chatApiKey: 'app-emulated-chat',
  completionApiKey: 'app-emulated-completion',
};

type App = Texts<'api_key' | 'name'> & { mode: (typeof APP_MODES)[number] };
/** The owner of a conversation or message. `from_end_user_id` is null if it comes from the console. */
type Origin = Texts<'app_id'> & { from_end_user_id: Nullable<string>; from_source: 'api' | 'console' };
type Inputs = Readonly<Record<string, unknown>>;
type Feedback = Texts<'app_id' | 'conversation_id' | 'message_id' | 'rating'> & {
  content: Nullable<string>;
  from_source: 'user' | 'admin';
};

const newId = (): string => randomUUID();

/** The tables of Dify that feedback and chat need. */
export function createDifyState({ collection, atOnce }: Store) {
  const apps = collection('dify_apps', 'id', (_: App) => ({
    ...{ id: newId(), condition: 'normal' as (typeof APP_CONDITIONS)[number] },
    ...{ opening_statement: '', suggested_questions: [] as readonly string[] },
  }));
  const endUsers = collection('dify_end_users', 'id', (_: Texts<'app_id' | 'session_id'>, time) => ({
    id: newId(),
    created_at: time,
  }));
  const conversations = collection('dify_conversations', 'id', (_: Origin & Texts<'name'>, time) => ({
    ...{ id: newId(), inputs: {} as Inputs, introduction: '' },
    ...{ created_at: time, updated_at: time },
  }));
  const messages = collection(
    'dify_messages',
    'id',
    (_: Origin & Texts<'conversation_id' | 'query' | 'answer'>, time) => ({
      ...{ id: newId(), inputs: {} as Inputs, parent_message_id: null as Nullable<string> },
      ...{ created_at: time, status: 'normal' as 'normal' | 'error', error: null as Nullable<string> },
    }),
  );
  // As in Dify, a message can have several rows: two requests that create its rating at once insert two.
  const feedbacks = collection('dify_feedbacks', 'id', (_: Feedback, time) => ({
    ...{ id: newId(), from_end_user_id: null as Nullable<string> },
    ...{ from_account_id: null as Nullable<string>, created_at: time, updated_at: time },
  }));
  return {
    ...{ apps, endUsers, conversations, messages, feedbacks },
    /** The ids of the apps are fixed, so that the logs of two runs can be compared. */
    begin() {
      if (apps.count() > 0) return;
      apps.insert({
        id: '0d1f0000-0000-4000-8000-000000000001',
        api_key: DIFY_ACCESS.chatApiKey,
        name: 'Emulated chat',
        mode: 'chat',
        opening_statement: 'Hello! Ask me something, then tell me with the thumbs whether the answer helped.',
        suggested_questions: [
          'What can you do?',
          'What is 17 * 23?',
          '日本語で話せますか?',
          '给我一段示例代码',
        ],
      });
      apps.insert({
        id: '0d1f0000-0000-4000-8000-000000000002',
        api_key: DIFY_ACCESS.completionApiKey,
        name: 'Emulated completion',
        mode: 'completion',
      });
    },
    /** One row per app and `user` string, created with the first request of this user. */
    endUserOf: (app_id: string, session_id: string) =>
      endUsers.find({ app_id, session_id }) ?? endUsers.insert({ app_id, session_id }),
    /** Deletes its messages and their feedback too. */
    deleteConversation: (id: string) =>
      atOnce(() => {
        for (const rows of [feedbacks, messages]) rows.delete({ conversation_id: id });
        conversations.delete({ id });
      }),
  };
}

export type DifyState = ReturnType<typeof createDifyState>;
export type AppRow = RowOf<DifyState['apps']>;
export type EndUserRow = RowOf<DifyState['endUsers']>;
export type ConversationRow = RowOf<DifyState['conversations']>;
export type MessageRow = RowOf<DifyState['messages']>;

/** The owner that Dify checks: the app of the key, and the end user of the `user` string. */
export type Owner = Texts<'app_id' | 'from_end_user_id'> & { readonly from_source: 'api' };
