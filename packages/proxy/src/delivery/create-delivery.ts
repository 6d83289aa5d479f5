import type { FeedbackAdapter } from '../adapters/feedback-adapter.ts';
import type { FeedbackEvent } from '../feedback-event.ts';
import type { FeedbackRow, FeedbackStore, Lease } from '../stores/feedback-store.ts';
import type { Timings } from '../timings.ts';
import { createGate, type Place } from './create-gate.ts';
import { createLane, type Lane } from './create-lane.ts';
import { createReporter } from './create-reporter.ts';
import { createUpstreamHealth } from './create-upstream-health.ts';
import { createWorker } from './create-worker.ts';
import { type DeliverDueOptions, type DeliverDueResult, deliverDue } from './deliver-due.ts';
import type { DeliveryResult } from './delivery-result.ts';
import { keyOf } from './key-of.ts';
import { unrefTimer } from './unref-timer.ts';

/**
 * Brings what the store holds to the upstream: at once for a person who waits, and by a worker for everything else. At most
 * one request is in flight per (user, message), at most `concurrency` are altogether, and but for probes none while the circuit is open.
 */
export function createDelivery(options: DeliveryOptions): Delivery {
  const { store, emit, now, concurrency, timings } = options;
  const lanes = new Map<string, Lane>();
  const claims = new Set<Promise<unknown>>();
  const reporter = createReporter(emit);
  const health = createUpstreamHealth(options);
  const { circuit } = health;
  const gate = createGate({ circuit, concurrency, now, onRoom: () => worker.roomMade() });
  let closing = false;

  const worker = createWorker({
    claimDue: () => claimDue(concurrency),
    opensAt: gate.opensAt,
    nextDueAt: () => store.nextDueAt(),
    now,
    timings,
  });

  function begin(row: FeedbackRow, place: Place, lease?: Lease): Lane {
    const key = keyOf(row);
    const onEnd = (wakeAt: number | null) => {
      lanes.delete(key);
      if (wakeAt !== null) worker.wakeAt(wakeAt);
      place.leave();
    };
    const isClosing = () => closing;
    const lane = createLane(row, { ...options, reporter, health, place, isClosing, onEnd }, lease);
    lanes.set(key, lane);
    return lane;
  }

  /** The lane of a row that has become due; `undefined` when the worker has to begin one, as there is no place. */
  function goOn(row: FeedbackRow): Lane | undefined {
    const running = lanes.get(keyOf(row));
    running?.goOn();
    if (running !== undefined) return running;
    const [place] = gate.enter(1);
    return place && begin(row, place);
  }

  /** Leases as many due rows as there are places, and begins to deliver them. */
  async function claimDue(limit: number): Promise<Promise<number>[]> {
    const places = closing ? [] : gate.enter(limit);
    if (places.length === 0) return [];
    const claim = claimFor(places);
    claims.add(claim);
    return claim.finally(() => claims.delete(claim));
  }

  async function claimFor(places: Place[]): Promise<Promise<number>[]> {
    try {
      const leaseId = crypto.randomUUID();
      const leaseUntil = now() + timings.leaseMs;
      const leases = await store.claim({ now: now(), leaseId, leaseUntil, limit: places.length });
      return leases.map((lease) => {
        const running = lanes.get(keyOf(lease.row));
        const place = running === undefined ? places.pop() : undefined;
        if (place !== undefined) return begin(lease.row, place, lease).ended;
        running?.goOn(lease);
        return running?.ended ?? Promise.resolve(0);
      });
    } finally {
      for (const place of places) place.leave();
    }
  }

  async function becomeIdle(): Promise<void> {
    while (claims.size + lanes.size > 0) {
      await Promise.allSettled([...claims, ...[...lanes.values()].map(({ ended }) => ended)]);
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
      const lane = goOn(row);
      if (lane === undefined) worker.wakeAt(now());
      // Nobody is kept waiting for an upstream that is not likely to answer.
      if (lane === undefined || isOpen) return { type: 'accepted' };
      return lane.waiters.wait(row.wanted.stamp, requestId);
    },

    async join(row, requestId) {
      const { stamp } = row.wanted;
      if (isDone(row)) return { type: 'delivered' };
      const waiters = lanes.get(keyOf(row))?.waiters;
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
  readonly emit: (event: FeedbackEvent) => void;
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
   * Delivers a wish that was just accepted, and says within the answer budget what became of it. One that is held, that the upstream
   * asked to be spared, or for which there is no place, is left to the worker.
   */
  deliver(row: FeedbackRow, requestId: string): Promise<DeliveryResult>;
  /** The same for a wish that came once more: waits with those who wait for it, and begins nothing; `null` when nobody waits here. */
  join(row: FeedbackRow, requestId: string): Promise<DeliveryResult | null>;
  deliverDue(bounds?: DeliverDueOptions): Promise<DeliverDueResult>;
  /** Something has become due that the worker does not know of. */
  wake(): void;
  close(): Promise<void>;
}

/** Whether the upstream needs to hear nothing more: it has what is wanted, or never heard what was taken back. */
function isDone({ dueAt, deadBecause, wanted, delivered }: FeedbackRow): boolean {
  return delivered?.stamp === wanted.stamp || (dueAt === null && deadBecause === null);
}

function elapsed(ms: number): Promise<void> {
  return new Promise((resolve) => unrefTimer(setTimeout(resolve, ms)));
}
