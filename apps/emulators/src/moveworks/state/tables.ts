/** What the emulated Moveworks remembers. Times are milliseconds since 1970. */
export const MOVEWORKS_TABLES = `
CREATE TABLE IF NOT EXISTS moveworks_tokens (token TEXT PRIMARY KEY, kind TEXT NOT NULL, user TEXT NOT NULL, expires_at INTEGER);
CREATE TABLE IF NOT EXISTS moveworks_secrets (id INTEGER PRIMARY KEY, key TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS moveworks_conversations (
  id TEXT PRIMARY KEY, user TEXT NOT NULL, title TEXT, archived INTEGER NOT NULL,
  created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL
);
CREATE INDEX IF NOT EXISTS moveworks_conversations_user ON moveworks_conversations (user);
CREATE TABLE IF NOT EXISTS moveworks_responses (
  id TEXT PRIMARY KEY, conversation_id TEXT NOT NULL, outcome TEXT NOT NULL,
  created_at INTEGER NOT NULL, completed_at INTEGER
);
CREATE TABLE IF NOT EXISTS moveworks_messages (
  id TEXT PRIMARY KEY, conversation_id TEXT NOT NULL, response_id TEXT NOT NULL, kind TEXT NOT NULL, actor TEXT NOT NULL,
  text TEXT NOT NULL, sides TEXT NOT NULL, serial INTEGER NOT NULL, proactive INTEGER NOT NULL, created_at INTEGER NOT NULL
);
CREATE INDEX IF NOT EXISTS moveworks_messages_conversation ON moveworks_messages (conversation_id);
CREATE INDEX IF NOT EXISTS moveworks_messages_response ON moveworks_messages (response_id);
CREATE TABLE IF NOT EXISTS moveworks_feedbacks (
  message_id TEXT PRIMARY KEY, user TEXT NOT NULL, side TEXT NOT NULL, additional_feedback TEXT,
  submissions INTEGER NOT NULL, created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL
);
`;

export const MOVEWORKS_TABLE_NAMES = [
  'tokens',
  'secrets',
  'conversations',
  'responses',
  'messages',
  'feedbacks',
] as const;
