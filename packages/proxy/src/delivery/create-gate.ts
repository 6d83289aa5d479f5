import type { Circuit } from './create-circuit.ts';

/**
 * Hands out the places from which requests are sent, so that a slow upstream cannot take up every socket: `concurrency` of them over
 * worker and waiting people together; and while the circuit is open none, but for one probe when its time has come.
 */
export function createGate({ circuit, concurrency, now, onRoom }: GateOptions): Gate {
  let taken = 0;
  let probing = false;

  function free(): number {
    const room = Math.max(0, concurrency - taken);
    const openUntil = circuit.openUntil();
    if (openUntil === null) return room;
    return !probing && openUntil <= now() ? Math.min(1, room) : 0;
  }

  function createPlace(probe: boolean): Place {
    let left = false;
    taken++;
    if (probe) probing = true;
    return {
      probe,
      leave() {
        if (left) return;
        left = true;
        taken--;
        if (probe) probing = false;
        onRoom();
      },
    };
  }

  return {
    enter(wanted) {
      const probe = circuit.openUntil() !== null;
      const places = Array.from({ length: Math.min(wanted, free()) }, () => createPlace(probe));
      if (probe && places.length > 0) circuit.halfOpen();
      return places;
    },

    opensAt() {
      const openUntil = circuit.openUntil();
      if (taken >= concurrency || (openUntil !== null && probing)) return Number.POSITIVE_INFINITY;
      return openUntil ?? now();
    },
  };
}

export interface GateOptions {
  readonly circuit: Circuit;
  readonly concurrency: number;
  readonly now: () => number;
  /** Called when a place has become free. */
  readonly onRoom: () => void;
}

export interface Gate {
  /** As many places as are free, at most `wanted`. Each has to be left. */
  enter(wanted: number): Place[];
  /** When there will be a place, as far as time alone brings it; infinite while somebody has to leave first. */
  opensAt(): number;
}

/** The right to have one request open at the upstream. */
export interface Place {
  /** Whether it was given to see if the upstream works again. */
  readonly probe: boolean;
  leave(): void;
}
