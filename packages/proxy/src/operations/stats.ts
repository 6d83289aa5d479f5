import type { FeedbackStore } from '../stores/feedback-store.ts';

export async function readStats(store: FeedbackStore, now: () => number): Promise<ProxyStats> {
  const [{ oldestChangedAt, ...backlog }, rows] = await Promise.all([store.backlog(), store.count()]);
  const { waiting, retrying, deadLetters } = backlog;
  return {
    ...backlog,
    settled: Math.max(0, rows - waiting - retrying - deadLetters),
    oldestUndeliveredMs: oldestChangedAt === null ? null : Math.max(0, now() - oldestChangedAt),
  };
}

/** The stored rows by state. Each row, of one user and message, is in one of the four counts. */
export interface ProxyStats {
  /** To be sent, without a failed attempt. Includes ratings in their undo window. */
  readonly waiting: number;
  /** To be sent again after failed attempts. */
  readonly retrying: number;
  /** No longer sent: see `deadLetters`. */
  readonly deadLetters: number;
  /** Delivered, even if an uncertain attempt makes it due again, or revoked before the upstream got it. */
  readonly settled: number;
  /**
   * The age of the oldest submission in `waiting` and `retrying`, in milliseconds; `null` without
   * one.
   */
  readonly oldestUndeliveredMs: number | null;
}
