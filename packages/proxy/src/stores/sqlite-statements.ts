import {
  type SqliteOperationStatementName,
  sqliteOperationStatements,
} from './sqlite-operation-statements.ts';

/**
 * The store's SQL. Each statement is one atomic step, because D1 runs them without a transaction. A
 * method may need two or three, such as for a submission that the row does not accept. Two columns
 * keep their first names: `doubt_until` is `uncertainUntil`, `dead_because` is `deadLetterCause`.
 */
export function sqliteStatements(table: string): Record<SqliteStatementName, string> {
  const mayHaveReachedUpstream = `(lease_id IS NOT NULL OR doubt_until IS NOT NULL OR json_extract(delivered_feedback, '$.rating') IS NOT NULL)`;
  // How far the attempt of an expired lease got is unknown. On the right of "=" its columns still
  // have the old values.
  const doubtUntil = `CASE WHEN lease_until IS NULL THEN doubt_until ELSE MAX(lease_until, COALESCE(doubt_until, 0)) END`;
  const lease = `
        lease_id = ?, lease_until = ?,
        doubt_until = ${doubtUntil}`;
  // The submission came with `skipIfNothingSent`, so the row keeps no replaced one.
  const keepsNone = 'excluded.due_at IS NULL';
  const isPending = `(${table}.due_at IS NOT NULL AND delivered_stamp IS NOT submission_stamp)`;
  // A submission with a lease is due now.
  const isLeaseGranted = `(excluded.lease_id IS NOT NULL AND MAX(COALESCE(lease_until, 0), COALESCE(not_before, 0)) <= excluded.due_at)`;

  return {
    // Time and counter of a stamp have a fixed width, so comparing stamps as text compares them.
    accept: `
      INSERT INTO ${table}
        (user_id, message_id, message, submission_feedback, submission_stamp, created_at, changed_at, due_at,
         lease_id, lease_until)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (user_id, message_id) DO UPDATE SET
        message = excluded.message,
        submission_feedback = excluded.submission_feedback,
        submission_stamp = excluded.submission_stamp,
        changed_at = excluded.changed_at,
        promised = 0,
        replaced_feedback = CASE WHEN ${keepsNone} THEN NULL WHEN ${isPending} THEN submission_feedback ELSE replaced_feedback END,
        replaced_stamp = CASE WHEN ${keepsNone} THEN NULL WHEN ${isPending} THEN submission_stamp ELSE replaced_stamp END,
        due_at = CASE WHEN ? AND NOT ${mayHaveReachedUpstream} THEN NULL ELSE MAX(?, COALESCE(not_before, 0)) END,
        attempts = 0,
        failing_since = NULL,
        dead_because = NULL,
        lease_id = CASE WHEN ${isLeaseGranted} THEN excluded.lease_id ELSE lease_id END,
        lease_until = CASE WHEN ${isLeaseGranted} THEN excluded.lease_until ELSE lease_until END,
        doubt_until = CASE WHEN ${isLeaseGranted} THEN ${doubtUntil} ELSE doubt_until END
      WHERE excluded.submission_stamp > submission_stamp AND (? OR NOT ${mayHaveReachedUpstream})
      RETURNING *`,

    get: `
      SELECT * FROM ${table} WHERE user_id = ? AND message_id IN (SELECT value FROM json_each(?))`,

    markPromised: `
      UPDATE ${table} SET promised = 1 WHERE user_id = ? AND message_id = ? AND submission_stamp = ?
      RETURNING message_id`,

    claimDue: `
      UPDATE ${table} SET${lease}
      WHERE rowid IN (
        SELECT rowid FROM ${table}
        WHERE due_at <= ? AND (lease_until IS NULL OR lease_until <= ?)
        ORDER BY due_at LIMIT ?
      )
      RETURNING *`,

    claimOne: `
      UPDATE ${table} SET${lease}
      WHERE user_id = ? AND message_id = ? AND due_at <= ? AND (lease_until IS NULL OR lease_until <= ?)
      RETURNING *`,

    removeWithdrawn: `
      DELETE FROM ${table}
      WHERE user_id = ? AND message_id = ? AND lease_id = ? AND submission_stamp = ?
        AND delivered_stamp IS NULL AND replaced_stamp IS NULL AND NOT promised
      RETURNING message_id`,

    // On the right of "=" every column still has its old value.
    settle: `
      WITH ended (stamp, feedback, delivered, withdrawn, due_at, attempts, failing_since, dead_because, not_before, doubt_until, at)
        AS (VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?))
      UPDATE ${table} SET
        delivered_feedback = CASE WHEN ended.delivered THEN ended.feedback ELSE delivered_feedback END,
        delivered_stamp = CASE WHEN ended.delivered THEN ended.stamp ELSE delivered_stamp END,
        delivered_at = CASE WHEN ended.delivered THEN ended.at ELSE delivered_at END,
        changed_at = CASE WHEN ${WITHDRAWN} THEN ended.at ELSE changed_at END,
        submission_feedback = CASE WHEN NOT (${WITHDRAWN}) THEN submission_feedback
          WHEN ${HAS_REPLACED} THEN replaced_feedback ELSE delivered_feedback END,
        submission_stamp = CASE WHEN NOT (${WITHDRAWN}) THEN submission_stamp
          WHEN ${HAS_REPLACED} THEN replaced_stamp ELSE delivered_stamp END,
        replaced_feedback = CASE WHEN ${KEEPS_REPLACED} THEN replaced_feedback END,
        replaced_stamp = CASE WHEN ${KEEPS_REPLACED} THEN replaced_stamp END,
        due_at = CASE WHEN ${WITHDRAWN} AND ${HAS_REPLACED} THEN MAX(${table}.due_at, COALESCE(ended.not_before, 0))
          WHEN ${WITHDRAWN} THEN ended.doubt_until WHEN ${STANDS} THEN ended.due_at ELSE MAX(${table}.due_at, COALESCE(ended.not_before, 0)) END,
        attempts = CASE WHEN ${WITHDRAWN} THEN 0 WHEN ${STANDS} THEN ended.attempts ELSE ${table}.attempts END,
        failing_since = CASE WHEN ${WITHDRAWN} THEN NULL WHEN ${STANDS} THEN ended.failing_since ELSE ${table}.failing_since END,
        dead_because = CASE WHEN ${WITHDRAWN} THEN NULL WHEN ${STANDS} THEN ended.dead_because ELSE ${table}.dead_because END,
        not_before = ended.not_before,
        doubt_until = ended.doubt_until,
        lease_id = NULL,
        lease_until = NULL
      FROM ended
      WHERE user_id = ? AND message_id = ? AND lease_id = ?
      RETURNING *`,

    // The first condition finds the few leased rows in their index.
    releaseUnused: `
      UPDATE ${table} SET lease_id = NULL, lease_until = NULL
      WHERE lease_until IS NOT NULL AND lease_id IN (SELECT value FROM json_each(?))
      RETURNING message_id`,

    // Two short index scans, whatever the size of the backlog.
    nextDueAt: `
      SELECT MIN(at) AS at FROM (
        SELECT MIN(due_at) AS at FROM ${table} WHERE due_at IS NOT NULL AND lease_until IS NULL
        UNION ALL
        SELECT MIN(MAX(lease_until, due_at)) FROM ${table} WHERE lease_until IS NOT NULL AND due_at IS NOT NULL
      )`,

    deadLetters: `
      SELECT * FROM ${table}
      WHERE dead_because IS NOT NULL AND (user_id, message_id) > (?, ?)
      ORDER BY user_id, message_id LIMIT ?`,

    removeUnknownBefore: `
      DELETE FROM ${table} WHERE ${UNKNOWN} AND COALESCE(failing_since, 0) < ? RETURNING message_id`,

    removeUnknownOf: `
      DELETE FROM ${table} WHERE user_id = ? AND ${UNKNOWN} AND message_id IN (
        SELECT message_id FROM ${table} WHERE user_id = ? AND ${UNKNOWN}
        ORDER BY failing_since DESC LIMIT -1 OFFSET ?
      )
      RETURNING message_id`,

    // The update changes nothing, but only an updated row is returned.
    keepSetting: `
      INSERT INTO ${table}_settings (name, value) VALUES (?, ?)
      ON CONFLICT (name) DO UPDATE SET value = value
      RETURNING value`,

    ...sqliteOperationStatements(table),
  };
}

const UNKNOWN = `dead_because IS NOT NULL AND dead_because = 'message_not_found' AND delivered_stamp IS NULL`;
const STANDS = 'submission_stamp = ended.stamp';
const WITHDRAWN = `${STANDS} AND ended.withdrawn AND NOT promised`;
/**
 * A process of the previous version does not clear the column, so a replaced submission older than
 * the delivered one may be left.
 */
const HAS_REPLACED = `COALESCE(replaced_stamp > COALESCE(delivered_stamp, ''), 0)`;
const KEEPS_REPLACED = `CASE WHEN ${STANDS} THEN NOT ended.delivered AND NOT (${WITHDRAWN})
  ELSE replaced_stamp > ended.stamp
    OR NOT ended.delivered AND (ended.due_at IS NOT NULL OR replaced_stamp <> ended.stamp) END`;

export type SqliteStatementName =
  | 'accept'
  | 'get'
  | 'markPromised'
  | 'claimDue'
  | 'claimOne'
  | 'removeWithdrawn'
  | 'settle'
  | 'releaseUnused'
  | 'nextDueAt'
  | 'deadLetters'
  | 'removeUnknownBefore'
  | 'removeUnknownOf'
  | 'keepSetting'
  | SqliteOperationStatementName;
