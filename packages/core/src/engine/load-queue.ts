import { LIMITS } from '../feedback/limits.ts';
import type { LoadedFeedback, LoadFeedback, MessageRef, RatedMessage } from '../feedback/types.ts';
import { type FeedbackError, toFeedbackError } from '../wire/feedback-error.ts';
import { callWithTimeout } from './attempt.ts';
import { RETRY_TIMINGS, retryDelay, type SetTimer } from './timings.ts';

/** Reads the saved feedback of all messages requested at one moment together. */
export function createLoadQueue({ load, onLoaded, onError, random, setTimer }: LoadQueueOptions): LoadQueue {
  const requested = new Set<string>();
  let waiting: MessageRef[] = [];
  /** Messages of permanently refused reads, such as while the user is signed out. */
  const refused: MessageRef[] = [];
  let attempts = 0;
  let woken = false;
  let closed = false;
  let cancelTimer: (() => void) | null = null;
  let controller: AbortController | null = null;

  function schedule(delayMs: number): void {
    cancelTimer ??= setTimer(() => {
      cancelTimer = null;
      void readNext();
    }, delayMs);
  }

  // One read at a time: 10,000 rows that mount at once become 100 reads, one after the other.
  async function readNext(): Promise<void> {
    const batch = waiting.slice(0, LIMITS.messagesPerRead);
    if (controller !== null || batch.length === 0) return;
    controller = new AbortController();
    woken = false;
    const { signal } = controller;
    const read = callWithTimeout(() => load(batch, { signal }), controller, setTimer);
    const error = await read.then(onLoaded, toFeedbackError);
    controller = null;
    if (closed) return;
    if (error) onError(error);
    // A refusal from before the user signed in means nothing.
    if (error && woken) return schedule(0);
    if (error?.retryable) return schedule(RETRY_TIMINGS.firstMs + retryDelay(++attempts, random));
    if (error) refused.push(...batch);
    attempts = 0;
    waiting = waiting.slice(batch.length);
    schedule(0);
  }

  return {
    request(message) {
      if (message.messageId === undefined || requested.has(message.messageId)) return;
      requested.add(message.messageId);
      waiting.push(message);
      schedule(0);
    },
    wake() {
      waiting.push(...refused.splice(0));
      woken = true;
      attempts = 0;
      cancelTimer?.();
      cancelTimer = null;
      schedule(0);
    },
    close() {
      closed = true;
      cancelTimer?.();
      controller?.abort();
    },
  };
}

export interface LoadQueue {
  /** Reads this message's saved feedback soon, once, if its id is known. */
  request(message: RatedMessage): void;
  /** Reads now, including refused reads: the device is online again, or the user signed in. */
  wake(): void;
  close(): void;
}

export interface LoadQueueOptions {
  readonly load: LoadFeedback;
  readonly onLoaded: (loaded: LoadedFeedback) => void;
  readonly onError: (error: FeedbackError) => void;
  readonly random: () => number;
  readonly setTimer: SetTimer;
}
