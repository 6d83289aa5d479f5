import type { EmulatorDatabase } from '../../database.ts';
import type { Clock } from './coze-state.ts';

/** One record a message: the last one given. */
export function createFeedbacks(database: EmulatorDatabase, now: Clock) {
  return {
    /** Replaces the whole record; what is not given this time is gone. */
    put: (feedback: NewFeedback) =>
      database.run(
        `INSERT INTO coze_feedbacks VALUES (?, ?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT (message_id) DO UPDATE SET feedback_type = excluded.feedback_type,
         reason_types = excluded.reason_types, comment = excluded.comment, updated_at = excluded.updated_at`,
        feedback.messageId,
        feedback.conversationId,
        feedback.creator,
        feedback.feedbackType,
        JSON.stringify(feedback.reasonTypes),
        feedback.comment,
        now(),
        now(),
      ),
    exists: (messageId: string) =>
      database.row('SELECT 1 FROM coze_feedbacks WHERE message_id = ?', messageId) !== undefined,
    delete: (messageId: string) => database.run('DELETE FROM coze_feedbacks WHERE message_id = ?', messageId),
    /** The rows last written, with what a reader wants to see beside them. */
    newest: (limit: number) =>
      database.rows<FeedbackView>(
        `SELECT feedback.*, conversation.region, message.content AS answer,
         (SELECT question.content FROM coze_messages AS question
          WHERE question.chat_id = message.chat_id AND question.role = 'user' ORDER BY question.rowid DESC LIMIT 1) AS query
         FROM coze_feedbacks AS feedback
         LEFT JOIN coze_conversations AS conversation ON conversation.id = feedback.conversation_id
         LEFT JOIN coze_messages AS message ON message.id = feedback.message_id
         ORDER BY feedback.updated_at DESC, feedback.rowid DESC LIMIT ?`,
        limit,
      ),
    count: () => database.row<{ count: number }>('SELECT count(*) AS count FROM coze_feedbacks')?.count ?? 0,
  };
}

interface NewFeedback {
  readonly messageId: string;
  readonly conversationId: string;
  readonly creator: string;
  readonly feedbackType: 'like' | 'unlike';
  readonly reasonTypes: readonly string[];
  readonly comment: string | null;
}

interface FeedbackView {
  readonly message_id: string;
  readonly conversation_id: string;
  readonly creator: string;
  readonly feedback_type: string;
  readonly reason_types: string;
  readonly comment: string | null;
  readonly created_at: number;
  readonly updated_at: number;
  readonly region: string | null;
  readonly query: string | null;
  readonly answer: string | null;
}
