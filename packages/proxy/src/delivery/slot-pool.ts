import type { Circuit } from './circuit.ts';

/**
 * Limits the requests to the upstream to `concurrency` at once, for the worker and waiting users
 * together, so that a slow upstream cannot use up all sockets. Users come first: while the worker has
 * all slots, a user who may wait gets the next one that is released. While the circuit is open, only
 * a probe gets a slot.
 */
export function createSlotPool({ circuit, concurrency, now, onSlotFree }: SlotPoolOptions): SlotPool {
  /** Users that wait for a slot. None waits while one is free. */
  const waiting = new Set<WaitingUser>();
  let taken = 0;
  let takenByUsers = 0;
  let probing = false;

  function freeSlots(): number {
    const unused = Math.max(0, concurrency - taken);
    const openUntil = circuit.openUntil();
    if (openUntil === null) return unused;
    return !probing && openUntil <= now() ? Math.min(1, unused) : 0;
  }

  function take(limit: number, forUser = false): Slot[] {
    const probe = circuit.openUntil() !== null;
    const slots = Array.from({ length: Math.min(limit, freeSlots()) }, () => {
      const release = occupy({ probe, forUser });
      return { probe, granted: Promise.resolve(true), release };
    });
    if (probe && slots.length > 0) circuit.halfOpen();
    return slots;
  }

  /** Takes one slot and returns what releases it. */
  function occupy({ probe, forUser }: { probe: boolean; forUser: boolean }): () => void {
    let released = false;
    taken++;
    if (forUser) takenByUsers++;
    if (probe) probing = true;
    return () => {
      if (released) return;
      released = true;
      taken--;
      if (forUser) takenByUsers--;
      if (probe) probing = false;
      serveUsers();
      onSlotFree();
    };
  }

  function serveUsers(): void {
    const isOpen = circuit.openUntil() !== null;
    for (const user of waiting) {
      if (!isOpen && freeSlots() === 0) return;
      waiting.delete(user);
      user.end(isOpen ? null : occupy({ probe: false, forUser: true }));
    }
  }

  function waitForSlot(): Slot {
    let release: (() => void) | null = null;
    let user: WaitingUser | undefined;
    const granted = new Promise<boolean>((resolve) => {
      user = {
        end(grant) {
          release = grant;
          resolve(grant !== null);
        },
      };
      waiting.add(user);
    });
    return {
      probe: false,
      granted,
      release() {
        if (user !== undefined && waiting.delete(user)) user.end(null);
        else release?.();
      },
    };
  }

  return {
    free: freeSlots,
    take: (limit) => take(limit),

    takeForUser({ mayWait }) {
      const [slot] = take(1, true);
      if (slot !== undefined || !mayWait || circuit.openUntil() !== null) return slot;
      // If users have or await all slots, another user does not wait: the worker delivers the row.
      return takenByUsers + waiting.size < concurrency ? waitForSlot() : undefined;
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
  /** Called when a slot is released. A user who waited for it has it already. */
  readonly onSlotFree: () => void;
}

export interface SlotPool {
  /** The number of slots that `take` can return now. */
  free(this: void): number;
  /** Takes up to `limit` free slots. Each must be released. */
  take(limit: number): Slot[];
  /**
   * A free slot for a user. If there is none, with `mayWait` and a closed circuit: the next one that is
   * released, if users do not have or await all of them. Otherwise `undefined`. It must be released.
   */
  takeForUser(terms: { readonly mayWait: boolean }): Slot | undefined;
  /** When a slot will be free; infinite while another request must first release one. */
  freeAt(): number;
}

/** Permission to send one request to the upstream. */
export interface Slot {
  /** Whether that request is a probe. */
  readonly probe: boolean;
  /** `true` once the request may be sent; `false` if the wait ended before that. */
  readonly granted: Promise<boolean>;
  /** Releases the slot, or ends the wait for it. */
  release(): void;
}

interface WaitingUser {
  /** Ends the wait: with the function that releases the granted slot, or with `null` if none is granted. */
  end(release: (() => void) | null): void;
}
