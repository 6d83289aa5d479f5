import type { EmulatorDatabase } from '../../database.ts';
import type { FEEDBACK_SIDES } from '../moveworks-settings.ts';
import { moveworksId } from './moveworks-id.ts';
import type { Clock } from './moveworks-state.ts';

export function createMessages(database: EmulatorDatabase, now: Clock) {
  /** What is said to somebody shows once its response is complete. */
  const select = (where: string, ...values: (string | number)[]) =>
    database.rows<MessageRow>(
      `SELECT message.rowid AS place, message.*, response.completed_at <= ? AS done
       FROM moveworks_messages AS message JOIN moveworks_responses AS response ON response.id = message.response_id
       WHERE (message.actor = 'USER' OR (response.completed_at <= ? AND response.outcome = 'COMPLETED')) AND ${where}`,
      now(),
      now(),
      ...values,
    );
  return {
    find: (id: string, { conversationId, responseId }: MessagePlace) =>
      select(
        `message.kind = 'MESSAGE' AND message.id = ? AND message.conversation_id = ? AND message.response_id = ?`,
        id,
        conversationId,
        responseId,
      )[0],
    create(message: NewMessage): string {
      const id = moveworksId(message.kind === 'REASONING' ? 'reason' : 'msg');
      database.run(
        'INSERT INTO moveworks_messages VALUES (?, ?, ?, ?, ?, ?, ?, 1, ?, ?)',
        id,
        message.conversationId,
        message.responseId,
        message.kind,
        message.actor,
        message.text,
        message.sides,
        Number(message.proactive ?? false),
        now(),
      );
      return id;
    },
    /** The next callback ids of a message differ from those before. */
    rotate: (id: string) =>
      database.run('UPDATE moveworks_messages SET serial = serial + 1 WHERE id = ?', id),
    /** All that belongs to a response, reasoning as well, in order. */
    ofResponse: (responseId: string) => select('message.response_id = ? ORDER BY message.rowid', responseId),
    /** The newest first; one more than `limit` when there are more. */
    page: (conversationId: string, { limit, before = Number.MAX_SAFE_INTEGER }: MessagePage) =>
      select(
        `message.kind = 'MESSAGE' AND message.conversation_id = ? AND message.rowid < ?
         ORDER BY message.rowid DESC LIMIT ?`,
        conversationId,
        before,
        limit + 1,
      ),
    /** The same before it shows, without the question. */
    outputsOf: (responseId: string) =>
      database.rows<MessageRow>(
        `SELECT rowid AS place, *, 0 AS done FROM moveworks_messages
         WHERE response_id = ? AND actor != 'USER' ORDER BY rowid`,
        responseId,
      ),
    /** What was said to a person without being asked, the oldest first; in all conversations without one. */
    proactive: (user: string, conversationId: string | undefined) =>
      select(
        `message.proactive = 1 AND message.conversation_id IN
         (SELECT id FROM moveworks_conversations WHERE user = ? ${conversationId ? 'AND id = ?' : ''})
         ORDER BY message.rowid`,
        user,
        ...(conversationId ? [conversationId] : []),
      ),
    newest: (limit: number) =>
      database.rows<Omit<MessageRow, 'done' | 'place'>>(
        `SELECT * FROM moveworks_messages WHERE kind = 'MESSAGE' ORDER BY rowid DESC LIMIT ?`,
        limit,
      ),
    count: () =>
      database.row<{ count: number }>(
        `SELECT count(*) AS count FROM moveworks_messages WHERE kind = 'MESSAGE'`,
      )?.count ?? 0,
  };
}

export type Actor = 'USER' | 'ASSISTANT' | 'LIVE_AGENT' | 'SYSTEM';

export interface MessageRow {
  /** Where it stands in the table. */
  readonly place: number;
  readonly id: string;
  readonly conversation_id: string;
  readonly response_id: string;
  readonly kind: 'MESSAGE' | 'REASONING';
  readonly actor: Actor;
  readonly text: string;
  /** The ratings it offers. */
  readonly sides: (typeof FEEDBACK_SIDES)[number];
  /** Which callback ids of it are the current ones. */
  readonly serial: number;
  readonly created_at: number;
  /** 1 when its response is complete. */
  readonly done: number | null;
}

interface MessagePlace {
  readonly conversationId: string;
  readonly responseId: string;
}

interface NewMessage extends MessagePlace {
  readonly kind: MessageRow['kind'];
  readonly actor: Actor;
  readonly text: string;
  readonly sides: MessageRow['sides'];
  readonly proactive?: boolean;
}

interface MessagePage {
  readonly limit: number;
  /** A `place`. */
  readonly before: number | undefined;
}
