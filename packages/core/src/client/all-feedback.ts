import type { Successor } from '../engine/hand-over.ts';
import type { Feedback, RatedMessage } from '../feedback/types.ts';
import { type ClientState, callListener } from '../state/client-state.ts';
import { type DeliveryState, type FeedbackEntry, isFinal } from '../state/entry.ts';
import type { FeedbackClient } from './feedback-client.ts';

// Functions instead of methods of the client, because most pages never list the user's feedback.

/** The user's feedback for one message. */
export interface UserFeedback {
  readonly message: RatedMessage;
  /** The user's latest feedback. Its rating is `null` while a revocation is still unsent. */
  readonly feedback: Feedback;
  readonly delivery: DeliveryState;
  /** The end of the undo window, as an ISO 8601 time. `null` if there is no limit, or it has passed. */
  readonly undoUntil: string | null;
  /** Whether it can no longer change. */
  readonly final: boolean;
}

/**
 * Lists the user's feedback that this page knows: for the messages on it, and unsent feedback in
 * the journal. The newest comes first. Feedback from the host's own data has no time and comes
 * last.
 */
export function listFeedback(client: FeedbackClient): readonly UserFeedback[] {
  const now = client.getTime();
  return [...stateOf(client).entries.values()]
    .filter(({ snapshot }) => snapshot.feedback.rating !== null || snapshot.delivery !== 'settled')
    .sort((a, b) => (stampOf(a) < stampOf(b) ? 1 : stampOf(a) > stampOf(b) ? -1 : 0))
    .map(({ message, snapshot: { feedback, delivery, confirmed } }) => {
      const final = isFinal(confirmed, now);
      return { message, feedback, delivery, final, undoUntil: final ? null : (confirmed?.undoUntil ?? null) };
    });
}

const stampOf = ({ register }: FeedbackEntry) => register.submission?.stamp ?? '';

/**
 * Calls the listener after the feedback of any message may have changed, once for changes that happen
 * together. Begins once the engine has loaded. Returns a function that removes the listener.
 */
export function watchFeedback(client: FeedbackClient, listener: () => void): () => void {
  const state = stateOf(client);
  state.watchers ??= new Set();
  const watchers = state.watchers.add(listener);
  let isDue = false;
  state.onChange ??= () => {
    if (isDue) return;
    isDue = true;
    // Runs after the change, and once for all bars that change together.
    queueMicrotask(() => {
      isDue = false;
      for (const watcher of watchers) callListener(state, watcher);
    });
  };
  return () => watchers.delete(listener);
}

function stateOf(client: FeedbackClient): ClientState {
  return (client as FeedbackClient & Successor).state;
}
