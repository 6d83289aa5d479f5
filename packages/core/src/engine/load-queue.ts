import { LIMITS } from '../feedback/limits.ts';
import type { LoadedFeedback, LoadFeedback, MessageRef } from '../feedback/types.ts';
import { type FeedbackError, toFeedbackError } from '../wire/feedback-error.ts';
import { RETRY, retryDelay } from './retry-delay.ts';
import { callInTime } from './time-limit.ts';
import type { SetTimer } from './timer.ts';

/** Collects the messages that ask for their saved feedback at one moment and reads them together. */
export function createLoadQueue({ load, onLoaded, onError, random, setTimer }: LoadQueueOptions): LoadQueue {
  const asked = new Set<string>();
  let waiting: MessageRef[] = [];
  /** What the server would not tell, as when nobody is signed in. */
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

  // One read at a time: ten thousand rows that mount at once become a hundred polite requests.
  async function readNext(): Promise<void> {
    const batch = waiting.slice(0, LIMITS.messagesPerRead);
    if (controller !== null || batch.length === 0) return;
    controller = new AbortController();
    woken = false;
    const { signal } = controller;
    const read = callInTime(() => load(batch, { signal }), controller, setTimer);
    const error = await read.then(onLoaded, toFeedbackError);
    controller = null;
    if (closed) return;
    if (error) onError(error);
    // A refusal from before the user came back says nothing.
    if (error && woken) return schedule(0);
    if (error?.retryable) return schedule(RETRY.firstMs + retryDelay(++attempts, random));
    if (error) refused.push(...batch);
    attempts = 0;
    waiting = waiting.slice(batch.length);
    schedule(0);
  }

  return {
    ask(message) {
      if (asked.has(message.messageId)) return;
      asked.add(message.messageId);
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
  /** Reads this message's saved feedback soon, once. */
  ask(message: MessageRef): void;
  /** Reads now what could not be read so far: the network is back, or the user. */
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
