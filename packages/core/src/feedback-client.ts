import { type Capabilities, DEFAULT_CAPABILITIES } from './capabilities.ts';
import { createDelivery, type Delivery, type DeliveryState, type RunAttempt } from './delivery.ts';
import { draftAfterRating, type FeedbackDraft } from './feedback-draft.ts';
import type { FeedbackError } from './feedback-error.ts';
import {
  EMPTY_REGISTER,
  type FeedbackEvent,
  type FeedbackRefusal,
  type FeedbackRegister,
  reduceFeedback,
  shownFeedback,
} from './feedback-register.ts';
import { createLoadQueue, type SetTimer } from './load-queue.ts';
import { normalizeFeedback } from './normalize-feedback.ts';
import { createStampClock } from './stamp.ts';
import {
  type Feedback,
  type FeedbackSubmission,
  type LoadFeedback,
  type MessageRef,
  NO_FEEDBACK,
  type Rating,
  type SavedFeedback,
  type SubmitFeedback,
} from './types.ts';

/**
 * The engine behind every bar of a page: holds one register per message and brings each to the proxy. Framework-free; a
 * message that nobody touches costs one entry in a map.
 */
export function createFeedbackClient({
  submit,
  load = submit.load,
  run = (_submission, call) => call(),
  onError = () => {},
  clientId = randomClientId(),
  now = Date.now,
  random = Math.random,
  setTimer = setTimeoutTimer,
}: FeedbackClientOptions): FeedbackClient {
  const clock = createStampClock({ clientId, now });
  const entries = new Map<string, Entry>();
  // Arrays, as nearly every message has one listener and there may be ten thousand messages.
  const listeners = new Map<string, readonly (() => void)[]>();
  const capabilitiesListeners = new Set<() => void>();
  let capabilities = DEFAULT_CAPABILITIES;

  const loadQueue =
    load &&
    createLoadQueue({
      load,
      random,
      setTimer,
      onError: (error) => onError(error as FeedbackError, null),
      onLoaded(loaded) {
        for (const item of loaded.items) {
          const entry = entryOf({ messageId: item.messageId });
          clock.observe(item.stamp);
          dispatch(entry, { type: 'acknowledged', saved: item });
        }
        for (const { messageId, ratings } of loaded.ratable ?? []) {
          const entry = entryOf({ messageId });
          entry.ratings = ratings;
          publish(entry);
        }
        if (loaded.capabilities) setCapabilities(loaded.capabilities);
      },
    });

  function entryOf(message: MessageRef): Entry {
    const known = entries.get(message.messageId);
    if (known !== undefined) return known;
    const entry: Entry = {
      message,
      register: EMPTY_REGISTER,
      draft: null,
      ratings: EMPTY_SNAPSHOT.ratings,
      snapshot: EMPTY_SNAPSHOT,
      delivery: createDelivery({
        submit,
        run,
        clock,
        now,
        random,
        setTimer,
        read: () => entry,
        dispatch: (event) => dispatch(entry, event),
        onChange: () => publish(entry),
        onError,
      }),
    };
    entries.set(message.messageId, entry);
    return entry;
  }

  function dispatch(entry: Entry, event: FeedbackEvent): void {
    const before = entry.register;
    entry.register = reduceFeedback(before, event);
    if (entry.register === before) return;
    const { refusal } = entry.register;
    if (refusal !== null && refusal !== before.refusal) entry.draft ??= draftOf(refusal.feedback);
    publish(entry);
  }

  function publish(entry: Entry): void {
    entry.snapshot = {
      feedback: shownFeedback(entry.register),
      saved: entry.register.acknowledged,
      refusal: entry.register.refusal,
      draft: entry.draft,
      ratings: entry.ratings,
      delivery: entry.delivery.state,
    };
    for (const listener of listeners.get(entry.message.messageId) ?? []) listener();
  }

  function wish(entry: Entry, feedback: Feedback, draft: FeedbackDraft | null): void {
    entry.draft = draft;
    dispatch(entry, { type: 'wished', feedback: normalizeFeedback(feedback), stamp: clock.tick() });
    entry.delivery.wished();
  }

  function setCapabilities(next: Capabilities): void {
    if (JSON.stringify(next) === JSON.stringify(capabilities)) return;
    capabilities = next;
    for (const listener of capabilitiesListeners) listener();
  }

  return {
    getSnapshot: ({ messageId }) => entries.get(messageId)?.snapshot ?? EMPTY_SNAPSHOT,

    subscribe(message, listener) {
      const { messageId } = message;
      listeners.set(messageId, [...(listeners.get(messageId) ?? []), listener]);
      loadQueue?.ask(message);
      return () => {
        const others = listeners.get(messageId)?.filter((each) => each !== listener) ?? [];
        if (others.length > 0) listeners.set(messageId, others);
        else listeners.delete(messageId);
      };
    },

    rate(message, rating) {
      const entry = entryNamedBy(message);
      const said = shownFeedback(entry.register);
      if (rating === said.rating) return;
      wish(
        entry,
        rating === null ? NO_FEEDBACK : { ...NO_FEEDBACK, rating },
        draftAfterRating(rating, entry.draft, said),
      );
    },

    submit(message, feedback) {
      wish(entryNamedBy(message), feedback, null);
    },

    setDraft(message, draft) {
      const entry = entryNamedBy(message);
      entry.draft = draft;
      publish(entry);
    },

    seed(message, feedback) {
      const entry = entryNamedBy(message);
      // The empty stamp is older than every other, so whatever the proxy or the person says wins.
      dispatch(entry, {
        type: 'acknowledged',
        saved: { feedback, stamp: '', undoUntil: null, final: false },
      });
    },

    renew(message) {
      const entry = entries.get(message.messageId);
      const feedback = entry?.register.desired?.feedback;
      if (entry && feedback && feedback.rating !== null) wish(entry, feedback, entry.draft);
    },

    retry(message) {
      entries.get(message.messageId)?.delivery.retry();
    },

    resume() {
      for (const entry of entries.values()) entry.delivery.resume();
    },

    getCapabilities: () => capabilities,

    subscribeToCapabilities(listener) {
      capabilitiesListeners.add(listener);
      return () => capabilitiesListeners.delete(listener);
    },

    close() {
      loadQueue?.close();
      for (const entry of entries.values()) entry.delivery.close();
    },
  };

  /** The entry with the newest reference: ids that upstreams need may come later than the message's own. */
  function entryNamedBy(message: MessageRef): Entry {
    const entry = entryOf(message);
    entry.message = message;
    return entry;
  }
}

export interface FeedbackClientOptions {
  readonly submit: SubmitFeedback;
  /** @default submit.load */
  readonly load?: LoadFeedback | undefined;
  /** Runs each attempt to submit, for caches that want to see them. @default calls it */
  readonly run?: RunAttempt;
  /** Sees every failed attempt, `null` for one to read; nothing needs to be done about it. */
  readonly onError?: ((error: FeedbackError, submission: FeedbackSubmission | null) => void) | undefined;
  /** Tells this page's stamps from others'; 1 to 32 characters of `0-9a-z`. @default random */
  readonly clientId?: string;
  /** @default Date.now */
  readonly now?: () => number;
  /** @default Math.random */
  readonly random?: () => number;
  /** @default setTimeout */
  readonly setTimer?: SetTimer;
}

export interface FeedbackClient {
  /** What is known now; the same object until something changes. */
  getSnapshot(message: MessageRef): FeedbackSnapshot;
  /** Calls the listener when the snapshot changes, and reads what was saved before. */
  subscribe(message: MessageRef, listener: () => void): () => void;
  /** Rates, switches, or with `null` takes the rating back. Words said so far become the draft. */
  rate(message: MessageRef, rating: Rating | null): void;
  /** Sends a whole feedback; the draft is done with. Check it with `feedbackProblems` before. */
  submit(message: MessageRef, feedback: Feedback): void;
  /** Keeps what is being written. */
  setDraft(message: MessageRef, draft: FeedbackDraft | null): void;
  /** What the host knows from its own data, shown until something newer is known. */
  seed(message: MessageRef, feedback: Feedback): void;
  /**
   * Says the same once more, so that an upstream's hold begins anew: for somebody who is still writing. The draft stays.
   */
  renew(message: MessageRef): void;
  /** Tries again now, for a person who does not want to wait. */
  retry(message: MessageRef): void;
  /** Sends what was held because nobody was signed in. */
  resume(): void;
  getCapabilities(): Capabilities;
  subscribeToCapabilities(listener: () => void): () => void;
  /** Stops every timer and request. */
  close(): void;
}

export interface FeedbackSnapshot {
  /** What to show. */
  readonly feedback: Feedback;
  /** What the proxy has confirmed; `null` when nothing is known of it. */
  readonly saved: SavedFeedback | null;
  readonly refusal: FeedbackRefusal | null;
  readonly draft: FeedbackDraft | null;
  /** What the message can be rated; some take one side only, some nothing. */
  readonly ratings: readonly Rating[];
  readonly delivery: DeliveryState;
}

/** What is known of a message that nobody has rated; always this object, so it can be compared by identity. */
export const EMPTY_SNAPSHOT: FeedbackSnapshot = {
  feedback: NO_FEEDBACK,
  saved: null,
  refusal: null,
  draft: null,
  ratings: ['like', 'dislike'],
  delivery: 'settled',
};

interface Entry {
  message: MessageRef;
  register: FeedbackRegister;
  draft: FeedbackDraft | null;
  ratings: readonly Rating[];
  snapshot: FeedbackSnapshot;
  readonly delivery: Delivery;
}

function draftOf({ rating, reasons, comment }: Feedback): FeedbackDraft | null {
  return rating === null || (reasons.length === 0 && comment === '') ? null : { rating, reasons, comment };
}

function randomClientId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => (byte % 36).toString(36)).join('');
}

function setTimeoutTimer(callback: () => void, ms: number): () => void {
  const timer = setTimeout(callback, ms);
  return () => clearTimeout(timer);
}
