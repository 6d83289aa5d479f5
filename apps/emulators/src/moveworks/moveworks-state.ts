import { randomBytes, randomInt } from 'node:crypto';
import * as column from '../frame/column.ts';
import type { EmulatorDatabase } from '../frame/database.ts';
import { createTable, type RowOf, resetTables } from '../frame/table.ts';
import type { FEEDBACK_SIDES, MoveworksSettings } from './moveworks-settings.ts';

/** Each bearer stands for one user: access tokens that expire, and API keys that do not. */
const TOKEN_COLUMNS = {
  token: column.givenKey,
  kind: column.word<'access' | 'api_key'>(),
  ...column.texts('user'),
  ...column.optionalTimes('expires_at'),
};

const CONVERSATION_COLUMNS = {
  id: column.key(() => newId('conv')),
  ...column.texts('user'),
  ...column.optionalTexts('title'),
  archived: column.flag,
  ...column.times('created_at', 'updated_at'),
};

/** A response is the answer to one message of the user. */
const RESPONSE_COLUMNS = {
  id: column.key(() => newId('resp')),
  ...column.texts('conversation_id'),
  /** How it ends. */
  outcome: column.word<MoveworksSettings['responseOutcome']>(),
  ...column.times('created_at'),
  /** Null while it streams; in the future while a caller is to ask again. */
  ...column.optionalTimes('completed_at'),
};

const MESSAGE_COLUMNS = {
  id: column.key(() => newId('msg')),
  ...column.texts('conversation_id', 'response_id', 'text'),
  kind: column.filled<'MESSAGE' | 'REASONING'>(column.word(), () => 'MESSAGE'),
  actor: column.word<'USER' | 'ASSISTANT' | 'LIVE_AGENT' | 'SYSTEM'>(),
  /** The ratings it offers. */
  sides: column.word<(typeof FEEDBACK_SIDES)[number]>(),
  /** Tells the current callback ids of a message from those of earlier reads. */
  serial: column.filled(column.number, () => 1),
  /** Said without being asked. */
  proactive: column.flag,
  ...column.times('created_at'),
};

/** One record a message, and how often it was submitted. */
const FEEDBACK_COLUMNS = {
  message_id: column.givenKey,
  ...column.texts('user'),
  side: column.word<Side>(),
  ...column.optionalTexts('additional_feedback'),
  submissions: column.number,
  ...column.times('created_at', 'updated_at'),
};

export type Side = 'helpful' | 'unhelpful';
export type ConversationRow = RowOf<typeof CONVERSATION_COLUMNS>;
export type ResponseRow = RowOf<typeof RESPONSE_COLUMNS>;
export type MessageRow = RowOf<typeof MESSAGE_COLUMNS>;
export type ResponseStatus = 'CREATED' | 'IN_PROGRESS' | ResponseRow['outcome'];

/** Everything the emulated Moveworks remembers. */
export function createMoveworksState(database: EmulatorDatabase) {
  const { now } = database;
  const tables = {
    tokens: createTable(database, 'moveworks_tokens', TOKEN_COLUMNS),
    secrets: createTable(database, 'moveworks_secrets', { id: column.number, key: column.text }),
    conversations: createTable(database, 'moveworks_conversations', CONVERSATION_COLUMNS, ['user']),
    responses: createTable(database, 'moveworks_responses', RESPONSE_COLUMNS),
    messages: createTable(database, 'moveworks_messages', MESSAGE_COLUMNS, [
      'conversation_id',
      'response_id',
    ]),
    feedbacks: createTable(database, 'moveworks_feedbacks', FEEDBACK_COLUMNS),
  };
  const { secrets, conversations, messages } = tables;
  // Answers that were streaming when the process ended never get further.
  database.run('UPDATE moveworks_responses SET completed_at = created_at WHERE completed_at IS NULL');

  /** What is said to a user shows once its response is complete. */
  const visible = (rest: string, ...values: (string | number)[]) =>
    messages.select(
      `WHERE (actor = 'USER' OR EXISTS (SELECT 1 FROM moveworks_responses AS response WHERE response.id = response_id
       AND response.completed_at <= ? AND response.outcome = 'COMPLETED')) AND ${rest}`,
      now(),
      ...values,
    );

  return {
    ...tables,
    reset: () => resetTables(database, tables, () => {}),
    /** The key that callback ids are signed with, kept so that they outlive a restart. */
    secret: () =>
      (secrets.find({}) ?? secrets.insert({ id: 1, key: randomBytes(32).toString('base64url') })).key,
    statusOf: ({ outcome, completed_at: completedAt }: ResponseRow): ResponseStatus =>
      completedAt !== null && completedAt <= now() ? outcome : 'IN_PROGRESS',
    findMessage: (id: string, { id: responseId }: ResponseRow) =>
      visible(`kind = 'MESSAGE' AND id = ? AND response_id = ?`, id, responseId)[0],
    /** All that belongs to a response, reasoning as well, in order. */
    messagesOf: (responseId: string) => visible('response_id = ? ORDER BY rowid', responseId),
    /** The newest first; one more than `limit` when there are more. */
    messagePage: (conversationId: string, limit: number, before = Number.MAX_SAFE_INTEGER) =>
      visible(
        `kind = 'MESSAGE' AND conversation_id = ? AND rowid < ? ORDER BY rowid DESC LIMIT ?`,
        conversationId,
        before,
        limit + 1,
      ),
    /** What was said to a user without being asked, the oldest first. */
    proactiveMessages: (user: string) =>
      visible(
        `proactive = 1 AND conversation_id IN (SELECT id FROM moveworks_conversations WHERE user = ?) ORDER BY rowid`,
        user,
      ),
    /** The last used first; one more than `limit` when there are more. `after` is the last one's time and place. */
    conversationPage: (user: string, archived: boolean, limit: number, after: readonly number[] = []) =>
      conversations.select(
        `WHERE user = ? AND archived = ? ${after.length > 0 ? 'AND (updated_at, rowid) < (?, ?)' : ''}
         ORDER BY updated_at DESC, rowid DESC LIMIT ?`,
        user,
        Number(archived),
        ...after,
        limit + 1,
      ),
  };
}

export type MoveworksState = ReturnType<typeof createMoveworksState>;

/** An id as Moveworks makes them: what it is of, then 21 digits to the base 62. */
export const newId = (prefix: 'conv' | 'resp' | 'msg' | 'reason') => `${prefix}_${base62(21)}`;

export const base62 = (length: number): string =>
  Array.from({ length }, () => DIGITS.charAt(randomInt(DIGITS.length))).join('');

const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
