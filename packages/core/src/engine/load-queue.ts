import { LIMITS } from '../feedback/limits.ts';
import type { LoadedFeedback, LoadFeedback, MessageRef, RatedMessage } from '../feedback/types.ts';
import { type FeedbackError, toFeedbackError } from '../wire/feedback-error.ts';
import { callWithTimeout, isHeld } from './attempt.ts';
import { delayAfter, LONGEST_RETRY_AFTER_MS, READ_AGAIN_AFTER_MS, type SetTimer } from './timings.ts';

/**
 * Loads the saved feedback of messages requested at the same moment, up to 100 per read. If such a read is
 * refused, for example by a firewall that blocks one id, splits it into smaller ones.
 */
export function createLoadQueue({
  load,
  isPaused,
  onLoaded,
  onError,
  now,
  random,
  setTimer,
}: LoadQueueOptions): LoadQueue {
  const requested = new Set<string>();
  /**
   * Messages whose ids the proxy has accepted in a read, or whose feedback the host has.
   */
  const readable = new Set<string>();
  let waiting: MessageRef[] = [];
  /** Messages that wait until the user signs in. */
  let held: MessageRef[] = [];
  let batchSize: number = LIMITS.messagesPerRead;
  let failures = 0;
  /** Whether the next read waits for the end of `Retry-After`. */
  let obeysRetryAfter = false;
  let woken = false;
  let lastReadAt = now();
  let closed = false;
  let endFirstRead = () => {};
  const firstRead = new Promise<void>((resolve) => {
    endFirstRead = resolve;
  });
  let cancelTimer: (() => void) | null = null;
  let controller: AbortController | null = null;

  function schedule(delayMs: number): void {
    cancelTimer ??= setTimer(() => {
      cancelTimer = null;
      void readNext();
    }, delayMs);
  }

  // One read at a time: 10,000 bars that mount at once become 100 reads, one after the other.
  async function readNext(): Promise<void> {
    const queue = waiting;
    const batch = queue.slice(0, batchSize);
    if (controller !== null || batch.length === 0 || isPaused()) return;
    controller = new AbortController();
    lastReadAt = now();
    woken = false;
    const { signal } = controller;
    const read = callWithTimeout(() => load(batch, { signal }), controller, setTimer);
    const adopted = read.then((loaded) => {
      for (const { messageId } of batch) {
        if (loaded.skipped?.includes(messageId)) readable.delete(messageId);
        else readable.add(messageId);
      }
      onLoaded(loaded);
    });
    // Also if the host's own read resolves to something else.
    const error = await adopted.catch(toFeedbackError);
    controller = null;
    endFirstRead();
    if (closed) return;
    // The user has changed, and the saved feedback of all messages is loaded again.
    if (waiting !== queue) woken = true;
    if (error) failed(error, batch);
    else if (waiting === queue) succeeded(batch);
    else schedule(0);
  }

  function succeeded(batch: readonly MessageRef[]): void {
    failures = 0;
    obeysRetryAfter = false;
    batchSize = Math.min(LIMITS.messagesPerRead, batchSize * 2);
    waiting = waiting.slice(batch.length);
    schedule(0);
  }

  function failed(error: FeedbackError, batch: readonly MessageRef[]): void {
    onError(error);
    const { retryAfterMs, retryable } = error;
    obeysRetryAfter = retryAfterMs !== undefined && retryAfterMs <= LONGEST_RETRY_AFTER_MS;
    // An error from before the wake-up means nothing.
    if (woken && !obeysRetryAfter) {
      schedule(0);
      return;
    }
    failures++;
    const isDivisible = error.code === 'unexpected_response' || error.code === 'invalid_message';
    if (isDivisible && batch.length > 1) batchSize = Math.ceil(batch.length / 2);
    else if (isDivisible && retryable) waiting = [...waiting.slice(1), ...batch];
    else if (isHeld(error)) held = [...held, ...waiting.splice(0)];
    else if (!retryable) {
      // Asking for these messages again would fail again.
      waiting = waiting.slice(batch.length);
      failures = 0;
    }
    schedule(failures === 0 ? 0 : delayAfter(retryAfterMs, failures, random));
  }

  function request(message: RatedMessage): void {
    const { messageId } = message;
    if (!messageId || messageId.length > LIMITS.idCharacters || requested.has(messageId)) return;
    requested.add(messageId);
    waiting.push(message);
    schedule(0);
  }

  return {
    request,
    requestAgain(message) {
      const { messageId = '' } = message;
      if (requested.delete(messageId) || readable.has(messageId)) request(message);
    },
    readAgain(messages) {
      requested.clear();
      held = [];
      waiting = [];
      for (const message of messages) request(message);
    },
    trust({ messageId }) {
      if (messageId) readable.add(messageId);
    },
    refresh(messages) {
      // Not while a read waits, such as for the end of `Retry-After`.
      const isRecent = Math.abs(now() - lastReadAt) < READ_AGAIN_AFTER_MS;
      if (waiting.length + held.length > 0 || isRecent) return;
      const known = [...messages].filter(({ messageId }) => readable.has(messageId ?? ''));
      waiting.push(...(known.slice(-LIMITS.messagesPerRead) as MessageRef[]));
      schedule(0);
    },
    afterFirstRead: async () => (requested.size > 0 ? firstRead : undefined),
    wake() {
      waiting.push(...held);
      held = [];
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
      endFirstRead();
      cancelTimer?.();
      controller?.abort();
    },
  };
}

export interface LoadQueue {
  /** Reads this message's saved feedback soon, once, if its id is known and not too long. */
  request(message: RatedMessage): void;
  /** Reads again a message that was requested before, or whose feedback the host has. */
  requestAgain(message: RatedMessage): void;
  /** Reads these messages, and forgets all others, because the user has changed or may have. */
  readAgain(messages: Iterable<RatedMessage>): void;
  /** Skips the first read of a message whose feedback the host has. `refresh` reads it later. */
  trust(message: RatedMessage): void;
  /**
   * Reads the last of these messages again, as many as fit into one read, unless the last read was a
   * moment ago. They may have been rated on another device.
   */
  refresh(messages: Iterable<RatedMessage>): void;
  /** Resolves when the first read has ended, or at once if nothing was requested. */
  afterFirstRead(): Promise<void>;
  /**
   * Reads now, but not before the end of a `Retry-After` of up to 5 minutes, and repeats held reads: the
   * user may have signed in, or the device be online again.
   */
  wake(): void;
  close(): void;
}

export interface LoadQueueOptions {
  readonly load: LoadFeedback;
  /** Whether no read may begin. `wake` ends the pause. */
  readonly isPaused: () => boolean;
  readonly onLoaded: (loaded: LoadedFeedback) => void;
  readonly onError: (error: FeedbackError) => void;
  readonly now: () => number;
  readonly random: () => number;
  readonly setTimer: SetTimer;
}
