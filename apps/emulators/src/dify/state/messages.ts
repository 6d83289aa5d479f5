import { randomUUID } from 'node:crypto';
import type { EmulatorDatabase } from '../../database.ts';
import type { Clock } from './dify-state.ts';

export function createMessages(database: EmulatorDatabase, now: Clock) {
  return {
    byId: (id: string) => database.row<MessageRow>('SELECT * FROM dify_messages WHERE id = ?', id),
    /** Only messages made over the API by this user of this app; those of the console are hidden, as in Dify. */
    find: (id: string, owner: Owner) =>
      database.row<MessageRow>(
        `SELECT * FROM dify_messages WHERE id = ? AND app_id = ? AND from_source = 'api' AND from_end_user_id = ?`,
        id,
        owner.appId,
        owner.endUserId,
      ),
    newest: (limit: number) =>
      database.rows<MessageRow>('SELECT * FROM dify_messages ORDER BY rowid DESC LIMIT ?', limit),
    count: () => database.row<{ count: number }>('SELECT count(*) AS count FROM dify_messages')?.count ?? 0,
    create(message: NewMessage): MessageRow {
      const previous = database.row<{ id: string }>(
        'SELECT id FROM dify_messages WHERE conversation_id = ? ORDER BY rowid DESC LIMIT 1',
        message.conversationId,
      );
      const row: MessageRow = {
        id: randomUUID(),
        app_id: message.appId,
        conversation_id: message.conversationId,
        parent_message_id: previous?.id ?? null,
        from_source: message.fromSource,
        from_end_user_id: message.endUserId,
        inputs: JSON.stringify(message.inputs),
        query: message.query,
        answer: message.answer,
        created_at: now(),
      };
      database.run('INSERT INTO dify_messages VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)', ...Object.values(row));
      return row;
    },
    oldestOf: (conversationId: string) =>
      database.row<MessageRow>(
        'SELECT * FROM dify_messages WHERE conversation_id = ? ORDER BY rowid LIMIT 1',
        conversationId,
      ),
    setAnswer: (id: string, answer: string) =>
      database.run('UPDATE dify_messages SET answer = ? WHERE id = ?', answer, id),
    /** The newest first, one more than `limit` when there are more; `before` is the oldest the caller has. */
    page: (conversationId: string, limit: number, before?: string) =>
      database.rows<MessageRow>(
        `SELECT * FROM dify_messages WHERE conversation_id = ?
         ${before ? 'AND rowid < (SELECT rowid FROM dify_messages WHERE id = ?)' : ''} ORDER BY rowid DESC LIMIT ?`,
        conversationId,
        ...(before ? [before] : []),
        limit + 1,
      ),
  };
}

/** Whom Dify compares with: the app of the key, and the end user made of the `user` string. */
export interface Owner {
  readonly appId: string;
  readonly endUserId: string;
}

export interface MessageRow {
  readonly id: string;
  readonly app_id: string;
  readonly conversation_id: string;
  readonly parent_message_id: string | null;
  readonly from_source: 'api' | 'console';
  readonly from_end_user_id: string | null;
  readonly inputs: string;
  readonly query: string;
  readonly answer: string;
  readonly created_at: number;
}

export interface NewMessage {
  readonly appId: string;
  readonly conversationId: string;
  readonly fromSource: 'api' | 'console';
  readonly endUserId: string | null;
  readonly inputs: object;
  readonly query: string;
  readonly answer: string;
}
