import type { Timings } from '../timings.ts';

/**
 * Delivers due rows while slots are free. Otherwise sleeps on one timer until the next row is due
 * or the circuit allows a probe.
 */
export function createWorker({
  claimDue,
  freeSlots,
  slotFreeAt,
  nextDueAt,
  now,
  timings,
}: WorkerOptions): Worker {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let wakesAt = Number.POSITIVE_INFINITY;
  let sweeping = false;
  let sweepAgain = false;
  /** Whether rows may be due for which no slot was free. */
  let starved = false;
  let running = false;

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
      const allStarted = await startDue();
      const at = slotFreeAt();
      starved = !allStarted && at > now();
      // If no slot is free, the request that releases one starts the next sweep.
      wakeAt(starved ? at : Math.min((await nextDueAt()) ?? Infinity, now() + timings.pollMs));
    } catch {
      // The watched store has emitted an event.
      wakeAt(now() + timings.storeRetryMs);
    } finally {
      sweeping = false;
    }
    if (sweepAgain) await sweep();
  }

  /** Whether no due row is left. If slots are all in use, that is unknown. */
  async function startDue(): Promise<boolean> {
    while (running) {
      // A claim holds its slots until its commit, so it leaves some for the submissions that arrive.
      const limit = Math.ceil(freeSlots() / 2);
      const started = await claimDue(limit);
      if (started.length < limit) return true;
      if (started.length === 0) return false;
    }
    return false;
  }

  return {
    start() {
      running = true;
      wakeAt(now());
    },
    wakeAt,
    slotFreed() {
      if (starved) void sweep();
    },
    stop() {
      running = false;
      clearTimeout(timer);
    },
  };
}

export interface WorkerOptions {
  /** Claims at most this many due rows, if there are free slots, and starts to deliver them. */
  readonly claimDue: (limit: number) => Promise<readonly unknown[]>;
  readonly freeSlots: () => number;
  /** When a slot will be free; infinite while another request must first release one. */
  readonly slotFreeAt: () => number;
  readonly nextDueAt: () => Promise<number | null>;
  readonly now: () => number;
  readonly timings: Timings;
}

export interface Worker {
  start(): void;
  /** Makes a running worker look for due rows at this time or earlier. */
  wakeAt(at: number): void;
  /** Tells the worker that a slot is free, or that the circuit has closed. */
  slotFreed(): void;
  stop(): void;
}

/** In Node, lets the process end despite the timer. */
function unrefTimer(timer: unknown): void {
  if (typeof timer === 'object' && timer !== null && 'unref' in timer && typeof timer.unref === 'function') {
    timer.unref();
  }
}
