import { randomUUID } from 'node:crypto';
import type { EmulatorDatabase } from '../../database.ts';
import type { Clock } from './dify-state.ts';

/** The people Dify knows of: one row per app and `user` string, made the first time the string is seen. */
export function createEndUsers(database: EmulatorDatabase, now: Clock) {
  return {
    newest: (limit: number) =>
      database.rows<EndUserRow>('SELECT * FROM dify_end_users ORDER BY rowid DESC LIMIT ?', limit),
    count: () => database.row<{ count: number }>('SELECT count(*) AS count FROM dify_end_users')?.count ?? 0,
    findOrCreate(appId: string, sessionId: string): EndUserRow {
      const known = database.row<EndUserRow>(
        'SELECT * FROM dify_end_users WHERE app_id = ? AND session_id = ?',
        appId,
        sessionId,
      );
      if (known) return known;
      const row = { id: randomUUID(), app_id: appId, session_id: sessionId, created_at: now() };
      database.run(
        'INSERT INTO dify_end_users VALUES (?, ?, ?, ?)',
        row.id,
        row.app_id,
        row.session_id,
        row.created_at,
      );
      return row;
    },
  };
}

export interface EndUserRow {
  readonly id: string;
  readonly app_id: string;
  readonly session_id: string;
  readonly created_at: number;
}
