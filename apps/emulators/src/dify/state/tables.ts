/**
 * Dify's tables, as far as feedback touches them. `feedbacks` has no unique constraint, as Dify's has none:
 * two ratings that race make two rows. Times are milliseconds since 1970.
 */
export const DIFY_TABLES = `
CREATE TABLE IF NOT EXISTS dify_apps (
  id TEXT PRIMARY KEY, api_key TEXT NOT NULL UNIQUE, name TEXT NOT NULL, mode TEXT NOT NULL, condition TEXT NOT NULL,
  opening_statement TEXT NOT NULL, suggested_questions TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS dify_end_users (
  id TEXT PRIMARY KEY, app_id TEXT NOT NULL, session_id TEXT NOT NULL, created_at INTEGER NOT NULL
);
CREATE INDEX IF NOT EXISTS dify_end_users_session ON dify_end_users (app_id, session_id);
CREATE TABLE IF NOT EXISTS dify_conversations (
  id TEXT PRIMARY KEY, app_id TEXT NOT NULL, from_source TEXT NOT NULL, from_end_user_id TEXT, name TEXT NOT NULL,
  inputs TEXT NOT NULL, introduction TEXT NOT NULL, created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL
);
CREATE INDEX IF NOT EXISTS dify_conversations_user ON dify_conversations (app_id, from_end_user_id);
CREATE TABLE IF NOT EXISTS dify_messages (
  id TEXT PRIMARY KEY, app_id TEXT NOT NULL, conversation_id TEXT NOT NULL, parent_message_id TEXT,
  from_source TEXT NOT NULL, from_end_user_id TEXT, inputs TEXT NOT NULL, query TEXT NOT NULL, answer TEXT NOT NULL,
  created_at INTEGER NOT NULL
);
CREATE INDEX IF NOT EXISTS dify_messages_conversation ON dify_messages (conversation_id);
CREATE TABLE IF NOT EXISTS dify_feedbacks (
  id TEXT PRIMARY KEY, app_id TEXT NOT NULL, conversation_id TEXT NOT NULL, message_id TEXT NOT NULL,
  rating TEXT NOT NULL, content TEXT, from_source TEXT NOT NULL, from_end_user_id TEXT, from_account_id TEXT,
  created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL
);
CREATE INDEX IF NOT EXISTS dify_feedbacks_message ON dify_feedbacks (message_id);
CREATE INDEX IF NOT EXISTS dify_feedbacks_app ON dify_feedbacks (app_id);
`;

export const DIFY_TABLE_NAMES = ['apps', 'end_users', 'conversations', 'messages', 'feedbacks'] as const;
