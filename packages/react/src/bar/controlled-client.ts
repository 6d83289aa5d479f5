import {
  draftAfterRating,
  type Feedback,
  type FeedbackSnapshot,
  isSubmittedHere,
  NO_FEEDBACK,
  normalizeFeedback,
  type RatedMessage,
} from '@message-feedback/core';
import { callHost } from '../internals/host-call.ts';
import type { TrackingClient } from '../provider/usage-event.ts';
import { contentOf } from './feedback-content.ts';
import { isSameMessage } from './message-identity.ts';
import type { FeedbackChangeDetails, OnFeedbackChange } from './useBar.ts';

/**
 * The client of a bar whose feedback the host controls. It shows the host's feedback instead of the
 * client's, asks the host before it submits a change by the user, and reports all other changes to
 * the host. Drafts, progress and everything else are the client's.
 */
export function createControlledClient(client: TrackingClient, host: FeedbackHost): ControlledClient {
  const listeners = new Set<() => void>();
  let current = host;
  let snapshots = new WeakMap<FeedbackSnapshot, FeedbackSnapshot>();
  let shown: RatedMessage | null = null;
  /** The content that the host passed first for this message, or that was last reported to it. */
  let known = contentOf(host.feedback);
  /** The newest feedback that the host has chosen itself for this message, and not taken from a report. */
  let chosen = host.feedback;

  function getSnapshot(message: RatedMessage): FeedbackSnapshot {
    const snapshot = client.getSnapshot(message);
    const controlled = snapshots.get(snapshot) ?? { ...snapshot, feedback: current.feedback };
    snapshots.set(snapshot, controlled);
    return controlled;
  }

  function report(feedback: Feedback, details: FeedbackChangeDetails): void {
    known = contentOf(feedback);
    callHost(() => current.onFeedbackChange?.(feedback, details));
  }

  /** Asks the host about a change by the user. Returns whether it may be submitted. */
  function askHost(feedback: Feedback): boolean {
    const before = known;
    let canceled = false;
    const cancel = () => {
      canceled = true;
    };
    report(feedback, { reason: 'submitted', cancel });
    if (canceled) known = before;
    return !canceled;
  }

  /** Reports what the server, another tab or another bar has changed, or had before this bar mounted. */
  function reportOtherChanges(message: RatedMessage, isAfterMount: boolean): void {
    const { feedback: own, confirmed, refusal, delivery } = client.getSnapshot(message);
    const isUnknown = confirmed === null && refusal === null && delivery === 'settled';
    // After a refusal, without feedback from the proxy, the client knows only what the host passed first.
    const feedback = refusal !== null && !confirmed?.stamp ? chosen : own;
    const content = contentOf(feedback);
    if (isUnknown || content === known) return;
    known = content;
    if (content === contentOf(current.feedback)) return;
    const origin = isAfterMount && isSubmittedHere(client, message) ? 'submitted' : 'read';
    report(feedback, { reason: refusal === null ? origin : 'refused' });
  }

  return {
    ...client,
    uncontrolled: client,
    getSnapshot,

    subscribe(message, listener) {
      if (shown !== null && !isSameMessage(shown, message)) {
        known = contentOf(current.feedback);
        chosen = current.feedback;
      }
      shown = message;
      // Other bars and the list of this user's feedback show it too.
      if (current.feedback.rating !== null) client.seed(message, current.feedback);
      listeners.add(listener);
      const unsubscribe = client.subscribe(message, () => {
        reportOtherChanges(message, true);
        listener();
      });
      reportOtherChanges(message, false);
      return () => {
        unsubscribe();
        listeners.delete(listener);
      };
    },

    // `subscribe` has seeded the host's feedback.
    seed() {},

    rate(message, rating, metadata) {
      const next = { ...NO_FEEDBACK, rating, metadata };
      if (!askHost(next)) return false;
      const { draft, feedback } = getSnapshot(message);
      client.submit(message, next, draftAfterRating(rating, draft, feedback));
      return true;
    },

    submit(message, feedback, draft) {
      const next = normalizeFeedback(feedback);
      return askHost(next) && client.submit(message, next, draft);
    },

    setHost(next) {
      if (next.feedback !== current.feedback) {
        snapshots = new WeakMap();
        if (contentOf(next.feedback) !== known) chosen = next.feedback;
      }
      current = next;
    },

    notify() {
      for (const listener of listeners) listener();
    },
  };
}

export interface ControlledClient extends TrackingClient {
  /** Replaces the host's feedback and callback with those of the latest render. */
  setHost(host: FeedbackHost): void;
  /** Re-renders the bars that do not render with the host, so that they show its feedback. */
  notify(): void;
}

/** A host that keeps the feedback of a message in its own state. */
export interface FeedbackHost {
  readonly feedback: Feedback;
  readonly onFeedbackChange?: OnFeedbackChange | undefined;
}
