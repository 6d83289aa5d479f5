import { keepNewest } from '../keep-newest.ts';
import type { FeedbackRow } from '../stores/feedback-store.ts';
import { PROXY_LIMITS } from '../timings.ts';
import { rowId } from './circuit.ts';

/**
 * Distinguishes a failure of one message from a failure of all, by whether others are delivered
 * while it keeps failing. Counts the deliveries of this process only.
 */
export function createFailingRows(now: () => number): FailingRows {
  const since = new Map<string, number>();
  const deliveredByUser = new Map<string, number>();
  let deliveredAt = Number.NEGATIVE_INFINITY;

  return {
    failed(row, { personal }) {
      const key = rowId(row);
      const first = Math.min(since.get(key) ?? now(), row.failingSince ?? now());
      remember(since, key, first);
      const other = personal ? deliveredByUser.get(row.userId) : deliveredAt;
      return other !== undefined && other > first ? other : null;
    },
    delivered(row) {
      since.delete(rowId(row));
      deliveredAt = now();
      remember(deliveredByUser, row.userId, deliveredAt);
    },
    ended(row) {
      since.delete(rowId(row));
    },
  };
}

export interface FailingRows {
  /**
   * Records a failed attempt. Returns the time of the last delivery of another message; `null` if there
   * was none since this one began to fail. `personal`: only the user's own messages count.
   */
  failed(row: FeedbackRow, scope: { readonly personal: boolean }): number | null;
  delivered(row: FeedbackRow): void;
  /** Records that the row has stopped failing without a delivery. */
  ended(row: FeedbackRow): void;
}

/** Keeps the newest entries. A forgotten row counts as failing for the first time. */
function remember(times: Map<string, number>, key: string, at: number): void {
  times.delete(key);
  times.set(key, at);
  keepNewest(times, PROXY_LIMITS.rememberedRows);
}
