import type { FeedbackSubmission, SubmitResult } from '../feedback/types.ts';
import { type ClientState, publish } from '../state/client-state.ts';
import { type FeedbackEntry, type MessageDelivery, messageKey } from '../state/entry.ts';
import { isUnsent, type RegisterEvent } from '../state/register.ts';
import { toFeedbackError } from '../wire/feedback-error.ts';
import { callWithTimeout, createAttemptSchedule, failureEvents, receiptEvents } from './attempt.ts';
import { createDeliveryProgress } from './delivery-progress.ts';
import type { EngineSettings } from './engine-options.ts';
import { observeStamp } from './stamp-clock.ts';
import { TAB_TIMINGS } from './timings.ts';

/**
 * Sends one message's latest feedback to the proxy, with one request in flight. The content of a
 * request is read when it is sent, so presses made meanwhile are combined into one follow-up
 * request.
 */
export function createMessageDelivery(
  entry: FeedbackEntry,
  options: MessageDeliveryOptions,
): MessageDelivery {
  const { state, submit, wrapAttempt, locks, setTimer, dispatchToAllTabs, onError } = options;
  const { clock, journal } = state;
  let inFlight: AbortController | null = null;
  let closed = false;
  /** How many more times to wait for another tab. 0 for a submission made in this tab. */
  let yieldsLeft = 0;
  const schedule = createAttemptSchedule(options, sendIfDue);
  const progress = createDeliveryProgress(entry, schedule, options, () => publish(state, entry));

  function sendIfDue(): void {
    if (closed || inFlight !== null || sendableSubmission(entry) === null) return;
    if (schedule.held || schedule.isWaiting()) return;
    const ms = schedule.msLeft();
    if (ms > 0) schedule.wait(ms);
    else void send(new AbortController());
  }

  function sendNow(): void {
    schedule.stopWaiting();
    progress.update();
    sendIfDue();
  }

  async function send(controller: AbortController): Promise<void> {
    inFlight = controller;
    await locks.hold(journal.prefix + messageKey(entry.message), async (free) => {
      const submission = sendableSubmission(entry);
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
    try {
      const call = () => submit(submission, { signal, keepalive: false });
      receive(submission, await wrapAttempt(submission, () => callWithTimeout(call, controller, setTimer)));
    } catch (cause) {
      if (closed) return;
      const error = toFeedbackError(cause);
      onError(error, submission);
      schedule.failed(error, session);
      dispatchToAllTabs(entry, failureEvents(error, submission, entry.register, clock));
    }
  }

  function receive(submission: FeedbackSubmission, receipt: SubmitResult): void {
    if (closed) return;
    schedule.failures = 0;
    observeStamp(clock, receipt?.stamp ?? submission.stamp);
    dispatchToAllTabs(entry, receiptEvents(submission, receipt));
  }

  return {
    get state() {
      return progress.state;
    },
    refresh: progress.refresh,
    submitted() {
      yieldsLeft = 0;
      sendNow();
    },
    submittedElsewhere() {
      progress.update();
      if (inFlight !== null || schedule.isWaiting()) return;
      yieldsLeft = TAB_TIMINGS.maxYields;
      schedule.wait(TAB_TIMINGS.takeOverMs);
    },
    wake: sendNow,
    offline: progress.update,
    retry() {
      schedule.held = false;
      if (!schedule.obeyed) schedule.notBefore = 0;
      yieldsLeft = 0;
      sendNow();
    },
    resume() {
      schedule.session++;
      schedule.held = false;
      sendNow();
    },
    flush() {
      const submission = sendableSubmission(entry);
      if (closed || submission === null || schedule.held || schedule.msLeft() > 0) return;
      const { signal } = new AbortController();
      // Bypasses `wrapAttempt`, which may be too slow during unload. If the page is restored, its own retry
      // covers a failure.
      submit(submission, { signal, keepalive: true }).then(
        (receipt) => {
          receive(submission, receipt);
          progress.update();
        },
        () => {},
      );
    },
    close() {
      closed = true;
      schedule.stopWaiting();
      progress.close();
      inFlight?.abort();
    },
  };
}

/** The unsent submission of a message whose id is known. */
function sendableSubmission({ message, register }: FeedbackEntry): FeedbackSubmission | null {
  if (register.submission === null || !isUnsent(register) || !message.messageId) return null;
  const { pendingId: _, ...sendable } = message;
  return { message: sendable, ...register.submission };
}

/** Options that all deliveries of an engine share. */
export interface MessageDeliveryOptions extends EngineSettings {
  readonly state: ClientState;
  /** Applies events to this tab's state and to other tabs'. */
  readonly dispatchToAllTabs: (entry: FeedbackEntry, events: readonly RegisterEvent[]) => void;
}
