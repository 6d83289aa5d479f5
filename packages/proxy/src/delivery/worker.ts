import type { Timings } from '../timings.ts';
import { unrefTimer } from './background-timer.ts';

/** Delivers what is due as long as slots are free, and sleeps on one timer until the next row is due or the circuit may be tried. */
export function createWorker({ claimDue, slotFreeAt, nextDueAt, now, timings }: WorkerOptions): Worker {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let wakesAt = Number.POSITIVE_INFINITY;
  let sweeping = false;
  let sweepAgain = false;
  /** Whether there may be rows for which no slot was free. */
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
      await startDue();
      const at = slotFreeAt();
      starved = at > now();
      // Where no slot is free, the request that releases one lets this sweep again.
      wakeAt(starved ? at : Math.min((await nextDueAt()) ?? Infinity, now() + timings.pollMs));
    } catch {
      // The store has told of it.
      wakeAt(now() + timings.storeRetryMs);
    } finally {
      sweeping = false;
    }
    if (sweepAgain) await sweep();
  }

  async function startDue(): Promise<void> {
    while (running) {
      const started = await claimDue();
      if (started.length === 0) return;
    }
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
  /** Claims due rows, as many as there are free slots, and starts to deliver them. */
  readonly claimDue: () => Promise<readonly unknown[]>;
  /** When a slot will be free; infinite while another request has to release one first. */
  readonly slotFreeAt: () => number;
  readonly nextDueAt: () => Promise<number | null>;
  readonly now: () => number;
  readonly timings: Timings;
}

export interface Worker {
  start(): void;
  /** Makes sure that the worker, where it runs, looks at that time or earlier. */
  wakeAt(at: number): void;
  /** A slot has become free, or the circuit has closed. */
  slotFreed(): void;
  stop(): void;
}
