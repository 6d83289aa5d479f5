import type { EmulatorDatabase } from '../../database.ts';
import type { Clock } from './coze-state.ts';

/** The chats: a question and all that is said to it. */
export function createChats(database: EmulatorDatabase, now: Clock, nextId: () => string) {
  // Answers that were being streamed when the process ended never get further.
  database.run('UPDATE coze_chats SET completed_at = created_at WHERE completed_at IS NULL');
  return {
    find: (id: string, conversationId: string) =>
      database.row<ChatRow>(
        'SELECT * FROM coze_chats WHERE id = ? AND conversation_id = ?',
        id,
        conversationId,
      ),
    /** Whether an answer is being given in the conversation, which allows one at a time. */
    isBusy: (conversationId: string) =>
      database.row(
        `SELECT 1 FROM coze_chats WHERE conversation_id = ? AND canceled_at IS NULL
         AND (completed_at IS NULL OR completed_at > ?)`,
        conversationId,
        now(),
      ) !== undefined,
    create(chat: NewChat): ChatRow {
      const row: ChatRow = {
        id: nextId(),
        conversation_id: chat.conversationId,
        bot_id: chat.botId,
        meta_data: JSON.stringify(chat.metaData),
        input_count: chat.inputCount,
        output_count: chat.outputCount,
        created_at: now(),
        completed_at: chat.completedAt,
        canceled_at: null,
      };
      const places = Object.keys(row).fill('?').join(', ');
      database.run(`INSERT INTO coze_chats VALUES (${places})`, ...Object.values(row));
      return row;
    },
    complete: (id: string) => database.run('UPDATE coze_chats SET completed_at = ? WHERE id = ?', now(), id),
    cancel: (id: string) => database.run('UPDATE coze_chats SET canceled_at = ? WHERE id = ?', now(), id),
    statusOf({ completed_at: completedAt, canceled_at: canceledAt }: ChatRow): ChatStatus {
      if (canceledAt !== null) return 'canceled';
      return completedAt !== null && completedAt <= now() ? 'completed' : 'in_progress';
    },
  };
}

export interface ChatRow {
  readonly id: string;
  readonly conversation_id: string;
  readonly bot_id: string;
  readonly meta_data: string;
  readonly input_count: number;
  readonly output_count: number;
  readonly created_at: number;
  /** Null while it streams; in the future while a caller that does not stream is kept waiting. */
  readonly completed_at: number | null;
  readonly canceled_at: number | null;
}

export type ChatStatus = 'created' | 'in_progress' | 'completed' | 'canceled';

interface NewChat {
  readonly conversationId: string;
  readonly botId: string;
  readonly metaData: object;
  readonly inputCount: number;
  readonly outputCount: number;
  readonly completedAt: number | null;
}
