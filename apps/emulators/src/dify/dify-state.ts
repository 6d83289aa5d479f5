import { randomUUID } from 'node:crypto';
import type { Optional, RowOf, Store, Texts } from '../frame/store.ts';
import type { AnswerEnding } from './dify-settings.ts';
import type { InputForm } from './input-form.ts';

export const APP_MODES = ['chat', 'completion'] as const;

/** Why Dify would answer 403 to a right key; `normal` when it would not. */
export const APP_CONDITIONS = ['normal', 'api_disabled', 'gone', 'abnormal', 'workspace_archived'] as const;

/** The keys of the apps of a fresh emulator. */
export const DIFY_ACCESS = {
  chatApiKey: 'app-emulated-chat',
  completionApiKey: 'app-emulated-completion',
};

type App = Texts<'api_key' | 'name'> & { mode: (typeof APP_MODES)[number] };
/** Whose a conversation or message is. `from_end_user_id` is null for what was made in the console. */
type Origin = Texts<'app_id'> & { from_end_user_id: Optional<string>; from_source: 'api' | 'console' };
type Inputs = Readonly<Record<string, unknown>>;
type Feedback = Texts<'app_id' | 'conversation_id' | 'message_id' | 'rating'> & {
  content: Optional<string>;
  from_source: 'user' | 'admin';
};

const newId = (): string => randomUUID();

/** Dify's tables, as far as feedback touches them. */
export function createDifyState({ collection, atOnce }: Store) {
  const apps = collection('dify_apps', 'id', (_: App) => ({
    ...{ id: newId(), condition: 'normal' as (typeof APP_CONDITIONS)[number] },
    ...{ opening_statement: '', suggested_questions: [] as readonly string[] },
    user_input_form: [] as InputForm,
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
      ...{ id: newId(), inputs: {} as Inputs, parent_message_id: null as Optional<string> },
      ...{ created_at: time, status: 'normal' as 'normal' | 'error', error: null as Optional<string> },
    }),
  );
  // Many rows for a message may be, as in Dify: two first ratings that race make two rows.
  const feedbacks = collection('dify_feedbacks', 'id', (_: Feedback, time) => ({
    ...{ id: newId(), from_end_user_id: null as Optional<string> },
    ...{ from_account_id: null as Optional<string>, created_at: time, updated_at: time },
  }));
  /** How the next answers end that do not end well, in this order. */
  const endings = collection('dify_endings', 'id', (_: { ending: AnswerEnding }) => ({ id: newId() }));
  return {
    ...{ apps, endUsers, conversations, messages, feedbacks, endings },
    /** The ids of the apps never change, so that logs of two runs compare. */
    seed() {
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
    /** One row per app and `user` string, made the first time the string is seen. */
    endUserOf: (app_id: string, session_id: string) =>
      endUsers.find({ app_id, session_id }) ?? endUsers.insert({ app_id, session_id }),
    /** Dify clears what belongs to the conversation as well, in a task it starts at once. */
    deleteConversation: (id: string) =>
      atOnce(() => {
        for (const rows of [feedbacks, messages]) rows.delete({ conversation_id: id });
        conversations.delete({ id });
      }),
    takeEnding(): AnswerEnding | undefined {
      const next = endings.find({});
      if (next) endings.delete({ id: next.id });
      return next?.ending;
    },
  };
}

export type DifyState = ReturnType<typeof createDifyState>;
export type AppRow = RowOf<DifyState['apps']>;
export type EndUserRow = RowOf<DifyState['endUsers']>;
export type ConversationRow = RowOf<DifyState['conversations']>;
export type MessageRow = RowOf<DifyState['messages']>;

/** Whom Dify compares with: the app of the key, and the end user made of the `user` string. */
export type Owner = Texts<'app_id' | 'from_end_user_id'> & { readonly from_source: 'api' };
