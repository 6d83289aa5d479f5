/**
 * Listens to the page and to other tabs. Once stopped, it ends when `isDone`: until then, another
 * client of the page may replace what is unsent, and the network may come back.
 */
export function createListening(listen: () => readonly (() => void)[], isDone: () => boolean): Listening {
  let ends: readonly (() => void)[] | null = null;
  let stopped = true;

  function endIfDone(): void {
    if (stopped && isDone()) close();
  }

  function close(): void {
    for (const end of ends ?? []) end();
    ends = null;
  }

  return {
    get stopped() {
      return stopped;
    },
    start() {
      if (!stopped) return false;
      stopped = false;
      ends ??= listen();
      return true;
    },
    stop() {
      stopped = true;
      if (isDone()) close();
      else ends ??= listen();
    },
    endIfDone,
    close,
  };
}

export interface Listening {
  /** Whether it has not been started since the last `stop`, even if it listens still. */
  readonly stopped: boolean;
  /** Returns whether it was stopped. */
  start(): boolean;
  stop(): void;
  endIfDone(): void;
  /** Ends at once. */
  close(): void;
}
