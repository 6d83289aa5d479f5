import type { QuotedNames } from './postgres-migration.ts';
import {
  type PostgresOperationStatementName,
  postgresOperationStatements,
} from './postgres-operation-statements.ts';

/**
 * The store's SQL. Each statement is one atomic step and one round trip. A method may need two or
 * three, such as for a submission that the row does not accept. Two columns keep their first names:
 * `doubt_until` is `uncertainUntil`, `dead_because` is `deadLetterCause`.
 */
export function postgresStatements({
  table,
  settings,
}: Pick<QuotedNames, 'table' | 'settings'>): Record<PostgresStatementName, string> {
  const mayHaveReachedUpstream = `(kept.lease_id IS NOT NULL OR kept.doubt_until IS NOT NULL OR kept.delivered_feedback::json ->> 'rating' IS NOT NULL)`;
  // On the right of "=" every column still has its old value, here and below. GREATEST and LEAST
  // ignore NULL.
  const doubtUntil = `CASE WHEN kept.lease_until IS NULL THEN kept.doubt_until ELSE GREATEST(kept.lease_until, kept.doubt_until) END`;
  const lease = `
      lease_id = $1, lease_until = $2::bigint,
      doubt_until = ${doubtUntil}`;
  // The submission came with `skipIfNothingSent`, so the row keeps no replaced one.
  const keepsNone = 'excluded.due_at IS NULL';
  const isPending = `(kept.due_at IS NOT NULL AND kept.delivered_stamp IS DISTINCT FROM kept.submission_stamp)`;
  // A submission with a lease is due now.
  const isLeaseGranted = `(excluded.lease_id IS NOT NULL AND GREATEST(kept.lease_until, kept.not_before, 0) <= excluded.due_at)`;
  const isDue = `due_at <= $3::bigint AND (lease_until IS NULL OR lease_until <= $3::bigint)`;

  return {
    // $1 is a list, so that submissions share a commit; $3 and $4 are the same for all of them.
    accept: `
    INSERT INTO ${table} AS kept
      (user_id, message_id, message, submission_feedback, submission_stamp, created_at, changed_at, due_at,
       lease_id, lease_until)
    SELECT sent.user_id, sent.message_id, sent.message, sent.feedback, sent.stamp, clock.now, clock.now,
      sent.due_at, sent.lease_id, sent.lease_until
    FROM ${DURABLY}, ${IMPATIENT}, (SELECT ${NOW} AS now) AS clock,
      json_to_recordset($1::json) AS sent(user_id TEXT, message_id TEXT, message TEXT, feedback TEXT,
        stamp TEXT, due_at BIGINT, lease_id TEXT, lease_until BIGINT)
    ORDER BY sent.user_id COLLATE "C", sent.message_id COLLATE "C"
    ON CONFLICT (user_id, message_id) DO UPDATE SET
      message = excluded.message,
      submission_feedback = excluded.submission_feedback,
      submission_stamp = excluded.submission_stamp,
      changed_at = excluded.changed_at,
      promised = FALSE,
      replaced_feedback = CASE WHEN ${keepsNone} THEN NULL
        WHEN ${isPending} THEN kept.submission_feedback ELSE kept.replaced_feedback END,
      replaced_stamp = CASE WHEN ${keepsNone} THEN NULL
        WHEN ${isPending} THEN kept.submission_stamp ELSE kept.replaced_stamp END,
      due_at = CASE WHEN $4::bigint IS NOT NULL AND NOT ${mayHaveReachedUpstream} THEN NULL
        ELSE GREATEST(excluded.due_at, $4::bigint, kept.not_before) END,
      attempts = 0,
      failing_since = NULL,
      dead_because = NULL,
      lease_id = CASE WHEN ${isLeaseGranted} THEN excluded.lease_id ELSE kept.lease_id END,
      lease_until = CASE WHEN ${isLeaseGranted} THEN excluded.lease_until ELSE kept.lease_until END,
      doubt_until = CASE WHEN ${isLeaseGranted} THEN ${doubtUntil} ELSE kept.doubt_until END
    WHERE excluded.submission_stamp > kept.submission_stamp AND ($3::boolean OR NOT ${mayHaveReachedUpstream})
    RETURNING *`,

    get: `SELECT * FROM ${table} WHERE user_id = $1 AND message_id = ANY($2::text[])`,

    markPromised: `
    UPDATE ${table} SET promised = TRUE FROM ${DURABLY}
    WHERE user_id = $1 AND message_id = $2 AND submission_stamp = $3
    RETURNING message_id`,

    // Not a sub-select: a plan may run that more than once, and lease more than the limit.
    claimDue: `
    WITH due AS (
      SELECT user_id, message_id FROM ${table} WHERE ${isDue}
      ORDER BY due_at LIMIT $4 FOR UPDATE SKIP LOCKED
    )
    UPDATE ${table} AS kept SET${lease}
    FROM due, ${DURABLY} WHERE kept.user_id = due.user_id AND kept.message_id = due.message_id
    RETURNING kept.*`,

    claimOne: `
    UPDATE ${table} AS kept SET${lease}
    FROM ${DURABLY} WHERE ${isDue} AND user_id = $4 AND message_id = $5
    RETURNING kept.*`,

    removeWithdrawn: `
    DELETE FROM ${table} USING ${DURABLY}
    WHERE user_id = $1 AND message_id = $2 AND lease_id = $3
      AND submission_stamp = $4 AND delivered_stamp IS NULL AND replaced_stamp IS NULL AND NOT promised
    RETURNING message_id`,

    // $1 is a list, so that settlements share a commit. The limit tells the planner how long it is.
    settle: `
    WITH ended AS (
      SELECT sent.*
      FROM ${IMPATIENT}, (
        SELECT * FROM json_to_recordset($1::json) AS each(user_id TEXT, message_id TEXT, lease_id TEXT,
          stamp TEXT, feedback TEXT, delivered BOOLEAN, withdrawn BOOLEAN, due_at BIGINT, attempts INTEGER,
          failing_since BIGINT, dead_because TEXT, not_before BIGINT, doubt_until BIGINT)
        LIMIT $4
      ) AS sent, ${table} AS kept
      WHERE kept.user_id = sent.user_id AND kept.message_id = sent.message_id AND kept.lease_id = sent.lease_id
      ORDER BY kept.user_id, kept.message_id FOR UPDATE OF kept
    )
    UPDATE ${table} AS kept SET
      delivered_feedback = CASE WHEN ended.delivered THEN ended.feedback ELSE kept.delivered_feedback END,
      delivered_stamp = CASE WHEN ended.delivered THEN ended.stamp ELSE kept.delivered_stamp END,
      delivered_at = CASE WHEN ended.delivered THEN ${NOW} ELSE kept.delivered_at END,
      changed_at = CASE WHEN ${WITHDRAWN} THEN ${NOW} ELSE kept.changed_at END,
      submission_feedback = CASE WHEN NOT (${WITHDRAWN}) THEN kept.submission_feedback
        WHEN ${HAS_REPLACED} THEN kept.replaced_feedback ELSE kept.delivered_feedback END,
      submission_stamp = CASE WHEN NOT (${WITHDRAWN}) THEN kept.submission_stamp
        WHEN ${HAS_REPLACED} THEN kept.replaced_stamp ELSE kept.delivered_stamp END,
      replaced_feedback = CASE WHEN ${KEEPS_REPLACED} THEN kept.replaced_feedback END,
      replaced_stamp = CASE WHEN ${KEEPS_REPLACED} THEN kept.replaced_stamp END,
      due_at = CASE WHEN ${WITHDRAWN} AND ${HAS_REPLACED} THEN GREATEST(kept.due_at, ended.not_before)
        WHEN ${WITHDRAWN} THEN ended.doubt_until WHEN ${STANDS} THEN ended.due_at ELSE GREATEST(kept.due_at, ended.not_before) END,
      attempts = CASE WHEN ${WITHDRAWN} THEN 0 WHEN ${STANDS} THEN ended.attempts ELSE kept.attempts END,
      failing_since = CASE WHEN ${WITHDRAWN} THEN NULL WHEN ${STANDS} THEN ended.failing_since ELSE kept.failing_since END,
      dead_because = CASE WHEN ${WITHDRAWN} THEN NULL WHEN ${STANDS} THEN ended.dead_because ELSE kept.dead_because END,
      not_before = ended.not_before,
      doubt_until = ended.doubt_until,
      lease_id = NULL,
      lease_until = NULL
    FROM ${durablyUnless('$3::boolean')}, ended
    WHERE kept.user_id = ended.user_id AND kept.message_id = ended.message_id AND kept.lease_id = ended.lease_id
    RETURNING kept.*`,

    // The first condition finds the few leased rows in their index.
    releaseUnused: `
    UPDATE ${table} SET lease_id = NULL, lease_until = NULL FROM ${DURABLY}
    WHERE lease_until IS NOT NULL AND lease_id = ANY($1::text[])
    RETURNING message_id`,

    // Two short index scans, whatever the size of the backlog. With MIN over the later of two columns,
    // the planner reads the whole table until it has statistics.
    nextDueAt: `
    SELECT LEAST(
      (SELECT due_at FROM ${table}
        WHERE due_at IS NOT NULL AND (lease_until IS NULL OR lease_until < due_at) ORDER BY due_at LIMIT 1),
      (SELECT lease_until FROM ${table}
        WHERE lease_until IS NOT NULL AND lease_until >= due_at ORDER BY lease_until LIMIT 1)
    ) AS at`,

    deadLetters: `
    SELECT * FROM ${table}
    WHERE dead_because IS NOT NULL AND (user_id, message_id) > ($1, $2)
    ORDER BY user_id, message_id LIMIT $3`,

    removeUnknownBefore: `
    DELETE FROM ${table} USING ${DURABLY}
    WHERE ${UNKNOWN} AND COALESCE(failing_since, 0) < $1::bigint RETURNING message_id`,

    removeUnknownOf: `
    DELETE FROM ${table} USING ${DURABLY} WHERE user_id = $1 AND ${UNKNOWN} AND message_id IN (
      SELECT message_id FROM ${table} WHERE user_id = $1 AND ${UNKNOWN}
      ORDER BY failing_since DESC NULLS LAST OFFSET $2
    )
    RETURNING message_id`,

    // The update changes nothing, but only an updated row is returned.
    keepSetting: `
    INSERT INTO ${settings} AS kept (name, value) SELECT $1, $2 FROM ${DURABLY}
    ON CONFLICT (name) DO UPDATE SET value = kept.value
    RETURNING value`,

    ...postgresOperationStatements(table, DURABLY),
  };
}

/**
 * A FROM item of one row that sets `synchronous_commit` from `off` to `on` for the transaction, so
 * that it waits for the disk. Other values already do and stay unchanged.
 */
const DURABLY = durablyUnless('FALSE');

/** The same, unless the transaction may be lost in a power cut. Then it does not wait. */
function durablyUnless(mayBeLost: string): string {
  const waiting = `replace(current_setting('synchronous_commit'), 'off', 'on')`;
  return `set_config('synchronous_commit', CASE WHEN ${mayBeLost} THEN 'off' ELSE ${waiting} END, TRUE) AS durably`;
}

/**
 * A FROM item of one row that lets a statement with several writes ($2) wait only so long for
 * another transaction: then each write gets a statement of its own, and only one has to wait.
 * `accept` and `settle` lock their rows in the order of the keys, so that two of them cannot deadlock.
 */
const IMPATIENT = `set_config('lock_timeout', CASE WHEN $2::boolean THEN '300ms' ELSE current_setting('lock_timeout') END, TRUE) AS impatient`;

/** The database's clock: the nodes' clocks may differ. */
const NOW = 'floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint';

const STANDS = 'kept.submission_stamp = ended.stamp';
const WITHDRAWN = `${STANDS} AND ended.withdrawn AND NOT kept.promised`;
/**
 * A process of the previous version does not clear the column, so a replaced submission older than
 * the delivered one may be left.
 */
const HAS_REPLACED = `COALESCE(kept.replaced_stamp > COALESCE(kept.delivered_stamp, ''), FALSE)`;
const KEEPS_REPLACED = `CASE WHEN ${STANDS} THEN NOT ended.delivered AND NOT (${WITHDRAWN})
  ELSE kept.replaced_stamp > ended.stamp
    OR NOT ended.delivered AND (ended.due_at IS NOT NULL OR kept.replaced_stamp <> ended.stamp) END`;

const UNKNOWN = `dead_because IS NOT NULL AND dead_because = 'message_not_found' AND delivered_stamp IS NULL`;

export type PostgresStatementName =
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
  | PostgresOperationStatementName;
