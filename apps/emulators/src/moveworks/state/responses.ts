import type { EmulatorDatabase } from '../../database.ts';
import { moveworksId } from './moveworks-id.ts';
import type { Clock } from './moveworks-state.ts';

/** The responses: each is the answer to one message of the person. */
export function createResponses(database: EmulatorDatabase, now: Clock) {
  // Answers that were being streamed when the process ended never get further.
  database.run('UPDATE moveworks_responses SET completed_at = created_at WHERE completed_at IS NULL');
  return {
    find: (id: string, conversationId: string) =>
      database.row<ResponseRow>(
        'SELECT * FROM moveworks_responses WHERE id = ? AND conversation_id = ?',
        id,
        conversationId,
      ),
    create({ conversationId, outcome, completedAt }: NewResponse): ResponseRow {
      const row: ResponseRow = {
        id: moveworksId('resp'),
        conversation_id: conversationId,
        outcome,
        created_at: now(),
        completed_at: completedAt,
      };
      database.run('INSERT INTO moveworks_responses VALUES (?, ?, ?, ?, ?)', ...Object.values(row));
      return row;
    },
    complete: (id: string) =>
      database.run('UPDATE moveworks_responses SET completed_at = ? WHERE id = ?', now(), id),
    statusOf: ({ outcome, completed_at: completedAt }: ResponseRow): ResponseStatus =>
      completedAt !== null && completedAt <= now() ? outcome : 'IN_PROGRESS',
  };
}

export interface ResponseRow {
  readonly id: string;
  readonly conversation_id: string;
  /** How it ends. */
  readonly outcome: 'COMPLETED' | 'FAILED';
  readonly created_at: number;
  /** Null while it streams; in the future while a caller is to ask again. */
  readonly completed_at: number | null;
}

export type ResponseStatus = 'CREATED' | 'IN_PROGRESS' | 'COMPLETED' | 'FAILED';

interface NewResponse {
  readonly conversationId: string;
  readonly outcome: 'COMPLETED' | 'FAILED';
  readonly completedAt: number | null;
}
