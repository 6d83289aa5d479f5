import { LIMITS } from '../feedback/limits.ts';
import type { LoadedFeedback, LoadFeedback, MessageRef, RatedMessage } from '../feedback/types.ts';
import { type FeedbackError, toFeedbackError } from '../wire/feedback-error.ts';
import { callWithTimeout } from './attempt.ts';
import { retryDelay, type SetTimer } from './timings.ts';

/** Reads the saved feedback of all messages requested at one moment together. */
export function createLoadQueue({ load, onLoaded, onError, random, setTimer }: LoadQueueOptions): LoadQueue {
  const requested = new Set<string>();
  let waiting: MessageRef[] = [];
  /** Messages of permanently refused reads, such as while the user is signed out. */
  const refused: MessageRef[] = [];
  let failures = 0;
  /** Whether the next read waits for the end of `Retry-After`. */
  let obeysRetryAfter = false;
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
    obeysRetryAfter = error?.retryAfterMs !== undefined;
    // A refusal from before the user signed in means nothing.
    if (error && woken && !obeysRetryAfter) return schedule(0);
    if (error?.retryable) return schedule(error.retryAfterMs ?? retryDelay(++failures, random));
    if (error) refused.push(...batch);
    failures = 0;
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
      failures = 0;
      if (!obeysRetryAfter) {
        cancelTimer?.();
        cancelTimer = null;
      }
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
  /**
   * Reads now, but not before the end of `Retry-After`, and repeats refused reads, because the user
   * signed in or the device is online again.
   */
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
