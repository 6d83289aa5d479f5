import type { SqlRecord } from './sql-table.ts';
import { createWriteGroup } from './write-group.ts';

/**
 * Accepts submissions and settles leases in groups: one statement and one commit for all that
 * arrive while an earlier one is under way. Each call resolves to the row that its own write has
 * changed; `undefined` if it has changed none.
 */
export function groupPostgresWrites(run: RunStatement, statementMs: number): PostgresWrites {
  const patienceMs = statementMs * PATIENCE_SHARE;
  return {
    accept: groupWrites(
      async (writes: readonly PostgresSubmission[]) => {
        const [{ may_replace_sent: mayReplaceSent, due_at_if_sent: dueAtIfSent } = NO_TERMS] = writes;
        return run('accept', [JSON.stringify(writes), writes.length > 1, mayReplaceSent, dueAtIfSent]);
      },
      { patienceMs, termsOf },
    ),

    settle: groupWrites(
      async (writes: readonly PostgresSettlement[]) => {
        const mayBeLost = writes.every(({ may_be_lost: mayBeLost }) => mayBeLost);
        return run('settle', [JSON.stringify(writes), writes.length > 1, mayBeLost, writes.length]);
      },
      { patienceMs },
    ),
  };
}

/**
 * The values that all submissions of a statement share. A submission that is due only if the row
 * counts as sent gets a statement of its own.
 */
function termsOf(write: PostgresSubmission): unknown {
  return write.due_at_if_sent === null ? write.may_replace_sent : write;
}

const NO_TERMS = { may_replace_sent: true, due_at_if_sent: null };

/**
 * Groups writes of different rows into one statement. Postgres changes a row only once in a
 * statement, so two writes of one row go into two groups. `termsOf` splits a group by the values
 * that a statement has only once.
 */
function groupWrites<Write extends RowWrite>(
  changedBy: (writes: readonly Write[]) => Promise<readonly SqlRecord[]>,
  { patienceMs, termsOf = () => null }: GroupOptions<Write>,
): (write: Write) => Promise<SqlRecord | undefined> {
  async function commit(writes: readonly Write[]): Promise<ReadonlyMap<string, SqlRecord>> {
    return new Map((await changedBy(writes)).map((record) => [rowOf(record), record]));
  }

  async function outcomeOf(write: Write, { writes, committed }: Statement<Write>) {
    try {
      return (await committed).get(rowOf(write));
    } catch (error) {
      if (writes.length === 1 || !mayConcernOneRow(error)) throw error;
      // One write failed, which undid all. Each gets a statement and an error of its own.
      return (await changedBy([write]))[0];
    }
  }

  return createWriteGroup(
    async (group: readonly Write[]) => {
      const statements = partition(group, termsOf).map((writes) => ({ writes, committed: commit(writes) }));
      await Promise.allSettled(statements.map(({ committed }) => committed));
      const outcomes = new Map(
        statements.flatMap((statement) =>
          statement.writes.map((write) => [write, outcomeOf(write, statement)] as const),
        ),
      );
      return group.map((write) => ({ status: 'fulfilled', value: outcomes.get(write) }));
    },
    { keyOf: rowOf, patienceMs },
  );
}

interface GroupOptions<Write> {
  readonly patienceMs: number;
  readonly termsOf?: (write: Write) => unknown;
}

interface Statement<Write> {
  readonly writes: readonly Write[];
  readonly committed: Promise<ReadonlyMap<string, SqlRecord>>;
}

function partition<Item>(items: readonly Item[], keyOf: (item: Item) => unknown): Item[][] {
  const parts = new Map<unknown, Item[]>();
  for (const item of items) {
    const part = parts.get(keyOf(item));
    if (part === undefined) parts.set(keyOf(item), [item]);
    else part.push(item);
  }
  return [...parts.values()];
}

/**
 * A commit takes a few milliseconds. One that takes longer than this part of its time limit, by default
 * 100 ms, waits for a connection, a lock or a slow disk, and must not delay the others.
 */
const PATIENCE_SHARE = 1 / 50;

function rowOf({ user_id: userId, message_id: messageId }: RowWrite): string {
  return JSON.stringify([userId, messageId]);
}

/**
 * Whether an error may concern one of the rows and not the database: its data, a constraint or a
 * trigger of the host, a conflict with another transaction, a size limit, or a lock.
 */
function mayConcernOneRow(error: unknown): boolean {
  const { code } = error as { code?: unknown };
  return typeof code === 'string' && /^(22|23|40|54|55|P0)/.test(code);
}

/** Runs one statement of the store. */
type RunStatement = (
  statement: 'accept' | 'settle',
  values: (string | number | boolean | null)[],
) => Promise<readonly SqlRecord[]>;

interface PostgresWrites {
  readonly accept: (write: PostgresSubmission) => Promise<SqlRecord | undefined>;
  readonly settle: (write: PostgresSettlement) => Promise<SqlRecord | undefined>;
}

interface RowWrite {
  readonly user_id: string;
  readonly message_id: string;
}

/** A submission by the names that the statement reads. */
interface PostgresSubmission extends RowWrite {
  readonly message: string;
  readonly feedback: string;
  readonly stamp: string;
  readonly due_at: number | null;
  readonly lease_id: string | null;
  readonly lease_until: number | null;
  readonly may_replace_sent: boolean;
  /**
   * When it is due if the row counts as sent; otherwise it is never due. `null` if it is due in
   * both cases.
   */
  readonly due_at_if_sent: number | null;
}

/** A settlement by the names that the statement reads. */
interface PostgresSettlement extends RowWrite {
  readonly lease_id: string;
  readonly stamp: string;
  readonly feedback: string;
  readonly delivered: boolean;
  readonly withdrawn: boolean;
  readonly due_at: number | null;
  readonly attempts: number;
  readonly failing_since: number | null;
  readonly dead_because: string | null;
  readonly not_before: number | null;
  readonly doubt_until: number | null;
  readonly may_be_lost: boolean;
}
