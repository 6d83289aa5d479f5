import type { EmulatorDatabase } from '../../database.ts';
import type { Clock } from './moveworks-state.ts';

/** One record a message, and how often it was submitted. */
export function createFeedbacks(database: EmulatorDatabase, now: Clock) {
  return {
    exists: (messageId: string) =>
      database.row('SELECT 1 FROM moveworks_feedbacks WHERE message_id = ?', messageId) !== undefined,
    /** Replaces what was submitted before. */
    put: ({ messageId, user, side, additionalFeedback }: NewFeedback) =>
      database.run(
        `INSERT INTO moveworks_feedbacks VALUES (?, ?, ?, ?, 1, ?, ?)
         ON CONFLICT (message_id) DO UPDATE SET side = excluded.side, updated_at = excluded.updated_at,
         additional_feedback = excluded.additional_feedback, submissions = submissions + 1`,
        messageId,
        user,
        side,
        additionalFeedback,
        now(),
        now(),
      ),
    /** Counts a submission that changes nothing. */
    countOnly: (messageId: string) =>
      database.run(
        'UPDATE moveworks_feedbacks SET submissions = submissions + 1 WHERE message_id = ?',
        messageId,
      ),
    /** The rows last written, with what a reader wants to see beside them. */
    newest: (limit: number) =>
      database.rows<FeedbackView>(
        `SELECT feedback.*, message.conversation_id, message.response_id, message.text AS answer,
         (SELECT question.text FROM moveworks_messages AS question
          WHERE question.response_id = message.response_id AND question.actor = 'USER') AS query
         FROM moveworks_feedbacks AS feedback
         LEFT JOIN moveworks_messages AS message ON message.id = feedback.message_id
         ORDER BY feedback.updated_at DESC, feedback.rowid DESC LIMIT ?`,
        limit,
      ),
    count: () =>
      database.row<{ count: number }>('SELECT count(*) AS count FROM moveworks_feedbacks')?.count ?? 0,
  };
}

export type Side = 'helpful' | 'unhelpful';

interface NewFeedback {
  readonly messageId: string;
  readonly user: string;
  readonly side: Side;
  readonly additionalFeedback: string | null;
}

interface FeedbackView {
  readonly message_id: string;
  readonly conversation_id: string | null;
  readonly response_id: string | null;
  readonly user: string;
  readonly side: Side;
  readonly additional_feedback: string | null;
  readonly submissions: number;
  readonly created_at: number;
  readonly updated_at: number;
  readonly query: string | null;
  readonly answer: string | null;
}
