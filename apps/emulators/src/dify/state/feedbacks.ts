import { randomUUID } from 'node:crypto';
import type { EmulatorDatabase } from '../../database.ts';
import type { Clock } from './dify-state.ts';
import type { MessageRow } from './messages.ts';

export function createFeedbacks(database: EmulatorDatabase, now: Clock) {
  return {
    /** The first row there is: Dify neither orders nor forbids a second one. */
    ofUser: (messageId: string) =>
      database.row<FeedbackRow>(
        `SELECT * FROM dify_feedbacks WHERE message_id = ? AND from_source = 'user' ORDER BY rowid LIMIT 1`,
        messageId,
      ),
    insert(message: MessageRow, feedback: NewFeedback): FeedbackRow {
      const time = now();
      const row: FeedbackRow = {
        id: randomUUID(),
        app_id: message.app_id,
        conversation_id: message.conversation_id,
        message_id: message.id,
        rating: feedback.rating,
        content: feedback.content,
        from_source: feedback.fromSource,
        from_end_user_id: feedback.endUserId,
        from_account_id: feedback.accountId,
        created_at: time,
        updated_at: time,
      };
      const places = Object.keys(row).fill('?').join(', ');
      database.run(`INSERT INTO dify_feedbacks VALUES (${places})`, ...Object.values(row));
      return row;
    },
    update: (id: string, rating: string, content: string | null) =>
      database.run(
        'UPDATE dify_feedbacks SET rating = ?, content = ?, updated_at = ? WHERE id = ?',
        rating,
        content,
        now(),
        id,
      ),
    delete: (id: string) => database.run('DELETE FROM dify_feedbacks WHERE id = ?', id),
    pageOfApp: (appId: string, limit: number, offset: number) =>
      database.rows<FeedbackRow>(
        'SELECT * FROM dify_feedbacks WHERE app_id = ? ORDER BY created_at DESC, rowid DESC LIMIT ? OFFSET ?',
        appId,
        limit,
        offset,
      ),
    /** The rows last written, with what a reader wants to see beside them. */
    newest: (limit: number) =>
      database.rows<FeedbackView>(
        `SELECT feedback.*, user.session_id AS user, app.name AS app_name, message.query, message.answer
         FROM dify_feedbacks AS feedback
         LEFT JOIN dify_end_users AS user ON user.id = feedback.from_end_user_id
         LEFT JOIN dify_apps AS app ON app.id = feedback.app_id
         LEFT JOIN dify_messages AS message ON message.id = feedback.message_id
         ORDER BY feedback.updated_at DESC, feedback.rowid DESC LIMIT ?`,
        limit,
      ),
    count: () => database.row<{ count: number }>('SELECT count(*) AS count FROM dify_feedbacks')?.count ?? 0,
  };
}

export interface FeedbackRow {
  readonly id: string;
  readonly app_id: string;
  readonly conversation_id: string;
  readonly message_id: string;
  readonly rating: string;
  readonly content: string | null;
  readonly from_source: 'user' | 'admin';
  readonly from_end_user_id: string | null;
  readonly from_account_id: string | null;
  readonly created_at: number;
  readonly updated_at: number;
}

interface FeedbackView extends FeedbackRow {
  readonly user: string | null;
  readonly app_name: string;
  readonly query: string | null;
  readonly answer: string | null;
}

interface NewFeedback {
  readonly rating: string;
  readonly content: string | null;
  readonly fromSource: 'user' | 'admin';
  readonly endUserId: string | null;
  readonly accountId: string | null;
}
