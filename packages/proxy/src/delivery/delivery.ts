import type { FeedbackAdapter } from '../adapters/feedback-adapter.ts';
import type { ProxyEvent } from '../proxy-event.ts';
import type { FeedbackRow, FeedbackStore, Lease } from '../stores/feedback-store.ts';
import type { Timings } from '../timings.ts';
import { unrefTimer } from './background-timer.ts';
import type { DeliveryResult } from './delivery-result.ts';
import { type DeliverDueOptions, type DeliverDueResult, deliverDue } from './due-delivery.ts';
import { createReporter } from './report.ts';
import { createRowDelivery, type RowDelivery } from './row-delivery.ts';
import { rowKey } from './row-key.ts';
import { createSlotPool, type Slot } from './slot-pool.ts';
import { createUpstreamHealth } from './upstream-health.ts';
import { createWorker } from './worker.ts';

/**
 * Brings what the store holds to the upstream: at once for a user who waits, and by a worker for everything else. At most
 * one request is in flight per (user, message), at most `concurrency` are altogether, and but for probes none while the circuit is open.
 */
export function createDelivery(options: DeliveryOptions): Delivery {
  const { store, emit, now, concurrency, timings } = options;
  const rowDeliveries = new Map<string, RowDelivery>();
  const claims = new Set<Promise<unknown>>();
  const reporter = createReporter(emit);
  const health = createUpstreamHealth(options);
  const { circuit } = health;
  const slotPool = createSlotPool({ circuit, concurrency, now, onSlotFree: () => worker.slotFreed() });
  let closing = false;

  const worker = createWorker({
    claimDue: () => claimDue(concurrency),
    slotFreeAt: slotPool.freeAt,
    nextDueAt: () => store.nextDueAt(),
    now,
    timings,
  });

  function startRow(row: FeedbackRow, slot: Slot, lease?: Lease): RowDelivery {
    const key = rowKey(row);
    const onEnd = (wakeAt: number | null) => {
      rowDeliveries.delete(key);
      if (wakeAt !== null) worker.wakeAt(wakeAt);
      slot.release();
    };
    const isClosing = () => closing;
    const rowDelivery = createRowDelivery(
      row,
      { ...options, reporter, health, slot, isClosing, onEnd },
      lease,
    );
    rowDeliveries.set(key, rowDelivery);
    return rowDelivery;
  }

  /** The delivery of a row that has become due; `undefined` while no slot is free: the worker starts it later. */
  function ensureDelivery(row: FeedbackRow): RowDelivery | undefined {
    const running = rowDeliveries.get(rowKey(row));
    running?.continueWith();
    if (running !== undefined) return running;
    const [slot] = slotPool.take(1);
    return slot && startRow(row, slot);
  }

  /** Leases as many due rows as there are free slots, and starts to deliver them. */
  async function claimDue(limit: number): Promise<Promise<number>[]> {
    const slots = closing ? [] : slotPool.take(limit);
    if (slots.length === 0) return [];
    const claim = claimFor(slots);
    claims.add(claim);
    return claim.finally(() => claims.delete(claim));
  }

  async function claimFor(slots: Slot[]): Promise<Promise<number>[]> {
    try {
      const leaseId = crypto.randomUUID();
      const leaseUntil = now() + timings.leaseMs;
      const leases = await store.claim({ now: now(), leaseId, leaseUntil, limit: slots.length });
      return leases.map((lease) => {
        const running = rowDeliveries.get(rowKey(lease.row));
        const slot = running === undefined ? slots.pop() : undefined;
        if (slot !== undefined) return startRow(lease.row, slot, lease).ended;
        running?.continueWith(lease);
        return running?.ended ?? Promise.resolve(0);
      });
    } finally {
      for (const place of slots) place.release();
    }
  }

  async function becomeIdle(): Promise<void> {
    while (claims.size + rowDeliveries.size > 0) {
      await Promise.allSettled([...claims, ...[...rowDeliveries.values()].map(({ ended }) => ended)]);
    }
  }

  return {
    start: () => worker.start(),

    async deliver(row, requestId) {
      if (isDone(row)) return { type: 'delivered' };
      if (closing) return { type: 'accepted' };
      if (row.dueAt !== null && row.dueAt > now()) {
        worker.wakeAt(row.dueAt);
        return { type: 'accepted' };
      }
      const isOpen = circuit.openUntil() !== null;
      const rowDelivery = ensureDelivery(row);
      if (rowDelivery === undefined) worker.wakeAt(now());
      // Nobody is kept waiting for an upstream that is not likely to answer.
      if (rowDelivery === undefined || isOpen) return { type: 'accepted' };
      return rowDelivery.waiters.wait(row.submission.stamp, requestId);
    },

    async join(row, requestId) {
      const { stamp } = row.submission;
      if (isDone(row)) return { type: 'delivered' };
      const waiters = rowDeliveries.get(rowKey(row))?.waiters;
      return waiters === undefined || waiters.requestIdOf(stamp) === null
        ? null
        : waiters.wait(stamp, requestId);
    },

    deliverDue: (bounds) => deliverDue({ claimDue, nextDueAt: () => store.nextDueAt(), now }, bounds),

    wake: () => worker.wakeAt(now()),

    async close() {
      closing = true;
      worker.stop();
      await Promise.race([becomeIdle(), elapsed(timings.closeMs)]);
    },
  };
}

export interface DeliveryOptions {
  readonly adapter: FeedbackAdapter;
  readonly store: FeedbackStore;
  readonly emit: (event: ProxyEvent) => void;
  readonly fetch: typeof globalThis.fetch;
  readonly now: () => number;
  readonly random: () => number;
  /** How many requests may be open at the upstream at once. */
  readonly concurrency: number;
  readonly timings: Timings;
}

export interface Delivery {
  /** Starts the worker, which first takes up what an earlier process has left. */
  start(): void;
  /**
   * Delivers a submission that was just accepted, and says within the answer budget what became of it. One that is held, that the upstream
   * asked to be spared, or for which no slot is free, is left to the worker.
   */
  deliver(row: FeedbackRow, requestId: string): Promise<DeliveryResult>;
  /** The same for a submission that came once more: waits with those who wait for it, and begins nothing; `null` when nobody waits here. */
  join(row: FeedbackRow, requestId: string): Promise<DeliveryResult | null>;
  deliverDue(bounds?: DeliverDueOptions): Promise<DeliverDueResult>;
  /** Something has become due that the worker does not know of. */
  wake(): void;
  close(): Promise<void>;
}

/** Whether nothing is left to deliver: the upstream has the submission, or never got the rating that was revoked. */
function isDone({ dueAt, deadBecause, submission, delivered }: FeedbackRow): boolean {
  return delivered?.stamp === submission.stamp || (dueAt === null && deadBecause === null);
}

function elapsed(ms: number): Promise<void> {
  return new Promise((resolve) => unrefTimer(setTimeout(resolve, ms)));
}
