import { FeedbackError } from './feedback-error.ts';
import { type FeedbackEvent, type FeedbackRegister, isUnsent } from './feedback-register.ts';
import { LIMITS } from './limits.ts';
import type { SetTimer } from './load-queue.ts';
import { RETRY, retryDelay } from './retry-delay.ts';
import type { StampClock } from './stamp.ts';
import type { FeedbackReceipt, FeedbackSubmission, MessageRef, SubmitFeedback } from './types.ts';

/**
 * How the newest wish of one message is getting on: `settled` (nothing to send), `sending`, `slow` (for 3 s), `delayed` (for
 * 30 s or 5 attempts), `held` (until the person is signed in again).
 */
export type DeliveryState = 'settled' | 'sending' | 'slow' | 'delayed' | 'held';

/** Runs one attempt and gives back what it gave. */
export type RunAttempt = (
  submission: FeedbackSubmission,
  // biome-ignore lint/suspicious/noConfusingVoidType: what a submit function gives back.
  call: () => Promise<FeedbackReceipt | void>,
  // biome-ignore lint/suspicious/noConfusingVoidType: what a submit function gives back.
) => Promise<FeedbackReceipt | void>;

export interface Delivery {
  readonly state: DeliveryState;
  /** There is a new wish. */
  wished(): void;
  /** The person does not want to wait. */
  retry(): void;
  /** The person is signed in again. */
  resume(): void;
  close(): void;
}

/**
 * Brings one message's register to the proxy: one request in flight, its content read when it is sent, so that presses made
 * meanwhile become one next request.
 */
export function createDelivery({
  submit,
  run,
  clock,
  now,
  random,
  setTimer,
  read,
  dispatch,
  onChange,
  onError,
}: DeliveryOptions): Delivery {
  let inFlight: AbortController | null = null;
  let attempts = 0;
  let held = false;
  let closed = false;
  /** The proxy asked not to be called before; binds new presses too. */
  let notBefore = 0;
  let cancelRetry: (() => void) | null = null;
  let unsentSince: number | null = null;
  let cancelNotice: (() => void) | null = null;
  let state: DeliveryState = 'settled';

  function pump(): void {
    if (closed || held || inFlight !== null || cancelRetry !== null) return;
    const { message, register } = read();
    if (register.desired === null || !isUnsent(register)) return;
    const wait = notBefore - now();
    if (wait > 0) waitFor(wait);
    else void send({ message, ...register.desired });
  }

  async function send(submission: FeedbackSubmission): Promise<void> {
    inFlight = new AbortController();
    try {
      const { signal } = inFlight;
      const cancelTimeout = setTimer(abortAsTimedOut(inFlight), LIMITS.submitTimeoutMs);
      const call = () => settleWithSignal(() => submit(submission, { signal, keepalive: false }), signal);
      const receipt = await run(submission, call).finally(cancelTimeout);
      attempts = 0;
      const saved = receipt ?? { ...submission, undoUntil: null, final: false };
      clock.observe(saved.stamp);
      inFlight = null;
      if (receipt?.status === 'superseded' && receipt.final) {
        // Too late: the upstream has something else for good. What was wished is not lost, but it is not there either.
        dispatch({ type: 'refused', stamp: submission.stamp, code: 'not_ratable' });
      }
      dispatch({ type: 'acknowledged', saved });
    } catch (cause) {
      inFlight = null;
      if (closed) return;
      const error = toFeedbackError(cause);
      onError(error, submission);
      afterFailure(error, submission);
    }
    update();
    pump();
  }

  function afterFailure(error: FeedbackError, { stamp }: FeedbackSubmission): void {
    attempts++;
    if (error.code === 'clock_skew' && error.serverTime !== undefined) {
      clock.setTime(error.serverTime);
      clock.observe(read().register.acknowledged?.stamp ?? '');
      dispatch({ type: 'restamped', stamp: clock.tick() });
      if (attempts > 1) waitFor(retryDelay(attempts, random));
    } else if (error.status === 401 || error.status === 403) {
      held = true;
    } else if (error.retryable) {
      if (error.retryAfterMs !== undefined) notBefore = now() + error.retryAfterMs;
      waitFor(error.retryAfterMs ?? retryDelay(attempts, random));
    } else {
      attempts = 0;
      dispatch({ type: 'refused', stamp, code: error.code });
    }
  }

  function waitFor(ms: number): void {
    cancelRetry = setTimer(() => {
      cancelRetry = null;
      pump();
    }, ms);
  }

  function stopWaiting(): void {
    cancelRetry?.();
    cancelRetry = null;
  }

  /** Works out the state anew, and when it will change by itself. */
  function update(): void {
    cancelNotice?.();
    cancelNotice = null;
    if (!isUnsent(read().register)) unsentSince = null;
    else unsentSince ??= now();

    const before = state;
    state = stateNow();
    if (unsentSince !== null && (state === 'sending' || state === 'slow')) {
      const after = state === 'sending' ? RETRY.slowAfterMs : RETRY.delayedAfterMs;
      cancelNotice = setTimer(update, Math.max(0, unsentSince + after - now()));
    }
    if (state !== before) onChange();
  }

  function stateNow(): DeliveryState {
    if (unsentSince === null) return 'settled';
    if (held) return 'held';
    const waited = now() - unsentSince;
    if (attempts >= RETRY.delayedAfterAttempts || waited >= RETRY.delayedAfterMs) return 'delayed';
    return waited >= RETRY.slowAfterMs ? 'slow' : 'sending';
  }

  function retryNow(): void {
    stopWaiting();
    update();
    pump();
  }

  return {
    get state() {
      return state;
    },
    wished: retryNow,
    retry: retryNow,
    resume() {
      if (!held) return;
      held = false;
      retryNow();
    },
    close() {
      closed = true;
      stopWaiting();
      cancelNotice?.();
      inFlight?.abort();
    },
  };
}

export interface DeliveryOptions {
  readonly submit: SubmitFeedback;
  readonly run: RunAttempt;
  readonly clock: StampClock;
  readonly now: () => number;
  readonly random: () => number;
  readonly setTimer: SetTimer;
  readonly read: () => { readonly message: MessageRef; readonly register: FeedbackRegister };
  readonly dispatch: (event: FeedbackEvent) => void;
  readonly onChange: () => void;
  readonly onError: (error: FeedbackError, submission: FeedbackSubmission) => void;
}

/** Calls the host's function and gives it up when the signal says so, even where it ignores its signal. */
function settleWithSignal<T>(call: () => Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason));
    // Inside a promise of its own, so that a function that throws counts as one that rejects.
    Promise.resolve().then(call).then(resolve, reject);
  });
}

function abortAsTimedOut(controller: AbortController): () => void {
  return () =>
    controller.abort(
      new FeedbackError(
        'timeout',
        `No answer came within ${LIMITS.submitTimeoutMs / 1000} s, so it is unknown whether the feedback arrived. It is sent again.`,
      ),
    );
}

function toFeedbackError(cause: unknown): FeedbackError {
  if (cause instanceof FeedbackError) return cause;
  return new FeedbackError(
    'network',
    'The submit function failed without saying why, so the feedback waits here and is sent again.',
    { cause },
  );
}
