/**
 * Groups writes, so that many share one commit and its wait for the disk: those that arrive in one
 * turn of the event loop, and those that arrive while an earlier group is being committed. Each
 * promise settles after the commit of its own group, with the outcome of its own write.
 */
export function createWriteGroup<Write, Result>(
  commit: CommitGroup<Write, Result>,
): (write: Write) => Promise<Result> {
  let waiting: WaitingWrite<Write, Result>[] = [];
  let committing = false;

  async function commitWaiting(): Promise<void> {
    committing = true;
    while (waiting.length > 0) {
      await endOfTurn();
      const group = waiting;
      waiting = [];
      await commitGroup(group);
    }
    committing = false;
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
 * Commits all writes in their order and returns an outcome for each. Rejects if none of them can
 * have been committed, because the database does not respond.
 */
export type CommitGroup<Write, Result> = (
  writes: readonly Write[],
) => Promise<readonly PromiseSettledResult<Result>[]>;

interface WaitingWrite<Write, Result> {
  readonly write: Write;
  resolve(result: Result): void;
  reject(error: unknown): void;
}

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
