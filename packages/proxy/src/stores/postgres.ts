import { withTimeLimit } from '../time-limit.ts';
import { DEFAULT_TERMS, isDueAtOnce } from './acceptance-terms.ts';
import {
  type FeedbackRow,
  type FeedbackStore,
  type RedriveFilter,
  resultAfterReading,
  type Settled,
} from './feedback-store.ts';
import { groupPostgresWrites } from './postgres-groups.ts';
import { type PostgresNames, postgresMigration, postgresNames } from './postgres-migration.ts';
import { postgresStatements } from './postgres-statements.ts';
import {
  type SqlInteger,
  type SqlRecord,
  toAcceptance,
  toBacklog,
  toFeedbackRow,
  toNumber,
} from './sql-table.ts';

export type { PostgresNames } from './postgres-migration.ts';
export { postgresMigration } from './postgres-migration.ts';

export interface PostgresStoreOptions extends PostgresNames {
  /** An open pool of `pg`, or an object with its `query`. The host closes it. */
  readonly pool: PostgresPool;
  /**
   * The time limit of one statement in milliseconds, including the wait for a connection. A slower
   * statement counts as failed, but may still take effect; nothing is then lost or sent twice.
   * `prune`, `stats` and `redrive` of a very large table need a higher limit.
   * @default 5000, half of the browser's time limit
   */
  readonly statementMs?: number;
}

/**
 * A durable store in Postgres, for any number of processes on any number of machines. Their clocks
 * must agree within 5 seconds. Creates or migrates its tables before the first
 * statement. Throws a `TypeError` for unsafe names.
 *
 * @example
 * const pool = new Pool({ connectionString: process.env.DATABASE_URL });
 * const store = createPostgresStore({ pool });
 */
export function createPostgresStore({
  pool,
  statementMs = 5_000,
  ...names
}: PostgresStoreOptions): FeedbackStore {
  const sql = postgresStatements(postgresNames(names));
  const migration = postgresMigration(names);
  let migrated: Promise<unknown> | null = null;

  // The error of an idle connection needs no handling: the next statement opens another connection.
  if (pool.listenerCount?.('error') === 0) pool.on?.('error', () => {});

  async function run(statement: keyof typeof sql, values: PostgresValue[] = []): Promise<readonly unknown[]> {
    migrated ??= withTimeLimit(statementMs, () => pool.query(migration)).catch((error) => {
      migrated = null;
      throw error;
    });
    await migrated;
    const { rows } = await withTimeLimit(statementMs, () => pool.query(sql[statement], values));
    return rows;
  }

  const grouped = groupPostgresWrites(async (...call) => (await run(...call)) as SqlRecord[], statementMs);

  async function rowsOf(statement: keyof typeof sql, values: PostgresValue[]): Promise<FeedbackRow[]> {
    return (await run(statement, values)).map((record) => toFeedbackRow(record as SqlRecord));
  }

  async function read(userId: string, messageId: string): Promise<FeedbackRow | null> {
    return (await rowsOf('get', [userId, [messageId]]))[0] ?? null;
  }

  return {
    durable: true,

    async accept({ userId, message, feedback, stamp }, now, terms = DEFAULT_TERMS, lease) {
      const { holdMs, mayReplaceSent, skipIfNothingSent } = terms;
      const { messageId } = message;
      const leases = lease !== undefined && isDueAtOnce(terms);
      const write = {
        user_id: userId,
        message_id: messageId,
        message: JSON.stringify(message),
        feedback: JSON.stringify(feedback),
        stamp,
        due_at: skipIfNothingSent ? null : now + holdMs,
        lease_id: leases ? lease.id : null,
        lease_until: leases ? lease.until : null,
        may_replace_sent: mayReplaceSent,
        due_at_if_sent: skipIfNothingSent ? now + holdMs : null,
      };
      for (;;) {
        const accepted = await grouped.accept(write);
        if (accepted !== undefined) return toAcceptance(accepted, lease?.id);
        const result = resultAfterReading(await read(userId, messageId), stamp, terms);
        if (result !== null) return result;
      }
    },

    get: (userId, messageIds) => rowsOf('get', [userId, messageIds]),

    async markPromised({ userId, messageId }, stamp) {
      return (await run('markPromised', [userId, messageId, stamp])).length > 0;
    },

    async claim({ now, leaseId, leaseUntil, limit, key }) {
      const lease = [leaseId, leaseUntil, now];
      const rows =
        key === undefined
          ? await rowsOf('claimDue', [...lease, limit])
          : await rowsOf('claimOne', [...lease, key.userId, key.messageId]);
      return rows.map((row) => ({ id: leaseId, row }));
    },

    async settle({ id, row }, settlement): Promise<Settled> {
      const { userId, submission } = row;
      const { messageId } = row.message;
      if (settlement.withdrawUnlessPromised) {
        const removed = await run('removeWithdrawn', [userId, messageId, id, submission.stamp]);
        if (removed.length > 0) return { applied: true, row: null };
      }
      const settled = await grouped.settle({
        user_id: userId,
        message_id: messageId,
        lease_id: id,
        stamp: submission.stamp,
        feedback: JSON.stringify(submission.feedback),
        delivered: settlement.delivered,
        withdrawn: settlement.withdrawUnlessPromised,
        due_at: settlement.dueAt,
        attempts: settlement.attempts,
        failing_since: settlement.failingSince,
        dead_because: settlement.deadLetterCause,
        not_before: settlement.notBefore,
        doubt_until: settlement.uncertainUntil,
        may_be_lost: settlement.mayBeLost === true,
      });
      return settled === undefined
        ? { applied: false, row: await read(userId, messageId) }
        : { applied: true, row: toFeedbackRow(settled) };
    },

    async releaseUnused(leaseIds) {
      return (await run('releaseUnused', [leaseIds])).length;
    },

    async nextDueAt() {
      const [record] = (await run('nextDueAt')) as { at: SqlInteger }[];
      return toNumber(record?.at);
    },

    deadLetters: ({ limit, after }) =>
      rowsOf('deadLetters', [after?.userId ?? '', after?.messageId ?? '', limit]),

    async redrive(selection, now) {
      const { userId, messageId, causes, limit } = selection === 'all' ? ({} as RedriveFilter) : selection;
      const values = [now, userId ?? null, messageId ?? null, causes ?? null, limit ?? null];
      return (await run('redrive', values)).length;
    },

    rowsOfUser: (userId, { limit, after = '' }) => rowsOf('rowsOfUser', [userId, after, limit]),

    async remove({ userId, messageId }, stamp) {
      return (await run('remove', [userId, messageId, stamp])).length > 0;
    },

    async removeSettled({ changedBefore, limit }) {
      return (await run('removeSettled', [changedBefore, limit])).length;
    },

    async backlog() {
      return toBacklog((await run('backlog'))[0]);
    },

    async count() {
      const [record] = (await run('count')) as { rows: SqlInteger }[];
      return toNumber(record?.rows) ?? 0;
    },

    async removeUnknown(selection) {
      const removed =
        'userId' in selection
          ? await run('removeUnknownOf', [selection.userId, selection.keep])
          : await run('removeUnknownBefore', [selection.failingBefore]);
      return removed.length;
    },

    async keepSetting(name, value) {
      const [record] = (await run('keepSetting', [name, value])) as [{ value: string }];
      return record.value;
    },
  };
}

/** The part of a `pg` pool that the store uses. Other drivers fit if they have the same methods. */
export interface PostgresPool {
  /** Runs one statement on any connection. It is committed when the promise resolves. */
  query(text: string, values?: PostgresValue[]): Promise<PostgresResult>;
  /**
   * Pools of `pg` emit `error` when an idle connection breaks. Without a listener the process ends.
   */
  on?(event: 'error', listener: () => void): unknown;
  listenerCount?(event: 'error'): number;
}

export interface PostgresResult {
  readonly rows: readonly unknown[];
}

export type PostgresValue = string | number | boolean | null | readonly string[];
