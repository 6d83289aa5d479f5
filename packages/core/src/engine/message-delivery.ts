import type { FeedbackReceipt, FeedbackSubmission, SubmitResult } from '../feedback/types.ts';
import { type ClientState, publish } from '../state/client-state.ts';
import { type FeedbackEntry, type MessageDelivery, messageKey } from '../state/entry.ts';
import { isUnsent } from '../state/register.ts';
import { FeedbackError, toFeedbackError } from '../wire/feedback-error.ts';
import { proxyTime } from '../wire/stamp.ts';
import {
  callWithTimeout,
  createAttemptSchedule,
  failureEvents,
  isClockSkew,
  receiptEvents,
} from './attempt.ts';
import { createDeliveryProgress } from './delivery-progress.ts';
import type { EngineSettings, FeedbackEvent } from './engine-options.ts';
import { createFreshReference } from './fresh-reference.ts';
import { type PageUser, userTagOf } from './page-user.ts';
import { beginCarrying, correctRefused, isCarried } from './restamp.ts';
import { isRight } from './stamp-clock.ts';
import { TAB_TIMINGS } from './timings.ts';

/**
 * Sends one message's latest feedback to the proxy, with one request in flight, besides the one that
 * `flush` sends when the page is left. The content of a request is read when it is sent, so presses
 * made meanwhile are combined into one follow-up request.
 */
export function createMessageDelivery(
  entry: FeedbackEntry,
  options: MessageDeliveryOptions,
): MessageDelivery {
  const { state, submit, wrapAttempt, locks, setTimer, dispatchToAllTabs, onError, pageUser } = options;
  const { clock, journal } = state;
  let inFlight: AbortController | null = null;
  let closed = false;
  /** How many more times to wait for another tab. 0 for a submission made in this tab. */
  let yieldsLeft = 0;
  const schedule = createAttemptSchedule(options, sendIfDue);
  const reference = createFreshReference(entry, options, () => {
    schedule.held = false;
    sendNow();
  });
  const waiting = {
    get failures() {
      return schedule.failures;
    },
    get needsSignIn() {
      return schedule.held && !reference.isNeeded;
    },
    get needsReference() {
      return schedule.held && reference.isNeeded;
    },
  };
  const progress = createDeliveryProgress(entry, waiting, { ...options, clock }, () => publish(state, entry));

  function sendIfDue(evenIfHeld = false): void {
    if (closed || inFlight !== null || sendable() === null) return;
    if ((schedule.held && !evenIfHeld) || schedule.isWaiting()) return;
    const ms = schedule.msLeft();
    if (ms > 0) schedule.wait(ms);
    else void send(new AbortController());
  }

  function sendNow(evenIfHeld = false): void {
    schedule.stopWaiting();
    progress.update();
    sendIfDue(evenIfHeld);
  }

  function sendable(): FeedbackSubmission | null {
    return options.mayHaveNextUser() ? null : sendableSubmission(entry, userTagOf(journal));
  }

  async function send(controller: AbortController): Promise<void> {
    inFlight = controller;
    // A read in progress will show which user this page has.
    if (userTagOf(journal) === null) await options.afterFirstRead();
    await locks.hold(journal.prefix + messageKey(entry.message), async (free) => {
      options.readSharedClock();
      pageUser.learnTag();
      const submission = sendable();
      if (closed || submission === null) return;
      if (!free && yieldsLeft > 0) {
        // Another tab is sending.
        yieldsLeft--;
        schedule.wait(TAB_TIMINGS.takeOverMs);
      } else await attempt(submission, controller);
    });
    inFlight = null;
    if (closed) return;
    progress.update();
    sendIfDue();
  }

  async function attempt(submission: FeedbackSubmission, controller: AbortController): Promise<void> {
    const { signal } = controller;
    const { session } = schedule;
    let sent = submission;
    let request = 0;

    async function call(repeats = 1): Promise<SubmitResult> {
      const before = { atProxy: entry.atProxy, wasCarried: isCarried(state, entry, sent.stamp) };
      const sentAt = clock.heard === 0 ? null : proxyTime(clock);
      beginCarrying(state, entry, sent.stamp);
      request = pageUser.begin();
      try {
        return await submit(sent, { signal, keepalive: false, sentAt });
      } catch (cause) {
        const error = toFeedbackError(cause);
        // A late response proves nothing: the clock may have been changed, or another attempt begun.
        if (closed || signal.aborted || !isClockSkew(error) || !isRight(clock, error)) throw cause;
        if (error.userTag !== undefined && !pageUser.observe(error.userTag, request)) throw cause;
        // The page may have another user now: the submission waits for its user.
        if (closed) throw cause;
        const refused = { ...before, stamp: sent.stamp, negligibleMs: options.negligibleMs() };
        correctRefused(state, entry, refused, dispatchToAllTabs);
        options.writeSharedClock();
        const next = sendable();
        if (next === null || repeats === 0) throw cause;
        sent = next;
        return call(repeats - 1);
      }
    }

    try {
      const result = await wrapAttempt(submission, () => callWithTimeout(call, controller, setTimer));
      receive(sent, result, request);
    } catch (cause) {
      if (closed) return;
      const error = toFeedbackError(cause);
      onError(error, sent);
      if (error.userTag !== undefined) pageUser.observe(error.userTag, request);
      // The page has another user now: the submission waits for its user.
      if (closed) return;
      if (error.userTag !== undefined && error.code !== 'other_user') schedule.held = false;
      const hasNewTag = error.code === 'other_user' && sent.userTag !== journal.owner;
      schedule.failed(error, session, hasNewTag);
      if (error.code === 'reference_expired') reference.expired(sent);
      dispatchToAllTabs(entry, failureEvents(error, sent));
    }
  }

  function receive(submission: FeedbackSubmission, result: unknown, request: number): void {
    if (closed) return;
    const { userTag } = (result ?? {}) as Partial<FeedbackReceipt>;
    // The user was not known when the request was sent, and the response is another user's.
    if (!pageUser.observe(userTag, request)) throw new FeedbackError('other_user', OTHER_USER);
    if (closed) return;
    schedule.failures = 0;
    schedule.held = false;
    reference.sent();
    dispatchToAllTabs(entry, receiptEvents(submission, result));
    options.onSignedIn();
  }

  return {
    get state() {
      return progress.state;
    },
    get isBusy() {
      return inFlight !== null || schedule.msLeft() > 0;
    },
    refresh: progress.refresh,
    submitted() {
      yieldsLeft = 0;
      // Sends even held feedback: the user may have signed in elsewhere.
      sendNow(!reference.isNeeded);
    },
    submittedElsewhere() {
      progress.update();
      if (inFlight !== null || schedule.isWaiting()) return;
      yieldsLeft = TAB_TIMINGS.maxYields;
      schedule.wait(TAB_TIMINGS.takeOverMs);
    },
    wake: () => sendNow(),
    tryHeld: () => sendNow(true),
    offline: progress.update,
    retry() {
      schedule.held = false;
      if (!schedule.isRetryAfterCredible) schedule.notBefore = 0;
      yieldsLeft = 0;
      sendNow();
    },
    resume() {
      schedule.session++;
      schedule.held = false;
      sendNow();
    },
    referenceChanged: reference.changed,
    flush() {
      pageUser.learnTag();
      const submission = sendable();
      if (closed || submission === null || schedule.held || schedule.msLeft() > 0) return;
      const { signal } = new AbortController();
      beginCarrying(state, entry, submission.stamp);
      const request = pageUser.begin();
      // Bypasses `wrapAttempt`, which may be too slow during unload. If the page is restored, its
      // usual attempts cover a failure. `call` is async, so that a function that throws does not stop
      // the flushes of other messages. `sentAt` is never `null` here: see `SubmitContext`.
      const call = async () => submit(submission, { signal, keepalive: true, sentAt: proxyTime(clock) });
      call()
        .then((result) => {
          receive(submission, result, request);
          progress.update();
        })
        .catch((cause) => {
          const { userTag } = toFeedbackError(cause);
          if (!closed && userTag !== undefined) pageUser.observe(userTag, request);
        });
    },
    close() {
      closed = true;
      schedule.stopWaiting();
      reference.close();
      progress.close();
      inFlight?.abort();
    },
  };
}

const OTHER_USER = 'The response is not for the user of this page. The feedback is kept.';

/** The unsent submission of a message whose id is known. */
function sendableSubmission(
  { message, register }: FeedbackEntry,
  userTag: string | null,
): FeedbackSubmission | null {
  if (register.submission === null || !isUnsent(register) || !message.messageId) return null;
  const { pendingId: _, ...sendable } = message;
  const { feedback, stamp } = register.submission;
  return { message: sendable, feedback, stamp, ...(userTag !== null && { userTag }) };
}

/** Options that all deliveries of an engine share. */
export interface MessageDeliveryOptions extends EngineSettings {
  readonly state: ClientState;
  /** Takes over the clock of other tabs. They may have corrected a submission. */
  readonly readSharedClock: () => void;
  /** Writes the clock for other tabs. */
  readonly writeSharedClock: () => void;
  /** Only stamps that differ from the proxy's time by more than this are corrected. */
  readonly negligibleMs: () => number;
  readonly pageUser: PageUser;
  /** Whether another user may have signed in since, which the proxy could not tell. */
  readonly mayHaveNextUser: () => boolean;
  /** Resolves when the first read, if there is one, has ended. */
  readonly afterFirstRead: () => Promise<void>;
  /** Resumes held feedback, because a submission of the page's user has succeeded. */
  readonly onSignedIn: () => void;
  /** Applies events to this tab's state and to other tabs'. */
  readonly dispatchToAllTabs: (entry: FeedbackEntry, events: readonly FeedbackEvent[]) => void;
}
