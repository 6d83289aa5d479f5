/** What the emulated Coze remembers. Ids are decimal text: as numbers they would lose their last digits. Times are milliseconds since 1970. */
export const COZE_TABLES = `
CREATE TABLE IF NOT EXISTS coze_tokens (
  token TEXT PRIMARY KEY, region TEXT NOT NULL, kind TEXT NOT NULL, account TEXT NOT NULL, session_name TEXT,
  scopes TEXT NOT NULL, expires_at INTEGER
);
CREATE TABLE IF NOT EXISTS coze_oauth_apps (
  id TEXT PRIMARY KEY, region TEXT NOT NULL, name TEXT NOT NULL, account TEXT NOT NULL, active INTEGER NOT NULL,
  scopes TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS coze_oauth_keys (key_id TEXT PRIMARY KEY, app_id TEXT NOT NULL, public_key TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS coze_used_jwts (app_id TEXT NOT NULL, jti TEXT NOT NULL, PRIMARY KEY (app_id, jti));
CREATE TABLE IF NOT EXISTS coze_conversations (
  id TEXT PRIMARY KEY, region TEXT NOT NULL, bot_id TEXT, creator TEXT NOT NULL, account TEXT NOT NULL,
  name TEXT NOT NULL, meta_data TEXT NOT NULL, section_id TEXT NOT NULL, connector_id TEXT NOT NULL,
  created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL
);
CREATE INDEX IF NOT EXISTS coze_conversations_creator ON coze_conversations (region, creator);
CREATE TABLE IF NOT EXISTS coze_chats (
  id TEXT PRIMARY KEY, conversation_id TEXT NOT NULL, bot_id TEXT NOT NULL, meta_data TEXT NOT NULL,
  input_count INTEGER NOT NULL, output_count INTEGER NOT NULL,
  created_at INTEGER NOT NULL, completed_at INTEGER, canceled_at INTEGER
);
CREATE INDEX IF NOT EXISTS coze_chats_conversation ON coze_chats (conversation_id);
CREATE TABLE IF NOT EXISTS coze_messages (
  id TEXT PRIMARY KEY, conversation_id TEXT NOT NULL, chat_id TEXT, bot_id TEXT, role TEXT NOT NULL, type TEXT NOT NULL,
  content TEXT NOT NULL, content_type TEXT NOT NULL, meta_data TEXT NOT NULL,
  created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL
);
CREATE INDEX IF NOT EXISTS coze_messages_conversation ON coze_messages (conversation_id);
CREATE TABLE IF NOT EXISTS coze_feedbacks (
  message_id TEXT PRIMARY KEY, conversation_id TEXT NOT NULL, creator TEXT NOT NULL, feedback_type TEXT NOT NULL,
  reason_types TEXT NOT NULL, comment TEXT, created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL
);
CREATE TABLE IF NOT EXISTS coze_quota (id INTEGER PRIMARY KEY, calls_left INTEGER);
`;

export const COZE_TABLE_NAMES = [
  'tokens',
  'oauth_apps',
  'oauth_keys',
  'used_jwts',
  'conversations',
  'chats',
  'messages',
  'feedbacks',
  'quota',
] as const;
