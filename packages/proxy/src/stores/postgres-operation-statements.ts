/**
 * The SQL of the methods that operators use, such as `redrive`. One statement each. `durably` is the
 * FROM item that makes a statement wait for the disk.
 */
export function postgresOperationStatements(
  table: string,
  durably: string,
): Record<PostgresOperationStatementName, string> {
  return {
    // On the right of "=" every column still has its old value. GREATEST ignores NULL.
    redrive: `
    WITH chosen AS (
      SELECT user_id, message_id FROM ${table}
      WHERE dead_because IS NOT NULL
        AND ($2::text IS NULL OR user_id = $2)
        AND ($3::text IS NULL OR message_id = $3)
        AND ($4::text[] IS NULL OR dead_because = ANY($4))
      ORDER BY user_id, message_id LIMIT $5::bigint FOR UPDATE
    )
    UPDATE ${table} AS kept SET
      due_at = GREATEST($1::bigint, not_before, CASE WHEN dead_because = 'in_doubt' THEN doubt_until END),
      attempts = 0,
      failing_since = NULL,
      doubt_until = CASE WHEN dead_because = 'in_doubt' THEN NULL ELSE doubt_until END,
      dead_because = NULL
    FROM chosen, ${durably}
    WHERE kept.user_id = chosen.user_id AND kept.message_id = chosen.message_id AND dead_because IS NOT NULL
    RETURNING kept.message_id`,

    rowsOfUser: `
    SELECT * FROM ${table} WHERE user_id = $1 AND message_id > $2 ORDER BY message_id LIMIT $3`,

    remove: `
    DELETE FROM ${table} USING ${durably}
    WHERE user_id = $1 AND message_id = $2 AND submission_stamp = $3
    RETURNING message_id`,

    removeSettled: `
    WITH old AS (
      SELECT user_id, message_id FROM ${table}
      WHERE due_at IS NULL AND lease_id IS NULL AND changed_at < $1::bigint
      LIMIT $2 FOR UPDATE SKIP LOCKED
    )
    DELETE FROM ${table} AS kept USING old, ${durably}
    WHERE kept.user_id = old.user_id AND kept.message_id = old.message_id
    RETURNING kept.message_id`,

    // Two scans of partial indexes, whatever the size of the table.
    backlog: `
    SELECT
      COUNT(*) FILTER (WHERE attempts = 0) AS waiting,
      COUNT(*) FILTER (WHERE attempts > 0) AS retrying,
      MIN(changed_at) AS oldest,
      (SELECT COUNT(*) FROM ${table} WHERE dead_because IS NOT NULL) AS dead
    FROM ${table}
    WHERE due_at IS NOT NULL AND delivered_stamp IS DISTINCT FROM submission_stamp`,

    count: `SELECT COUNT(*) AS rows FROM ${table}`,
  };
}

export type PostgresOperationStatementName =
  | 'redrive'
  | 'rowsOfUser'
  | 'remove'
  | 'removeSettled'
  | 'backlog'
  | 'count';
