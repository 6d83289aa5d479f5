import type { FeedbackAdapter } from '../adapters/feedback-adapter.ts';
import type { Transport } from '../adapters/upstream-exchange.ts';
import type { ProxyEvent } from '../events/proxy-event.ts';
import { isDueAtOnce } from '../stores/acceptance-terms.ts';
import type {
  Acceptance,
  AcceptanceTerms,
  FeedbackRow,
  FeedbackStore,
  LeaseTerms,
} from '../stores/feedback-store.ts';
import type { Telemetry } from '../telemetry/telemetry.ts';
import { withTimeLimit } from '../time-limit.ts';
import type { Timings } from '../timings.ts';
import { createSlotPool, rowId, type Slot, type SlotPool } from './circuit.ts';
import type { DeliveryResult } from './finish-attempt.ts';
import { createReporter } from './report.ts';
import { createRowDelivery, type RowDelivery } from './row-delivery.ts';
import type { HeldLease } from './settle-within-lease.ts';
import { createUpstreamHealth, type UpstreamHealth } from './upstream-health.ts';
import { createWorker, type Worker } from './worker.ts';

/**
 * Delivers stored rows to the upstream: at once for a waiting user, otherwise by the worker. At
 * most one request per (user, message) is in flight, and at most `concurrency` altogether.
 */
export function createDelivery(options: DeliveryOptions): Delivery {
  const { store, now, concurrency, timings } = options;
  const health = createUpstreamHealth(options);
  const { circuit } = health;
  const slotPool = createSlotPool({ circuit, concurrency, now, onSlotFree: () => worker.slotFreed() });
  const worker: Worker = createWorker({
    claimDue,
    freeSlots: slotPool.free,
    slotFreeAt: slotPool.freeAt,
    nextDueAt: () => store.nextDueAt(),
    now,
    timings,
  });
  const rows = createRunningRows({ ...options, health, slotPool, wakeAt: worker.wakeAt });

  async function claimDue(limit: number): Promise<readonly Promise<number>[]> {
    await health.unknown.removeOld();
    return rows.claimDue(limit);
  }

  return {
    start() {
      if (!rows.isClosing()) worker.start();
    },

    accept(accept, terms, requestId) {
      // While the circuit is open, a submission that loses must not use up the slot of the probe.
      const isDue = isDueAtOnce(terms) && circuit.openUntil() === null;
      return isDue ? rows.accept(accept, requestId) : accept();
    },

    async deliver(row, requestId) {
      if (isDone(row)) return { type: 'delivered' };
      if (rows.isClosing()) return { type: 'accepted' };
      if (row.dueAt !== null && row.dueAt > now()) {
        worker.wakeAt(row.dueAt);
        return { type: 'accepted' };
      }
      const isOpen = circuit.openUntil() !== null;
      const running = rows.ensure(row);
      if (running === undefined) worker.wakeAt(now());
      // A user does not wait for an upstream that will probably not respond.
      if (running === undefined || isOpen) return { type: 'accepted' };
      return running.waiters.wait(row.submission.stamp, requestId);
    },

    async join(row, requestId) {
      const { stamp } = row.submission;
      if (isDone(row)) return { type: 'delivered' };
      const waiters = rows.find(row)?.waiters;
      return waiters === undefined || waiters.requestIdOf(stamp) === null
        ? null
        : waiters.wait(stamp, requestId);
    },

    claimDue,
    idle: rows.idle,
    mayAccept: (userId, messageId) => !health.unknown.isFull(userId, messageId),
    wake: () => worker.wakeAt(now()),

    async close() {
      worker.stop();
      await withTimeLimit(timings.closeMs, rows.close).catch(() => {
        // The rest stays leased. Another process delivers it when the lease runs out.
      });
    },
  };
}

export interface DeliveryOptions {
  readonly adapter: FeedbackAdapter;
  readonly store: FeedbackStore;
  readonly emit: (event: ProxyEvent) => void;
  readonly send: Transport;
  readonly now: () => number;
  readonly random: () => number;
  /** The largest number of requests to the upstream at once. */
  readonly concurrency: number;
  readonly timings: Timings;
  readonly telemetry: Telemetry;
}

export interface Delivery {
  /**
   * Starts the worker, which first delivers the rows that an earlier process left behind. Does
   * nothing after `close`.
   */
  start(): void;
  /**
   * Accepts a submission in the store by calling `accept`. If it is due and a slot is free, the
   * store leases the row in the same step, and its delivery starts when the promise resolves.
   */
  accept(
    accept: (lease?: LeaseTerms) => Promise<Acceptance>,
    terms: AcceptanceTerms,
    requestId: string,
  ): Promise<StartedAcceptance>;
  /**
   * Delivers a submission that was just accepted, and resolves within `responseMs`. Leaves it to
   * the worker if it is not due yet or no slot is free.
   */
  deliver(row: FeedbackRow, requestId: string): Promise<DeliveryResult>;
  /**
   * For a repeated submission: waits for the result of the request that first sent it; `null` if no
   * request in this process waits for it. Starts no delivery.
   */
  join(row: FeedbackRow, requestId: string): Promise<DeliveryResult | null>;
  /**
   * Starts to deliver at most `limit` due rows. Each promise resolves to the number of deliveries.
   */
  claimDue(this: void, limit: number): Promise<readonly Promise<number>[]>;
  /** Resolves when the deliveries of this process that have begun have ended. */
  idle(this: void): Promise<void>;
  /**
   * Whether a submission for a message without a row may be accepted. If not, the upstream does not
   * find so many messages of this user that they may be invented.
   */
  mayAccept(userId: string, messageId: string): boolean;
  /** Tells the worker that a row has become due. */
  wake(): void;
  /** Starts no more deliveries and waits at most `closeMs` for those in flight. */
  close(): Promise<void>;
}

export interface StartedAcceptance extends Acceptance {
  /** The result of the delivery, within `responseMs`, if it has started. */
  readonly result?: Promise<DeliveryResult>;
}

/**
 * Whether nothing is left to send: it is delivered, or the revoked rating never reached the
 * upstream.
 */
function isDone({ dueAt, deadLetterCause, submission, delivered }: FeedbackRow): boolean {
  return delivered?.stamp === submission.stamp || (dueAt === null && deadLetterCause === null);
}

/** The rows that this process delivers, at most one delivery per row. */
function createRunningRows(options: RunningRowsOptions): RunningRows {
  const { store, emit, now, timings, slotPool, wakeAt } = options;
  const reporter = createReporter(emit);
  const running = new Map<string, RowDelivery>();
  const claims = new Set<Promise<unknown>>();
  let stopsAt = Number.POSITIVE_INFINITY;
  const isClosing = () => stopsAt < Number.POSITIVE_INFINITY;

  function startRow(row: FeedbackRow, slot: Slot, lease?: HeldLease): RowDelivery {
    const key = rowId(row);
    const onEnd = (at: number | null) => {
      running.delete(key);
      if (at !== null) wakeAt(at);
      slot.release();
    };
    const started = createRowDelivery(
      row,
      { ...options, reporter, slot, isClosing, stopsAt: () => stopsAt, onEnd },
      lease,
    );
    running.set(key, started);
    return started;
  }

  async function claim(slots: Slot[]): Promise<Promise<number>[]> {
    try {
      const leaseId = crypto.randomUUID();
      const until = now() + timings.leaseMs;
      const leases = await store.claim({ now: now(), leaseId, leaseUntil: until, limit: slots.length });
      return leases.map((lease) => startLeased({ ...lease, until }, slots)?.ended ?? Promise.resolve(0));
    } finally {
      for (const slot of slots) slot.release();
    }
  }

  async function acceptAndStart(
    accept: (lease: LeaseTerms) => Promise<Acceptance>,
    requestId: string,
    slots: Slot[],
  ): Promise<StartedAcceptance> {
    try {
      const until = now() + timings.leaseMs;
      const acceptance = await accept({ id: crypto.randomUUID(), until });
      const { row, lease } = acceptance;
      const started = lease && startLeased({ ...lease, until }, slots);
      if (started === undefined) return acceptance;
      return { ...acceptance, result: started.waiters.wait(row.submission.stamp, requestId) };
    } finally {
      for (const slot of slots) slot.release();
    }
  }

  /** Takes one of the slots, or hands the lease to the row's running delivery. */
  function startLeased(lease: HeldLease, slots: Slot[]): RowDelivery | undefined {
    const found = running.get(rowId(lease.row));
    found?.continueWith(lease);
    if (found !== undefined) return found;
    const slot = slots.pop();
    return slot && startRow(lease.row, slot, lease);
  }

  function track<Result>(claim: Promise<Result>): Promise<Result> {
    claims.add(claim);
    return claim.finally(() => claims.delete(claim));
  }

  return {
    isClosing,
    find: (row) => running.get(rowId(row)),

    ensure(row) {
      const found = running.get(rowId(row));
      found?.continueWith();
      if (found !== undefined) return found;
      const [slot] = slotPool.take(1);
      return slot && startRow(row, slot);
    },

    async claimDue(limit) {
      const slots = isClosing() ? [] : slotPool.take(limit);
      if (slots.length === 0) return [];
      return track(claim(slots));
    },

    accept(accept, requestId) {
      const slots = isClosing() ? [] : slotPool.take(1);
      return slots.length === 0 ? accept() : track(acceptAndStart(accept, requestId, slots));
    },

    async idle() {
      await Promise.allSettled([...claims, ...[...running.values()].map(({ ended }) => ended)]);
    },

    async close() {
      stopsAt = Math.min(stopsAt, now() + timings.closeMs);
      while (claims.size + running.size > 0) {
        await Promise.allSettled([...claims, ...[...running.values()].map(({ ended }) => ended)]);
      }
    },
  };
}

interface RunningRowsOptions extends Omit<DeliveryOptions, 'concurrency'> {
  readonly health: UpstreamHealth;
  readonly slotPool: SlotPool;
  readonly wakeAt: (at: number) => void;
}

interface RunningRows {
  isClosing(): boolean;
  find(row: FeedbackRow): RowDelivery | undefined;
  /** Starts or continues the delivery of a due row; `undefined` while no slot is free. */
  ensure(row: FeedbackRow): RowDelivery | undefined;
  /**
   * Leases as many due rows as there are free slots, at most `limit`, and starts to deliver them.
   */
  claimDue(this: void, limit: number): Promise<Promise<number>[]>;
  /** Accepts a submission that is due, and starts its delivery if a slot is free. */
  accept(accept: (lease?: LeaseTerms) => Promise<Acceptance>, requestId: string): Promise<StartedAcceptance>;
  /** Resolves when the deliveries that have begun have ended. */
  idle(this: void): Promise<void>;
  /** Starts no more deliveries and resolves when all have ended. */
  close(this: void): Promise<void>;
}
