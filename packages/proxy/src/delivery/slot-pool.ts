import type { Circuit } from './circuit.ts';

/**
 * Hands out the places from which requests are sent, so that a slow upstream cannot take up every socket: `concurrency` of them over
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
  /** Called when a place has become free. */
  readonly onSlotFree: () => void;
}

export interface SlotPool {
  /** As many places as are free, at most `wanted`. Each has to be left. */
  take(limit: number): Slot[];
  /** When there will be a place, as far as time alone brings it; infinite while somebody has to leave first. */
  freeAt(): number;
}

/** The right to have one request open at the upstream. */
export interface Slot {
  /** Whether it was given to see if the upstream works again. */
  readonly probe: boolean;
  release(): void;
}
