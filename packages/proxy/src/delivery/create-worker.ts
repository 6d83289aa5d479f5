import type { Timings } from '../timings.ts';
import { unrefTimer } from './unref-timer.ts';

/** Delivers what is due, at most `concurrency` rows at once, and sleeps on one timer until the next row is. */
export function createWorker({
  claimDue,
  nextDueAt,
  onStoreFailure,
  now,
  concurrency,
  timings,
}: WorkerOptions): Worker {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let wakesAt = Number.POSITIVE_INFINITY;
  let active = 0;
  let sweeping = false;
  let sweepAgain = false;
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
    try {
      await startDue();
      // With all hands busy, the first that is free sweeps again.
      if (active < concurrency) wakeAt(Math.min((await nextDueAt()) ?? Infinity, now() + timings.pollMs));
    } catch (error) {
      onStoreFailure(error);
      wakeAt(now() + timings.storeRetryMs);
    } finally {
      sweeping = false;
    }
    if (sweepAgain) await sweep();
  }

  async function startDue(): Promise<void> {
    while (active < concurrency && running) {
      const started = await claimDue(concurrency - active);
      if (started.length === 0) return;
      for (const delivery of started) {
        active++;
        void delivery.finally(() => {
          active--;
          void sweep();
        });
      }
    }
  }

  return {
    start() {
      running = true;
      wakeAt(now());
    },
    wakeAt,
    stop() {
      running = false;
      clearTimeout(timer);
    },
  };
}

export interface WorkerOptions {
  /** Claims due rows and starts to deliver them; each promise resolves when that row is done with, and never rejects. */
  readonly claimDue: (limit: number) => Promise<readonly Promise<void>[]>;
  readonly nextDueAt: () => Promise<number | null>;
  readonly onStoreFailure: (error: unknown) => void;
  readonly now: () => number;
  readonly concurrency: number;
  readonly timings: Timings;
}

export interface Worker {
  start(): void;
  /** Makes sure that the worker, where it runs, looks at that time or earlier. */
  wakeAt(at: number): void;
  stop(): void;
}
