import { within } from '../delivery/time-limit.ts';
import { declined } from './declined-acceptance.ts';
import type { FeedbackRow, FeedbackStore, Settled } from './feedback-store.ts';
import { postgresMigration } from './postgres-migration.ts';
import { type PostgresNames, postgresNames } from './postgres-names.ts';
import type { PostgresPool, PostgresValue } from './postgres-pool.ts';
import { postgresStatements } from './postgres-statements.ts';
import { type SqlInteger, type SqlRecord, toFeedbackRow, toNumber } from './sql-row.ts';

export { postgresMigration } from './postgres-migration.ts';
export type { PostgresNames } from './postgres-names.ts';
export type { PostgresPool, PostgresResult, PostgresValue } from './postgres-pool.ts';

export interface PostgresStoreOptions extends PostgresNames {
  /** An open pool of `pg`, or of what has its `query`. The host opens and closes it. */
  readonly pool: PostgresPool;
  /**
   * How long one statement may take, with the wait for a connection, in milliseconds. What takes longer counts as failed, though it
   * may still happen; nothing is lost or sent twice by that.
   * @default 5000, half of what a browser waits
   */
  readonly statementMs?: number;
}

/**
 * A durable store in Postgres, shared by as many processes on as many machines as wanted; their clocks may differ by seconds, not by
 * a minute. Makes its tables before the first statement, and brings those of an earlier version up to date.
 */
export function createPostgresStore({
  pool,
  statementMs = 5_000,
  ...names
}: PostgresStoreOptions): FeedbackStore {
  const sql = postgresStatements(postgresNames(names).table);
  const migration = postgresMigration(names);
  let migrated: Promise<unknown> | null = null;

  // The next statement finds out for itself what is left of the connections.
  if (pool.listenerCount?.('error') === 0) pool.on?.('error', () => {});

  async function run(statement: keyof typeof sql, values: PostgresValue[] = []): Promise<readonly unknown[]> {
    migrated ??= within(statementMs, () => pool.query(migration)).catch((error) => {
      migrated = null;
      throw error;
    });
    await migrated;
    const { rows } = await within(statementMs, () => pool.query(sql[statement], values));
    return rows;
  }

  async function rowsOf(statement: keyof typeof sql, values: PostgresValue[]): Promise<FeedbackRow[]> {
    return (await run(statement, values)).map((record) => toFeedbackRow(record as SqlRecord));
  }

  async function read(userId: string, messageId: string): Promise<FeedbackRow | null> {
    return (await rowsOf('get', [userId, [messageId]]))[0] ?? null;
  }

  return {
    durable: true,

    async accept({ userId, message, feedback, stamp }, now, terms) {
      const { holdMs = 0, replacesReached = true, restsUnreached = false } = terms ?? {};
      const { messageId } = message;
      const columns = [userId, messageId, JSON.stringify(message), JSON.stringify(feedback), stamp];
      for (;;) {
        const [taken] = await rowsOf('accept', [...columns, restsUnreached, now + holdMs, replacesReached]);
        if (taken !== undefined) return { status: 'accepted', row: taken };
        const row = await read(userId, messageId);
        // A row goes away when its submission is refused, and another process may have done that in between.
        if (row !== null) return declined(row, stamp);
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
      if (settlement.withdrawn) {
        const removed = await run('removeWithdrawn', [userId, messageId, id, submission.stamp]);
        if (removed.length > 0) return { applied: true, row: null };
      }
      const [settled] = await rowsOf('settle', [
        submission.stamp,
        JSON.stringify(submission.feedback),
        settlement.delivered,
        settlement.withdrawn,
        settlement.dueAt,
        settlement.attempts,
        settlement.failingSince,
        settlement.deadBecause,
        settlement.notBefore,
        settlement.doubtUntil,
        userId,
        messageId,
        id,
      ]);
      return settled === undefined
        ? { applied: false, row: await read(userId, messageId) }
        : { applied: true, row: settled };
    },

    async nextDueAt() {
      const [record] = (await run('nextDueAt')) as { at: SqlInteger }[];
      return toNumber(record?.at);
    },

    deadLetters: ({ limit, after }) =>
      rowsOf('deadLetters', [after?.userId ?? '', after?.messageId ?? '', limit]),

    async redrive(selection, now) {
      const redriven =
        selection === 'all'
          ? await run('redriveAll', [now])
          : await run('redriveOne', [now, selection.userId, selection.messageId]);
      return redriven.length;
    },
  };
}
