/**
 * Listens to the page and to other tabs. Once stopped, it ends when `isDone`: until then, another
 * client of the page may replace what is unsent, and the network may come back.
 */
export function createListening(listen: () => readonly (() => void)[], isDone: () => boolean): Listening {
  let ends: readonly (() => void)[] | null = null;

  const listening: Listening = {
    stopped: true,
    start() {
      if (ends !== null && !listening.stopped) return false;
      listening.stopped = false;
      ends ??= listen();
      return true;
    },
    stop() {
      listening.stopped = true;
      listening.endIfDone();
    },
    endIfDone() {
      if (listening.stopped && isDone()) listening.close();
    },
    close() {
      for (const end of ends ?? []) end();
      ends = null;
    },
  };
  return listening;
}

export interface Listening {
  /** Whether it has not been started since the last `stop`, even if it listens still. */
  stopped: boolean;
  /** Returns whether it was stopped, or has not listened yet. */
  start(): boolean;
  stop(): void;
  endIfDone(): void;
  /** Ends at once. */
  close(): void;
}
