import type { RatedMessage } from '../feedback/types.ts';
import type { RegisterEvent } from '../state/register.ts';

/** What one tab tells the others of the same user: what happened to a message, or that everything is to be forgotten. */
export type TabNote = { readonly message: RatedMessage; readonly event: RegisterEvent } | 'purged';

/** A way to the user's other tabs. Notes may be lost, doubled and out of order: they only save time and requests. */
export interface TabChannel {
  post(note: TabNote): void;
  /** Calls the listener with what the others post; the function that comes back ends it. */
  listen(listener: (note: TabNote) => void): () => void;
}

/** Locks that the user's tabs share. They only save requests: without them two tabs may send the same, which changes nothing. */
export interface TabLocks {
  /** Does the work at once, and tells it whether the lock was free. It is held until the work is done or its tab is gone. */
  hold(name: string, work: (free: boolean) => Promise<void>): Promise<void>;
}

/** What the page tells of itself. */
export interface PageEvents {
  /**
   * Calls `wake` when the page is in use again or the network is back, `offline` when there is no network any more, and `leave`
   * when the page goes away, perhaps for good.
   * The function that comes back ends it.
   */
  listen(listeners: {
    readonly wake: () => void;
    readonly offline: () => void;
    readonly leave: () => void;
  }): () => void;
  /** Whether there is surely no network. What is unsent is tried nevertheless. @default there may always be one */
  readonly isOffline?: () => boolean;
}

export const NO_CHANNEL: TabChannel = { post: () => {}, listen: () => () => {} };

export const NO_LOCKS: TabLocks = { hold: (_name, work) => work(true) };

export const NO_EVENTS: PageEvents = { listen: () => () => {} };
