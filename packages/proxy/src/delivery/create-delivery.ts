import type { FeedbackAdapter } from '../adapters/feedback-adapter.ts';
import { errorNameOf, type FeedbackEvent } from '../feedback-event.ts';
import type { FeedbackRow, FeedbackStore, Lease } from '../stores/feedback-store.ts';
import type { Timings } from '../timings.ts';
import { createLane, type Lane } from './create-lane.ts';
import { createReporter } from './create-reporter.ts';
import { createWorker } from './create-worker.ts';
import type { DeliveryResult } from './delivery-result.ts';
import { unrefTimer } from './unref-timer.ts';

/**
 * Brings what the store holds to the upstream: at once for a person who waits, and by a worker for everything else. At most
 * one request is in flight per (user, message).
 */
export function createDelivery(options: DeliveryOptions): Delivery {
  const { store, emit, now, concurrency, timings } = options;
  const lanes = new Map<string, Lane>();
  const reporter = createReporter(emit);
  let closing = false;

  const worker = createWorker({
    claimDue,
    nextDueAt: () => store.nextDueAt(),
    onStoreFailure: (error) => emit({ type: 'store_failed', errorName: errorNameOf(error) }),
    now,
    concurrency,
    timings,
  });

  function goOn(row: FeedbackRow, lease?: Lease): Lane {
    const key = keyOf(row);
    const running = lanes.get(key);
    if (running !== undefined) {
      running.goOn(lease);
      return running;
    }
    const onEnd = (wakeAt: number | null) => {
      lanes.delete(key);
      if (wakeAt !== null) worker.wakeAt(wakeAt);
    };
    const lane = createLane(row, { ...options, reporter, isClosing: () => closing, onEnd }, lease);
    lanes.set(key, lane);
    return lane;
  }

  async function claimDue(limit: number): Promise<Promise<void>[]> {
    if (closing) return [];
    const leaseUntil = now() + timings.leaseMs;
    const leases = await store.claim({ now: now(), leaseId: crypto.randomUUID(), leaseUntil, limit });
    return leases.map((lease) => goOn(lease.row, lease).ended);
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
      return goOn(row).waiters.wait(row.wanted.stamp, requestId);
    },

    async join(row, requestId) {
      const { stamp } = row.wanted;
      if (isDone(row)) return { type: 'delivered' };
      const waiters = lanes.get(keyOf(row))?.waiters;
      // Where nobody waits any more, `accepted` has been promised already.
      return waiters === undefined || waiters.requestIdOf(stamp) === null
        ? { type: 'accepted' }
        : waiters.wait(stamp, requestId);
    },

    async deliverDue() {
      for (;;) {
        const started = await claimDue(concurrency);
        if (started.length === 0) return;
        await Promise.all(started);
      }
    },

    async close() {
      closing = true;
      worker.stop();
      const inFlight = Promise.all([...lanes.values()].map((lane) => lane.ended));
      await Promise.race([inFlight, elapsed(timings.closeMs)]);
    },
  };
}

export interface DeliveryOptions {
  readonly adapter: FeedbackAdapter;
  readonly store: FeedbackStore;
  readonly emit: (event: FeedbackEvent) => void;
  readonly fetch: typeof globalThis.fetch;
  readonly now: () => number;
  readonly random: () => number;
  /** How many rows the worker delivers at once. */
  readonly concurrency: number;
  readonly timings: Timings;
}

export interface Delivery {
  /** Starts the worker, which first takes up what an earlier process has left. */
  start(): void;
  /**
   * Delivers a wish that was just accepted, and says within the answer budget what became of it. One that is held, or that the
   * upstream asked to be spared, is left to the worker.
   */
  deliver(row: FeedbackRow, requestId: string): Promise<DeliveryResult>;
  /** The same for a wish that came once more: waits with those who wait for it, and begins nothing. */
  join(row: FeedbackRow, requestId: string): Promise<DeliveryResult>;
  deliverDue(): Promise<void>;
  close(): Promise<void>;
}

/** Whether the upstream needs to hear nothing more: it has what is wanted, or never heard what was taken back. */
function isDone({ dueAt, deadBecause, wanted, delivered }: FeedbackRow): boolean {
  return delivered?.stamp === wanted.stamp || (dueAt === null && deadBecause === null);
}

function keyOf({ userId, message }: FeedbackRow): string {
  return JSON.stringify([userId, message.messageId]);
}

function elapsed(ms: number): Promise<void> {
  return new Promise((resolve) => unrefTimer(setTimeout(resolve, ms)));
}
