import { randomUUID } from 'node:crypto';
import type { EmulatorDatabase } from '../../database.ts';
import type { Clock } from './dify-state.ts';
import type { Owner } from './messages.ts';

export function createConversations(database: EmulatorDatabase, now: Clock) {
  const owned = 'app_id = ? AND from_end_user_id = ?';
  return {
    find: (id: string, owner: Owner) =>
      database.row<ConversationRow>(
        `SELECT * FROM dify_conversations WHERE id = ? AND from_source = 'api' AND ${owned}`,
        id,
        owner.appId,
        owner.endUserId,
      ),
    create(conversation: NewConversation): ConversationRow {
      const time = now();
      const row: ConversationRow = {
        id: randomUUID(),
        app_id: conversation.appId,
        from_source: conversation.fromSource,
        from_end_user_id: conversation.endUserId,
        name: conversation.name,
        inputs: JSON.stringify(conversation.inputs),
        introduction: conversation.introduction,
        created_at: time,
        updated_at: time,
      };
      database.run(
        'INSERT INTO dify_conversations VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
        ...Object.values(row),
      );
      return row;
    },
    rename: (id: string, name: string) =>
      database.run('UPDATE dify_conversations SET name = ?, updated_at = ? WHERE id = ?', name, now(), id),
    touch: (id: string) =>
      database.run('UPDATE dify_conversations SET updated_at = ? WHERE id = ?', now(), id),
    /** Dify clears what belongs to the conversation as well, in a task it starts at once. */
    delete: (id: string) =>
      database.atOnce(() => {
        database.run('DELETE FROM dify_feedbacks WHERE conversation_id = ?', id);
        database.run('DELETE FROM dify_messages WHERE conversation_id = ?', id);
        database.run('DELETE FROM dify_conversations WHERE id = ?', id);
      }),
    /** One more than `limit` when there are more. `after` is the last row of the page before. */
    page(owner: Owner, { limit, sortBy, after }: ConversationPage): ConversationRow[] {
      const descending = sortBy.startsWith('-');
      const column = sortBy.endsWith('created_at') ? 'created_at' : 'updated_at';
      const order = descending ? 'DESC' : 'ASC';
      const beyond = after ? `AND (${column}, id) ${descending ? '<' : '>'} (?, ?)` : '';
      return database.rows<ConversationRow>(
        `SELECT * FROM dify_conversations WHERE from_source = 'api' AND ${owned} ${beyond}
         ORDER BY ${column} ${order}, id ${order} LIMIT ?`,
        owner.appId,
        owner.endUserId,
        ...(after ? [after[column], after.id] : []),
        limit + 1,
      );
    },
  };
}

export interface ConversationRow {
  readonly id: string;
  readonly app_id: string;
  readonly from_source: 'api' | 'console';
  readonly from_end_user_id: string | null;
  readonly name: string;
  readonly inputs: string;
  readonly introduction: string;
  readonly created_at: number;
  readonly updated_at: number;
}

export interface NewConversation {
  readonly appId: string;
  readonly fromSource: 'api' | 'console';
  readonly endUserId: string | null;
  readonly name: string;
  readonly inputs: object;
  readonly introduction: string;
}

export const CONVERSATION_ORDERS = ['created_at', '-created_at', 'updated_at', '-updated_at'] as const;

interface ConversationPage {
  readonly limit: number;
  readonly sortBy: (typeof CONVERSATION_ORDERS)[number];
  readonly after: ConversationRow | undefined;
}
