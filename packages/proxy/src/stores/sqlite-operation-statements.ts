/** The SQL of the methods that operators use, such as `redrive`. One statement each. */
export function sqliteOperationStatements(table: string): Record<SqliteOperationStatementName, string> {
  return {
    redrive: `
      UPDATE ${table} SET
        due_at = MAX(?, COALESCE(not_before, 0), CASE WHEN dead_because = 'in_doubt' THEN COALESCE(doubt_until, 0) ELSE 0 END),
        attempts = 0,
        failing_since = NULL,
        doubt_until = CASE WHEN dead_because = 'in_doubt' THEN NULL ELSE doubt_until END,
        dead_because = NULL
      WHERE rowid IN (
        SELECT ${table}.rowid FROM ${table}, (SELECT ? AS user_id, ? AS message_id, ? AS causes) AS chosen
        WHERE dead_because IS NOT NULL
          AND ${table}.user_id = COALESCE(chosen.user_id, ${table}.user_id)
          AND ${table}.message_id = COALESCE(chosen.message_id, ${table}.message_id)
          AND (chosen.causes IS NULL OR dead_because IN (SELECT value FROM json_each(chosen.causes)))
        ORDER BY ${table}.user_id, ${table}.message_id LIMIT ?
      )
      RETURNING message_id`,

    rowsOfUser: `
      SELECT * FROM ${table} WHERE user_id = ? AND message_id > ? ORDER BY message_id LIMIT ?`,

    remove: `
      DELETE FROM ${table} WHERE user_id = ? AND message_id = ? AND submission_stamp = ?
      RETURNING message_id`,

    removeSettled: `
      DELETE FROM ${table} WHERE rowid IN (
        SELECT rowid FROM ${table}
        WHERE due_at IS NULL AND lease_id IS NULL AND changed_at < ?
        LIMIT ?
      )
      RETURNING message_id`,

    // Two scans of partial indexes, whatever the size of the table.
    backlog: `
      SELECT
        COALESCE(SUM(attempts = 0), 0) AS waiting,
        COALESCE(SUM(attempts > 0), 0) AS retrying,
        MIN(changed_at) AS oldest,
        (SELECT COUNT(*) FROM ${table} WHERE dead_because IS NOT NULL) AS dead
      FROM ${table}
      WHERE due_at IS NOT NULL AND (delivered_stamp IS NULL OR delivered_stamp <> submission_stamp)`,

    count: `SELECT COUNT(*) AS rows FROM ${table}`,
  };
}

export type SqliteOperationStatementName =
  | 'redrive'
  | 'rowsOfUser'
  | 'remove'
  | 'removeSettled'
  | 'backlog'
  | 'count';
