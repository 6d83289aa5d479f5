import type { FeedbackAdapter } from '../adapters/feedback-adapter.ts';
import type { Transport } from '../adapters/upstream-exchange.ts';
import type { ProxyEvent } from '../events/proxy-event.ts';
import type { Acceptance, FeedbackRow, FeedbackStore, LeaseTerms } from '../stores/feedback-store.ts';
import type { Telemetry } from '../telemetry/telemetry.ts';
import { PROXY_LIMITS, type Timings } from '../timings.ts';
import { rowId } from './circuit.ts';
import { createClaimedRows } from './claimed-rows.ts';
import { type DeliveryResult, giveBack } from './finish-attempt.ts';
import type { LostLeases } from './lost-leases.ts';
import { createReporter } from './report.ts';
import { createRowDelivery, type RowDelivery } from './row-delivery.ts';
import type { OwnLease } from './settle-within-lease.ts';
import { mayClaimAhead } from './settlement.ts';
import { createSlotPool, type Slot } from './slot-pool.ts';
import type { UpstreamHealth } from './upstream-health.ts';

/**
 * The rows that this process delivers, at most one delivery per row, and those that the worker has
 * claimed ahead of their slots.
 */
export function createRunningRows(options: RunningRowsOptions): RunningRows {
  const { adapter, store, emit, now, timings, concurrency, health, lostLeases, wakeAt, onRoom } = options;
  const { circuit } = health;
  const slotPool = createSlotPool({ circuit, concurrency, now, onSlotFree: startClaimed });
  const reporter = createReporter(emit);
  const claimed = createClaimedRows(options);
  const running = new Map<string, RowDelivery>();
  const storing = new Set<Promise<unknown>>();
  /** How long a leased row may wait for a slot, so that its request ends before the lease. */
  const spareMs = timings.leaseMs - timings.uncertainMs - timings.upstreamMs;
  const canClaimAhead = mayClaimAhead(adapter) && spareMs > 0;
  const maxRunning = concurrency * PROXY_LIMITS.rowsPerSlot;
  let stopsAt = Number.POSITIVE_INFINITY;
  const isClosing = () => stopsAt < Number.POSITIVE_INFINITY;
  const claimsAhead = () => canClaimAhead && circuit.openUntil() === null;
  const rowOptions = { ...options, reporter, takeSlot, isClosing, stopsAt: () => stopsAt };

  function startRow(row: FeedbackRow, slot: Slot, lease?: OwnLease): RowDelivery {
    const key = rowId(row);
    const onEnd = (at: number | null) => {
      running.delete(key);
      if (at !== null) wakeAt(at);
      startClaimed();
    };
    const started = createRowDelivery({ row, slot, lease, onEnd }, rowOptions);
    running.set(key, started);
    return started;
  }

  function takeSlot(): Slot | undefined {
    return slotPool.takeForUser({ mayWait: canClaimAhead });
  }

  /** Starts claimed rows while slots are free, and tells the worker. */
  function startClaimed(): void {
    endUnused(isClosing() || !claimsAhead() ? claimed.takeAll() : claimed.takeLate());
    for (let lease = claimed.first(); lease !== undefined && startIfFree(lease); lease = claimed.first()) {
      claimed.take(lease.row);
    }
    onRoom();
  }

  function startIfFree(lease: OwnLease): boolean {
    if (running.size >= maxRunning) return false;
    const [slot] = slotPool.take(1);
    if (slot === undefined) return false;
    claimed.noteSent();
    startRow(lease.row, slot, lease);
    return true;
  }

  function endUnused(leases: readonly OwnLease[]): void {
    if (leases.length > 0) void track(giveBack(leases, options)).then(() => wakeAt(now()));
  }

  /**
   * How many rows to claim ahead of free slots. 0 until at least half of the allowance is free, so
   * that claims come in batches that share a commit.
   */
  function roomAhead(): number {
    const ahead = claimed.maxAhead();
    const room = concurrency + ahead - claimed.size() - running.size;
    return room >= ahead / 2 ? Math.max(0, room) : 0;
  }

  function leaseTerms(): { until: number; sendBy: number } {
    const until = now() + timings.leaseMs;
    return { until, sendBy: canClaimAhead ? now() + spareMs : until };
  }

  async function claim(limit: number): Promise<OwnLease[]> {
    const leaseId = crypto.randomUUID();
    const terms = leaseTerms();
    const leases = await lostLeases.watch({ id: leaseId, until: terms.until }, () =>
      store.claim({ now: now(), leaseId, leaseUntil: terms.until, limit }),
    );
    return leases.map((lease) => ({ ...lease, ...terms }));
  }

  async function claimForLater(limit: number): Promise<readonly OwnLease[]> {
    const leases = await claim(limit);
    for (const lease of leases) {
      const found = running.get(rowId(lease.row));
      if (found !== undefined) found.continueWith(lease);
      else if (!startIfFree(lease)) claimed.add(lease);
    }
    startClaimed();
    return leases;
  }

  async function claimIntoSlots(slots: Slot[]): Promise<Promise<number>[]> {
    try {
      const leases = await claim(slots.length);
      return leases.map((lease) => startLeased(lease, slots)?.ended ?? Promise.resolve(0));
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
      const terms = leaseTerms();
      const requested = { id: crypto.randomUUID(), until: terms.until };
      const acceptance = await lostLeases.watch(requested, () => accept(requested));
      const { status, row } = acceptance;
      const waiting = status === 'accepted' ? claimed.take(row) : undefined;
      const lease = acceptance.lease === undefined ? waiting : { ...acceptance.lease, ...terms };
      const started = lease && startLeased(lease, slots);
      if (started === undefined) return acceptance;
      return { ...acceptance, result: started.waiters.wait(row.submission.stamp, requestId) };
    } finally {
      for (const slot of slots) slot.release();
    }
  }

  /** Takes one of the slots, or hands the lease to the row's running delivery. */
  function startLeased(lease: OwnLease, slots: Slot[]): RowDelivery | undefined {
    const found = running.get(rowId(lease.row));
    found?.continueWith(lease);
    if (found !== undefined) return found;
    const slot = slots.pop();
    return slot && startRow(lease.row, slot, lease);
  }

  function track<Result>(stored: Promise<Result>): Promise<Result> {
    storing.add(stored);
    return stored.finally(() => storing.delete(stored));
  }

  async function allEnded(): Promise<void> {
    await Promise.allSettled([...storing, ...[...running.values()].map(({ ended }) => ended)]);
  }

  return {
    isClosing,
    find: (row) => running.get(rowId(row)),

    ensure(row) {
      const found = running.get(rowId(row));
      found?.continueWith();
      if (found !== undefined) return found;
      const slot = takeSlot();
      if (slot !== undefined) return startRow(row, slot, claimed.take(row));
      claimed.replace(row);
      return undefined;
    },

    mayClaimAt() {
      if (!claimsAhead()) return slotPool.freeAt();
      return roomAhead() > 0 ? now() : Number.POSITIVE_INFINITY;
    },

    async claimNext() {
      const ahead = claimsAhead();
      // A claim for free slots holds them until its commit, so it leaves some for users who arrive meanwhile.
      const limit = ahead ? roomAhead() : Math.ceil(slotPool.free() / 2);
      if (limit === 0 || isClosing()) return false;
      const claiming: Promise<readonly unknown[]> = ahead
        ? claimForLater(limit)
        : claimIntoSlots(slotPool.take(limit));
      return (await track(claiming)).length < limit;
    },

    async claimDue(limit) {
      const slots = isClosing() ? [] : slotPool.take(Math.min(limit, maxRunning - running.size));
      return slots.length === 0 ? [] : track(claimIntoSlots(slots));
    },

    acceptAndDeliver(accept, requestId) {
      const slot = isClosing() ? undefined : takeSlot();
      return slot === undefined ? accept() : track(acceptAndStart(accept, requestId, [slot]));
    },

    idle: allEnded,

    async close() {
      stopsAt = Math.min(stopsAt, now() + timings.closeMs);
      startClaimed();
      while (storing.size + running.size > 0) await allEnded();
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

export interface RunningRowsOptions extends DeliveryOptions {
  readonly health: UpstreamHealth;
  readonly lostLeases: LostLeases;
  readonly wakeAt: (at: number) => void;
  /** Called when the worker may be able to claim more rows. */
  readonly onRoom: () => void;
}

export interface RunningRows {
  isClosing(): boolean;
  find(row: FeedbackRow): RowDelivery | undefined;
  /** Starts or continues the delivery of a due row; `undefined` if it gets no slot, now or later. */
  ensure(row: FeedbackRow): RowDelivery | undefined;
  /**
   * When the worker may claim; infinite while a delivery or a probe must end first.
   */
  mayClaimAt(): number;
  /** Claims due rows and delivers them as slots become free. Returns whether none is left to claim. */
  claimNext(): Promise<boolean>;
  /**
   * Leases as many due rows as there are free slots, at most `limit`, and starts to deliver them.
   */
  claimDue(this: void, limit: number): Promise<Promise<number>[]>;
  /** Accepts a submission that is due, and starts its delivery if it gets a slot. */
  acceptAndDeliver(
    accept: (lease?: LeaseTerms) => Promise<Acceptance>,
    requestId: string,
  ): Promise<StartedAcceptance>;
  /** Resolves when the deliveries that have begun have ended. */
  idle(this: void): Promise<void>;
  /** Starts no more deliveries and resolves when all have ended. */
  close(this: void): Promise<void>;
}

export interface StartedAcceptance extends Acceptance {
  /** The result of the delivery, within `responseMs`, if it has started. */
  readonly result?: Promise<DeliveryResult>;
}
