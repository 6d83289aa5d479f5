import type { EmulatorDatabase } from '../../database.ts';
import type { Clock } from './coze-state.ts';

export function createMessages(database: EmulatorDatabase, now: Clock, nextId: () => string) {
  return {
    /** A message of a chat is there once its chat is over. */
    find: (id: string, conversationId: string) =>
      database.row<MessageRow>(
        `SELECT message.* FROM coze_messages AS message LEFT JOIN coze_chats AS chat ON chat.id = message.chat_id
         WHERE message.id = ? AND message.conversation_id = ? AND ${VISIBLE}`,
        id,
        conversationId,
        now(),
      ),
    /** Not stored yet: of a chat that keeps no history nothing ever is. */
    draft(message: NewMessage): MessageRow {
      const time = message.createdAt ?? now();
      return {
        id: nextId(),
        conversation_id: message.conversationId,
        chat_id: message.chatId,
        bot_id: message.botId,
        role: message.role,
        type: message.type,
        content: message.content,
        content_type: message.contentType ?? 'text',
        meta_data: JSON.stringify(message.metaData ?? {}),
        created_at: time,
        updated_at: time,
      };
    },
    insert(row: MessageRow) {
      const places = Object.keys(row).fill('?').join(', ');
      database.run(`INSERT INTO coze_messages VALUES (${places})`, ...Object.values(row));
    },
    newest: (limit: number) =>
      database.rows<MessageRow>('SELECT * FROM coze_messages ORDER BY rowid DESC LIMIT ?', limit),
    count: () => database.row<{ count: number }>('SELECT count(*) AS count FROM coze_messages')?.count ?? 0,
    /** What was said in one chat, without the question. */
    ofChat: (chatId: string) =>
      database.rows<MessageRow>(
        `SELECT message.* FROM coze_messages AS message JOIN coze_chats AS chat ON chat.id = message.chat_id
         WHERE chat.id = ? AND message.role = 'assistant' AND ${VISIBLE} ORDER BY message.rowid`,
        chatId,
        now(),
      ),
    lastOf: (conversationId: string) =>
      database.row<MessageRow>(
        'SELECT * FROM coze_messages WHERE conversation_id = ? ORDER BY rowid DESC LIMIT 1',
        conversationId,
      ),
    /** Questions and answers, without what came between; one more than `limit` when there are more. */
    page(conversationId: string, { ascending, limit, chatId, beforeId, afterId }: MessagePage) {
      const place = 'message.rowid %s (SELECT rowid FROM coze_messages WHERE id = ?)';
      // "Before" and "after" are places in the list as it is read.
      const beyond = (forwards: boolean) => place.replace('%s', forwards === ascending ? '>' : '<');
      return database.rows<MessageRow>(
        `SELECT message.* FROM coze_messages AS message LEFT JOIN coze_chats AS chat ON chat.id = message.chat_id
         WHERE message.conversation_id = ? AND message.type IN ('question', 'answer') AND ${VISIBLE}
         ${chatId ? 'AND message.chat_id = ?' : ''} ${beforeId ? `AND ${beyond(false)}` : ''}
         ${afterId ? `AND ${beyond(true)}` : ''}
         ORDER BY message.rowid ${ascending ? 'ASC' : 'DESC'} LIMIT ?`,
        conversationId,
        now(),
        ...[chatId, beforeId, afterId].filter((id) => id !== undefined),
        limit + 1,
      );
    },
  };
}

const VISIBLE = `(chat.id IS NULL OR message.role = 'user' OR chat.completed_at <= ?)`;

export interface MessageRow {
  readonly id: string;
  readonly conversation_id: string;
  readonly chat_id: string | null;
  readonly bot_id: string | null;
  readonly role: 'user' | 'assistant';
  readonly type: string;
  readonly content: string;
  readonly content_type: string;
  readonly meta_data: string;
  readonly created_at: number;
  readonly updated_at: number;
}

export interface NewMessage {
  readonly conversationId: string;
  readonly chatId: string | null;
  readonly botId: string | null;
  readonly role: 'user' | 'assistant';
  readonly type: string;
  readonly content: string;
  readonly contentType?: string;
  readonly metaData?: object;
  readonly createdAt?: number | undefined;
}

interface MessagePage {
  readonly ascending: boolean;
  readonly limit: number;
  readonly chatId: string | undefined;
  readonly beforeId: string | undefined;
  readonly afterId: string | undefined;
}
