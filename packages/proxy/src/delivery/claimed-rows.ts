import type { FeedbackRow } from '../stores/feedback-store.ts';
import { PROXY_LIMITS, type Timings } from '../timings.ts';
import { rowId } from './circuit.ts';
import type { OwnLease } from './settle-within-lease.ts';

/**
 * Rows that the worker has leased before slots are free, in the order of their claims. So no slot
 * is idle while a claim is committed. There are at most as many as are sent in half a second, so that
 * none waits long.
 */
export function createClaimedRows({ now, timings }: ClaimedRowsOptions): ClaimedRows {
  const leases = new Map<string, OwnLease>();
  let since = now();
  let sent = 0;
  let sentBefore = 0;

  /** Begins the next period when the last one is over. */
  function countFromNow(): void {
    const elapsed = now() - since;
    if (elapsed < timings.claimAheadMs) return;
    sentBefore = elapsed < 2 * timings.claimAheadMs ? sent : 0;
    sent = 0;
    since = now();
  }

  function take(row: FeedbackRow): OwnLease | undefined {
    const lease = leases.get(rowId(row));
    leases.delete(rowId(row));
    return lease && { ...lease, row };
  }

  return {
    size: () => leases.size,
    maxAhead() {
      countFromNow();
      return Math.min(PROXY_LIMITS.claimedRows, Math.max(sentBefore, sent));
    },
    noteSent() {
      countFromNow();
      sent++;
    },
    add(lease) {
      leases.set(rowId(lease.row), lease);
    },
    first() {
      const [lease] = leases.values();
      return lease;
    },
    take,
    replace(row) {
      const lease = leases.get(rowId(row));
      if (lease !== undefined) leases.set(rowId(row), { ...lease, row });
    },
    takeAll() {
      const all = [...leases.values()];
      leases.clear();
      return all;
    },
    takeLate() {
      const late: OwnLease[] = [];
      for (const lease of leases.values()) {
        if (lease.sendBy >= now()) break;
        late.push(lease);
        take(lease.row);
      }
      return late;
    },
  };
}

export interface ClaimedRowsOptions {
  readonly now: () => number;
  readonly timings: Timings;
}

export interface ClaimedRows {
  size(): number;
  /** How many rows may wait. */
  maxAhead(): number;
  /** Records that a claimed row is sent. */
  noteSent(): void;
  add(lease: OwnLease): void;
  /** The lease that has waited longest. Does not remove it. */
  first(): OwnLease | undefined;
  /** Takes the waiting lease of this row, if any, and puts `row`, which may be newer, into it. */
  take(row: FeedbackRow): OwnLease | undefined;
  /** Replaces the submission of a waiting row with a newer one. */
  replace(row: FeedbackRow): void;
  takeAll(): readonly OwnLease[];
  /** Takes those that have waited for too long. */
  takeLate(): readonly OwnLease[];
}
