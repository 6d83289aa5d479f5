import type { FeedbackStore } from '../stores/feedback-store.ts';

/** Deletes old rows that have nothing to send, a batch at a time. */
export async function pruneRows(
  store: FeedbackStore,
  { olderThanMs, limit = 10_000 }: PruneOptions,
  now: number,
): Promise<PruneResult> {
  if (!(olderThanMs >= 0)) {
    throw new TypeError(
      'Nothing was deleted: olderThanMs is not a number of at least 0. Pass milliseconds, such as 90 * 86_400_000 for 90 days.',
    );
  }
  const changedBefore = now - olderThanMs;
  let deleted = 0;
  while (deleted < limit) {
    const batch = Math.min(BATCH, limit - deleted);
    const removed = await store.removeSettled({ changedBefore, limit: batch });
    deleted += removed;
    if (removed < batch) return { deleted, left: false };
  }
  return { deleted, left: true };
}

export interface PruneOptions {
  /**
   * The age from which rows are deleted, in milliseconds since the store got their feedback. At least
   * 8 days: a device that was offline sends feedback of up to 7 days, and without the row the proxy
   * does not know that it is older than what the upstream has.
   */
  readonly olderThanMs: number;
  /**
   * The largest number of rows to delete.
   * @default 10000
   */
  readonly limit?: number;
}

export interface PruneResult {
  readonly deleted: number;
  /** Whether the limit was reached, so that more of these rows may be left. */
  readonly left: boolean;
}

/** Rows per statement: few enough that no statement holds its locks for long. */
const BATCH = 500;
