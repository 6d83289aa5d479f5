import { withTimeLimit } from '../time-limit.ts';

/**
 * Groups writes so that they share one commit and its wait for the disk. A group has the writes that
 * arrive while the previous group commits, and those of the next turns of the event loop, for
 * as long as each turn brings more writes. Each promise settles after the commit of its own group, with the
 * outcome of its own write.
 */
export function createWriteGroup<Write, Result>(
  commit: CommitGroup<Write, Result>,
  { keyOf, patienceMs }: WriteGroupOptions<Write> = {},
): (write: Write) => Promise<Result> {
  let waiting: WaitingWrite<Write, Result>[] = [];
  let committing = false;

  async function commitWaiting(): Promise<void> {
    committing = true;
    while (waiting.length > 0) {
      await gather();
      const committed = commitGroup(takeGroup());
      if (patienceMs === undefined) await committed;
      // The commit continues after the time limit and then settles its own writes.
      else await withTimeLimit(patienceMs, () => committed).catch(() => {});
    }
    committing = false;
  }

  async function gather(): Promise<void> {
    let before = 0;
    for (let turn = 0; turn < MOST_TURNS && waiting.length > before; turn++) {
      before = waiting.length;
      await endOfTurn();
    }
  }

  /** All waiting writes; with `keyOf`, the first of each key, and the others wait for the next group. */
  function takeGroup(): WaitingWrite<Write, Result>[] {
    const group = new Map<unknown, WaitingWrite<Write, Result>>();
    const later: typeof waiting = [];
    for (const each of waiting) {
      const key = keyOf === undefined ? each : keyOf(each.write);
      if (group.has(key)) later.push(each);
      else group.set(key, each);
    }
    waiting = later;
    return [...group.values()];
  }

  async function commitGroup(group: readonly WaitingWrite<Write, Result>[]): Promise<void> {
    try {
      const outcomes = await commit(group.map(({ write }) => write));
      for (const [index, outcome] of outcomes.entries()) {
        if (outcome.status === 'fulfilled') group[index]?.resolve(outcome.value);
        else group[index]?.reject(outcome.reason);
      }
    } catch (error) {
      for (const { reject } of group) reject(error);
    }
  }

  return (write) =>
    new Promise((resolve, reject) => {
      waiting.push({ write, resolve, reject });
      if (!committing) void commitWaiting();
    });
}

/**
 * Commits all writes in their order and returns an outcome for each, which may be a promise if one
 * of them takes longer. Rejects if none of them can have been committed, because the database does
 * not respond.
 */
export type CommitGroup<Write, Result> = (
  writes: readonly Write[],
) => Promise<readonly PromiseSettledResult<Result | Promise<Result>>[]>;

export interface WriteGroupOptions<Write> {
  /**
   * For a database that cannot take two writes of one key in one group. Then a group has one of
   * each.
   * @default a group has all writes that wait
   */
  readonly keyOf?: (write: Write) => string;
  /**
   * How long the next group waits for the commit of the one before it, in milliseconds. For a
   * database that can commit several at once.
   * @default until the commit
   */
  readonly patienceMs?: number;
}

interface WaitingWrite<Write, Result> {
  readonly write: Write;
  resolve(result: Result | Promise<Result>): void;
  reject(error: unknown): void;
}

/** A few milliseconds in all on a busy process. On an idle one, the first turn brings no more. */
const MOST_TURNS = 8;

/**
 * Resolves when the event loop has handled what has arrived, such as the requests of other
 * connections. A browser or a worker has no `setImmediate`.
 */
function endOfTurn(): Promise<void> {
  const { setImmediate } = globalThis as { setImmediate?: (callback: () => void) => unknown };
  return new Promise((resolve) => {
    if (setImmediate === undefined) setTimeout(resolve, 0);
    else setImmediate(resolve);
  });
}
