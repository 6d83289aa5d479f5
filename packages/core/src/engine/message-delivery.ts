import type { FeedbackReceipt, FeedbackSubmission, RatedMessage, SubmitFeedback } from '../feedback/types.ts';
import { type FeedbackRegister, isUnsent, type RegisterEvent } from '../state/register.ts';
import { type FeedbackError, toFeedbackError } from '../wire/feedback-error.ts';
import { nextStamp, parseStamp, type StampClock } from '../wire/stamp.ts';
import { RETRY, retryDelay } from './retry-delay.ts';
import { observeStamp, setStampClock } from './stamp-clock.ts';
import type { TabLocks } from './tabs.ts';
import { callInTime } from './time-limit.ts';
import type { SetTimer } from './timer.ts';

/**
 * How the newest submission of one message is getting on: `settled` (nothing to send), `sending`, `slow` (for 3 s), `delayed` (for
 * 30 s or 5 attempts, or without a network), `held` (until the user is signed in again).
 */
export type DeliveryState = 'settled' | 'sending' | 'slow' | 'delayed' | 'held';

/** Runs one attempt and gives back what it gave. */
export type RunAttempt = (
  submission: FeedbackSubmission,
  // biome-ignore lint/suspicious/noConfusingVoidType: what a submit function gives back.
  call: () => Promise<FeedbackReceipt | void>,
  // biome-ignore lint/suspicious/noConfusingVoidType: what a submit function gives back.
) => Promise<FeedbackReceipt | void>;

export interface MessageDelivery {
  readonly state: DeliveryState;
  /** There is a new submission. */
  submitted(): void;
  /** There is something that another tab wants to send, or has left behind. */
  submittedElsewhere(): void;
  /** The register has changed; the state that follows from it is not told to `onChange`. */
  follow(): void;
  /** The page is in use again, or the network is back. */
  wake(): void;
  /** There is no network any more. */
  offline(): void;
  /** The user does not want to wait. */
  retry(): void;
  /** The user is signed in again. */
  resume(): void;
  /** The page goes away: says what is unsent in a request that outlives it. */
  flush(): void;
  close(): void;
}

/**
 * Brings one message's register to the proxy: one request in flight, its content read when it is sent, so that presses made
 * meanwhile become one next request.
 */
export function createMessageDelivery({
  name,
  submit,
  run,
  clock,
  locks,
  now,
  random,
  setTimer,
  read,
  isOffline,
  dispatch,
  onChange,
  onError,
}: MessageDeliveryOptions): MessageDelivery {
  let inFlight: AbortController | null = null;
  let attempts = 0;
  let held = false;
  /** How often somebody has signed in: a 401 from before that says nothing. */
  let session = 0;
  let closed = false;
  /** Said in another tab, which probably sends it; how often that has been waited for. */
  let yields = 0;
  /** The proxy asked not to be called before; binds new presses too. */
  let notBefore = 0;
  let cancelRetry: (() => void) | null = null;
  let unsentSince: number | null = null;
  let cancelNotice: (() => void) | null = null;
  let state: DeliveryState = 'settled';

  /** What is to be sent now; `null` for nothing. */
  function unsent(): FeedbackSubmission | null {
    const { message, register } = read();
    if (register.submission === null || !isUnsent(register) || message.messageId === undefined) return null;
    const { pendingId: _, ...sendable } = message;
    return { message: sendable, ...register.submission };
  }

  function isPending(): boolean {
    return read().message.messageId === undefined;
  }

  function pump(): void {
    if (closed || held || inFlight !== null || cancelRetry !== null || unsent() === null) return;
    const wait = notBefore - now();
    if (wait > 0) waitFor(wait);
    else void send(new AbortController());
  }

  async function send(controller: AbortController): Promise<void> {
    inFlight = controller;
    await locks.hold(name, async (free) => {
      const submission = unsent();
      if (closed || submission === null) return;
      if (!free && yields > 0) {
        // Another tab is sending at this moment.
        yields--;
        waitFor(TABS.takeOverMs);
      } else await attempt(submission, controller);
    });
    inFlight = null;
    if (closed) return;
    update();
    pump();
  }

  async function attempt(submission: FeedbackSubmission, controller: AbortController): Promise<void> {
    const { signal } = controller;
    const startedInSession = session;
    try {
      const call = () =>
        callInTime(() => submit(submission, { signal, keepalive: false }), controller, setTimer);
      receive(submission, await run(submission, call));
    } catch (cause) {
      if (closed) return;
      const error = toFeedbackError(cause);
      onError(error, submission);
      afterFailure(error, submission, startedInSession);
    }
  }

  // biome-ignore lint/suspicious/noConfusingVoidType: what a submit function gives back.
  function receive(submission: FeedbackSubmission, receipt: FeedbackReceipt | void): void {
    if (closed) return;
    attempts = 0;
    const { feedback, stamp, undoUntil, final } = receipt ?? { ...submission, undoUntil: null, final: false };
    observeStamp(clock, stamp);
    if (receipt?.status === 'superseded' && final) {
      // Too late: the upstream has something else for good. What was submitted is not lost, but it is not there either.
      dispatch({ type: 'refused', stamp: submission.stamp, code: 'not_ratable' });
    }
    dispatch({ type: 'confirmed', confirmed: { feedback, stamp, undoUntil, final } });
  }

  function afterFailure(error: FeedbackError, { stamp }: FeedbackSubmission, begunIn: number): void {
    attempts++;
    if (error.code === 'clock_skew' && error.serverTime !== undefined) {
      setStampClock(clock, error.serverTime);
      observeStamp(clock, read().register.confirmed?.stamp ?? '');
      const was = read().register.submission?.stamp ?? stamp;
      dispatch({ type: 'restamped', was, stamp: nextStamp(clock) });
      if (attempts > 1) waitFor(retryDelay(attempts, random));
    } else if (error.status === 401 || error.status === 403) {
      held = begunIn === session;
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
  function follow(): void {
    cancelNotice?.();
    cancelNotice = null;
    if (closed) return;
    // What has no id yet is not late, whatever the time: nothing went wrong.
    if (!isUnsent(read().register) || isPending()) unsentSince = null;
    else unsentSince ??= now();

    state = stateNow();
    if (unsentSince !== null && (state === 'sending' || state === 'slow')) {
      const after = state === 'sending' ? RETRY.slowAfterMs : RETRY.delayedAfterMs;
      cancelNotice = setTimer(update, Math.max(0, after - waitedMs(unsentSince)));
    }
  }

  function update(): void {
    const before = state;
    follow();
    if (state !== before) onChange();
  }

  function stateNow(): DeliveryState {
    if (unsentSince === null) return isUnsent(read().register) ? 'sending' : 'settled';
    if (held) return 'held';
    if (isOffline()) return 'delayed';
    const waited = waitedMs(unsentSince);
    if (attempts >= RETRY.delayedAfterAttempts || waited >= RETRY.delayedAfterMs) return 'delayed';
    return waited >= RETRY.slowAfterMs ? 'slow' : 'sending';
  }

  /** What was said on a page before this one is as late as it was there, once it fails here, too. */
  function waitedMs(since: number): number {
    const submittedAt = parseStamp(read().register.submission?.stamp ?? '')?.ms ?? since;
    return now() - (attempts > 0 ? Math.min(since, submittedAt) : since);
  }

  function sendNow(): void {
    stopWaiting();
    update();
    pump();
  }

  return {
    get state() {
      return state;
    },
    submitted() {
      yields = 0;
      sendNow();
    },
    submittedElsewhere() {
      update();
      if (inFlight !== null || cancelRetry !== null) return;
      yields = TABS.yields;
      waitFor(TABS.takeOverMs);
    },
    follow,
    wake: sendNow,
    offline: update,
    retry() {
      held = false;
      yields = 0;
      sendNow();
    },
    resume() {
      session++;
      held = false;
      sendNow();
    },
    flush() {
      const submission = unsent();
      if (closed || held || submission === null || now() < notBefore) return;
      const { signal } = new AbortController();
      // Not through `run`, which may take its time. If the page comes back, its own attempts see to failures.
      submit(submission, { signal, keepalive: true }).then(
        (receipt) => {
          receive(submission, receipt);
          update();
        },
        () => {},
      );
    },
    close() {
      closed = true;
      stopWaiting();
      cancelNotice?.();
      inFlight?.abort();
    },
  };
}

/** How tabs share the work. */
const TABS = {
  /** Time for the tab in which something was said to send it itself. */
  takeOverMs: 1_000,
  /** How often a tab waits for another that is sending: longer than a request may take, as the other may be frozen. */
  yields: 15,
} as const;

export interface MessageDeliveryOptions {
  /** Names the message to the user's other tabs. */
  readonly name: string;
  readonly submit: SubmitFeedback;
  readonly run: RunAttempt;
  readonly clock: StampClock;
  readonly locks: TabLocks;
  readonly now: () => number;
  readonly random: () => number;
  readonly setTimer: SetTimer;
  readonly read: () => { readonly message: RatedMessage; readonly register: FeedbackRegister };
  readonly isOffline: () => boolean;
  readonly dispatch: (event: RegisterEvent) => void;
  readonly onChange: () => void;
  readonly onError: (error: FeedbackError, submission: FeedbackSubmission) => void;
}
