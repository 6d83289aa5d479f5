import type { Circuit } from './circuit.ts';

/**
 * Limits the requests that are open at the upstream, so that a slow upstream cannot take up every socket: `concurrency` of them over
 * worker and waiting people together; and while the circuit is open none, but for one probe when its time has come.
 */
export function createSlotPool({ circuit, concurrency, now, onSlotFree }: SlotPoolOptions): SlotPool {
  let taken = 0;
  let probing = false;

  function free(): number {
    const unused = Math.max(0, concurrency - taken);
    const openUntil = circuit.openUntil();
    if (openUntil === null) return unused;
    return !probing && openUntil <= now() ? Math.min(1, unused) : 0;
  }

  function createSlot(probe: boolean): Slot {
    let released = false;
    taken++;
    if (probe) probing = true;
    return {
      probe,
      release() {
        if (released) return;
        released = true;
        taken--;
        if (probe) probing = false;
        onSlotFree();
      },
    };
  }

  return {
    take(limit) {
      const probe = circuit.openUntil() !== null;
      const slots = Array.from({ length: Math.min(limit, free()) }, () => createSlot(probe));
      if (probe && slots.length > 0) circuit.halfOpen();
      return slots;
    },

    freeAt() {
      const openUntil = circuit.openUntil();
      if (taken >= concurrency || (openUntil !== null && probing)) return Number.POSITIVE_INFINITY;
      return openUntil ?? now();
    },
  };
}

export interface SlotPoolOptions {
  readonly circuit: Circuit;
  readonly concurrency: number;
  readonly now: () => number;
  /** Called when a slot has become free. */
  readonly onSlotFree: () => void;
}

export interface SlotPool {
  /** As many slots as are free, at most `limit`. Each must be released. */
  take(limit: number): Slot[];
  /** When a slot will be free; infinite while another request has to release one first. */
  freeAt(): number;
}

/** The right to have one request open at the upstream. */
export interface Slot {
  /** Whether its request probes if the upstream works again. */
  readonly probe: boolean;
  release(): void;
}
