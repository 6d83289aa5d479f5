import type { EmulatorDatabase } from '../../database.ts';
import { moveworksId } from './moveworks-id.ts';
import type { Clock } from './moveworks-state.ts';

export function createConversations(database: EmulatorDatabase, now: Clock) {
  const find = (id: string, user: string) =>
    database.row<ConversationRow>(
      'SELECT rowid AS place, * FROM moveworks_conversations WHERE id = ? AND user = ?',
      id,
      user,
    );
  return {
    /** Only its own person finds it. */
    find,
    newest: (limit: number) =>
      database.rows<ConversationRow>(
        'SELECT rowid AS place, * FROM moveworks_conversations ORDER BY rowid DESC LIMIT ?',
        limit,
      ),
    create(user: string, title: string | null): ConversationRow {
      const id = moveworksId('conv');
      const time = now();
      database.run(
        'INSERT INTO moveworks_conversations VALUES (?, ?, ?, 0, ?, ?)',
        id,
        user,
        title,
        time,
        time,
      );
      const created = find(id, user);
      if (!created) throw new Error(`The conversation ${id} was written but cannot be read.`);
      return created;
    },
    update: (id: string, { title, archived }: { title: string | null; archived: boolean }) =>
      database.run(
        'UPDATE moveworks_conversations SET title = ?, archived = ?, updated_at = ? WHERE id = ?',
        title,
        Number(archived),
        now(),
        id,
      ),
    /** The last used first; one more than `limit` when there are more. `after` is the last of the page before. */
    page(user: string, { archived, limit, after }: ConversationPage) {
      const beyond = after ? 'AND (updated_at, rowid) < (?, ?)' : '';
      return database.rows<ConversationRow>(
        `SELECT rowid AS place, * FROM moveworks_conversations WHERE user = ? AND archived = ? ${beyond}
         ORDER BY updated_at DESC, rowid DESC LIMIT ?`,
        user,
        Number(archived),
        ...(after ?? []),
        limit + 1,
      );
    },
  };
}

export interface ConversationRow {
  /** Where it stands in the table. */
  readonly place: number;
  readonly id: string;
  readonly user: string;
  readonly title: string | null;
  readonly archived: number;
  readonly created_at: number;
  readonly updated_at: number;
}

interface ConversationPage {
  readonly archived: boolean;
  readonly limit: number;
  /** Its `updated_at` and `place`. */
  readonly after: readonly number[] | undefined;
}
