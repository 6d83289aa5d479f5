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
  const sinceByUser = new Map<string, number>();
  const deliveredByUser = new Map<string, number>();
  let deliveredAt = Number.NEGATIVE_INFINITY;

  function end(row: FeedbackRow, responded = true): void {
    since.delete(rowId(row));
    if (responded) sinceByUser.delete(row.userId);
  }

  return {
    failed(row, { personal }) {
      const key = rowId(row);
      const first = Math.min(since.get(key) ?? now(), row.failingSince ?? now());
      remember(since, key, first);
      if (!personal) {
        const otherDeliveredAt = deliveredAt > first ? deliveredAt : null;
        return { otherDeliveredAt, othersDelivered: otherDeliveredAt !== null };
      }
      const { userId } = row;
      const userFirst = Math.min(sinceByUser.get(userId) ?? first, first);
      remember(sinceByUser, userId, userFirst);
      const own = deliveredByUser.get(userId);
      return {
        otherDeliveredAt: own !== undefined && own > first ? own : null,
        othersDelivered: deliveredAt > userFirst,
      };
    },
    delivered(row) {
      end(row);
      deliveredAt = now();
      remember(deliveredByUser, row.userId, deliveredAt);
    },
    ended: end,
  };
}

export interface FailingRows {
  /** Records a failed attempt. `personal`: it may be about all messages of its user. */
  failed(row: FeedbackRow, scope: { readonly personal: boolean }): OtherDeliveries;
  delivered(row: FeedbackRow): void;
  /**
   * Records that the row has stopped failing without a delivery. If the upstream has responded, the
   * user's token works again.
   */
  ended(row: FeedbackRow, responded: boolean): void;
}

export interface OtherDeliveries {
  /**
   * When another message was last delivered, if that was after this one began to fail: then the
   * failure is about this message only. Otherwise `null`. After a personal failure only the user's
   * own messages count.
   */
  readonly otherDeliveredAt: number | null;
  /**
   * Whether any message was delivered after this one began to fail; for a personal failure, after this
   * user's messages began to fail. If so, the operator knows of the failure, and it is no outage.
   */
  readonly othersDelivered: boolean;
}

/** Keeps the newest entries. A forgotten row counts as failing for the first time. */
function remember(times: Map<string, number>, key: string, at: number): void {
  times.delete(key);
  times.set(key, at);
  keepNewest(times, PROXY_LIMITS.rememberedRows);
}
