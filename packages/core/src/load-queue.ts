import { LIMITS } from './limits.ts';
import { RETRY, retryDelay } from './retry-delay.ts';
import type { SetTimer } from './timer.ts';
import type { LoadedFeedback, LoadFeedback, MessageRef } from './types.ts';

/** Collects the messages that ask for their saved feedback at one moment and reads them together. */
export function createLoadQueue({ load, onLoaded, onError, random, setTimer }: LoadQueueOptions): LoadQueue {
  const asked = new Set<string>();
  let waiting: MessageRef[] = [];
  let attempts = 0;
  let cancelTimer: (() => void) | null = null;
  const controller = new AbortController();

  function schedule(delayMs: number): void {
    cancelTimer ??= setTimer(() => {
      cancelTimer = null;
      void readNext();
    }, delayMs);
  }

  // One read at a time: ten thousand rows that mount at once become a hundred polite requests.
  async function readNext(): Promise<void> {
    const batch = waiting.slice(0, LIMITS.messagesPerRead);
    try {
      onLoaded(await load(batch, { signal: controller.signal }));
      attempts = 0;
    } catch (error) {
      if (controller.signal.aborted) return;
      onError(error);
      if (++attempts < MAX_ATTEMPTS) return schedule(RETRY.firstMs + retryDelay(attempts, random));
      // Asked for again when a row is mounted anew.
      for (const { messageId } of batch) asked.delete(messageId);
      attempts = 0;
    }
    waiting = waiting.slice(batch.length);
    if (waiting.length > 0) schedule(0);
  }

  return {
    ask(message) {
      if (asked.has(message.messageId)) return;
      asked.add(message.messageId);
      waiting.push(message);
      schedule(0);
    },
    close() {
      cancelTimer?.();
      controller.abort();
    },
  };
}

/** Reading back is a comfort, so it gives up where delivering does not. */
const MAX_ATTEMPTS = 3;

export interface LoadQueue {
  /** Reads this message's saved feedback soon, once. */
  ask(message: MessageRef): void;
  close(): void;
}

export interface LoadQueueOptions {
  readonly load: LoadFeedback;
  readonly onLoaded: (loaded: LoadedFeedback) => void;
  readonly onError: (error: unknown) => void;
  readonly random: () => number;
  readonly setTimer: SetTimer;
}
