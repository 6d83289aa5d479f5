import type { Timings } from '../timings.ts';

/**
 * Claims due rows while there is room for them. Otherwise sleeps on one timer until the next row is
 * due or the circuit allows a probe.
 */
export function createWorker({ claim, mayClaimAt, nextDueAt, now, timings }: WorkerOptions): Worker {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let wakesAt = Number.POSITIVE_INFINITY;
  let sweeping = false;
  let sweepAgain = false;
  /** Whether rows may be due for which there was no room. */
  let starved = false;
  let running = false;
  let claimedAt = 0;

  function wakeAt(at: number): void {
    if (!running || at >= wakesAt) return;
    clearTimeout(timer);
    wakesAt = at;
    timer = setTimeout(wake, Math.max(0, at - now()));
    unrefTimer(timer);
  }

  function wake(): void {
    wakesAt = Number.POSITIVE_INFINITY;
    void sweep();
  }

  async function sweep(): Promise<void> {
    sweepAgain = sweeping;
    if (sweeping || !running) return;
    sweeping = true;
    starved = false;
    try {
      const allClaimed = await claimAll();
      const at = mayClaimAt();
      starved = !allClaimed && at > now();
      // If there is no room, the delivery that makes some starts the next sweep.
      wakeAt(starved ? at : await nextSweepAt(allClaimed));
    } catch {
      // `watchStore` has emitted `store_failed`.
      wakeAt(now() + timings.storeRetryMs);
    } finally {
      sweeping = false;
    }
    if (sweepAgain) await sweep();
  }

  async function nextSweepAt(allClaimed: boolean): Promise<number> {
    const dueAt = (await nextDueAt()) ?? Number.POSITIVE_INFINITY;
    // It was due, but could not be claimed: another transaction has locked it.
    if (allClaimed && dueAt <= claimedAt) return now() + timings.claimAheadMs;
    return Math.min(dueAt, now() + timings.pollMs);
  }

  /** Returns whether no due row is left; `false` if there is no more room to find out. */
  async function claimAll(): Promise<boolean> {
    while (running && mayClaimAt() <= now()) {
      claimedAt = now();
      if (await claim()) return true;
    }
    return false;
  }

  return {
    start() {
      running = true;
      wakeAt(now());
    },
    wakeAt,
    roomFreed() {
      if (starved) void sweep();
    },
    stop() {
      running = false;
      clearTimeout(timer);
    },
  };
}

export interface WorkerOptions {
  /** Claims due rows, as many as there is room for. Returns whether none is left. */
  readonly claim: () => Promise<boolean>;
  /** When there will be room; infinite while a delivery must end first. */
  readonly mayClaimAt: () => number;
  readonly nextDueAt: () => Promise<number | null>;
  readonly now: () => number;
  readonly timings: Timings;
}

export interface Worker {
  start(): void;
  /** Makes a running worker look for due rows at this time or earlier. */
  wakeAt(at: number): void;
  /** Tells the worker that there may be room, or that the circuit has opened or closed. */
  roomFreed(this: void): void;
  stop(): void;
}

/** In Node, lets the process end despite the timer. */
function unrefTimer(timer: unknown): void {
  if (typeof timer === 'object' && timer !== null && 'unref' in timer && typeof timer.unref === 'function') {
    timer.unref();
  }
}
