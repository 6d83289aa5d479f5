import type { LoadEngine } from '../engine/engine.ts';
import type { EngineOptions } from '../engine/engine-options.ts';
import type { Successor } from '../engine/hand-over.ts';
import { defaultTimer } from '../engine/timings.ts';
import { draftAfterRating, type FeedbackDraft } from '../feedback/draft.ts';
import type { Capabilities } from '../feedback/limits.ts';
import { normalizeFeedback } from '../feedback/text.ts';
import {
  type Feedback,
  type FeedbackMetadata,
  NO_FEEDBACK,
  type RatedMessage,
  type Rating,
} from '../feedback/types.ts';
import {
  addListener,
  bindPendingId,
  createClientState,
  entryOf,
  findEntry,
  forgetFeedback,
  publish,
  setDraft,
  setRegister,
  setSubmission,
} from '../state/client-state.ts';
import { EMPTY_SNAPSHOT, type FeedbackEntry, type FeedbackSnapshot, messageKey } from '../state/entry.ts';
import { createJournal, type JournalStorage } from '../state/journal.ts';
import { redacted } from '../state/redacted.ts';
import { shownFeedback, withHostFeedback } from '../state/register.ts';
import { createStampClock, proxyTime } from '../wire/stamp.ts';
import { createEngineLoader } from './engine-loader.ts';

/**
 * Creates the client that all bars of a page share. It shows and persists a press at once. Its
 * engine, which loads later, sends feedback, retries, reads saved feedback and talks to other tabs.
 *
 * @example
 * const client = createFeedbackClient({
 *   submit: createProxySubmit({ endpoint: '/api/message-feedback' }),
 *   storage: localStorage,
 * });
 * client.rate({ messageId: '9da23599-e713-473b-982c-4328d4f5c78a' }, 'like');
 */
export function createFeedbackClient({
  loadEngine = async () => (await import('../engine/engine.ts')).createEngine,
  userId = '',
  destination,
  storage = null,
  onStorageProblem,
  clientId = crypto.getRandomValues(new Uint32Array(2)).join(''),
  now = () => Date.now(),
  setTimer = defaultTimer,
  redact = (text) => text,
  ...options
}: FeedbackClientOptions): FeedbackClient {
  const clock = createStampClock({ clientId, now });
  const journal = createJournal({
    storage,
    userId,
    destination: destination ?? options.submit.destination,
    onProblem: onStorageProblem,
  });
  const state = createClientState(clock, journal, redact);
  const loader = createEngineLoader(state, loadEngine, { ...options, now, setTimer });

  /** The message's entry, updated to this reference and joined with feedback under its pending id. */
  function updatedEntry(message: RatedMessage): FeedbackEntry {
    const entry = entryOf(state, message);
    if (!message.messageId) return entry;
    entry.message = message;
    if (bindPendingId(state, entry, message)) loader.engine?.submitted(entry);
    return entry;
  }

  /** Returns `false` if the host's `redact` throws. Then nothing has changed. */
  function submit(entry: FeedbackEntry, content: Feedback, draft: FeedbackDraft | null): boolean {
    const feedback = redacted(state, content, entry);
    if (feedback === null) return false;
    const submission = state.stampPress(entry, normalizeFeedback(feedback));
    setDraft(state, entry, draft, submission.stamp);
    setSubmission(state, entry, submission);
    loader.engine?.submitted(entry);
    loader.start();
    return true;
  }

  const client: FeedbackClient & Successor = {
    state,
    start: loader.start,
    stop: loader.stop,

    getSnapshot: (message) => findEntry(state, message)?.snapshot ?? EMPTY_SNAPSHOT,

    subscribe(message, listener) {
      const removeListener = addListener(state, message, listener);
      if (message.pendingId || state.entries.has(messageKey(message))) updatedEntry(message);
      loader.engine?.requestSaved(message);
      loader.start();
      return removeListener;
    },

    rate(message, rating, metadata) {
      const entry = updatedEntry(message);
      const shown = shownFeedback(entry.register);
      if (rating === shown.rating) return;
      submit(entry, { ...NO_FEEDBACK, rating, metadata }, draftAfterRating(rating, entry.draft, shown));
    },

    submit: (message, feedback, draft = null) => submit(updatedEntry(message), feedback, draft),

    setDraft(message, draft) {
      const entry = updatedEntry(message);
      setDraft(state, entry, draft);
      publish(state, entry);
    },

    seed(message, feedback) {
      const entry = updatedEntry(message);
      setRegister(state, entry, withHostFeedback(entry.register, feedback));
    },

    retry(message) {
      findEntry(state, message)?.delivery?.retry();
      loader.start();
    },

    resume: () => loader.engine?.resume(),

    purge() {
      forgetFeedback(state);
      state.purged = journal.owner;
      if (loader.engine) loader.engine.purged();
      else loader.start();
    },

    getTime: () => proxyTime(clock),

    getCapabilities: () => state.capabilities,

    subscribeToCapabilities(listener) {
      state.capabilitiesListeners.add(listener);
      return () => state.capabilitiesListeners.delete(listener);
    },

    close: loader.close as FeedbackClient['close'],
  };
  return client;
}

export interface FeedbackClientOptions extends EngineOptions {
  /**
   * Loads the engine. Return it synchronously to have it ready with the first call.
   * @default a dynamic import, which bundlers turn into a separate chunk
   */
  readonly loadEngine?: LoadEngine;
  /**
   * The user, for browsers that several users share. Unsent feedback waits for its user and is
   * never sent as another's. Only a hash of the id is stored, but a hash does not hide an id that can
   * be guessed.
   * @default one unnamed user; the proxy's user tags keep users apart
   */
  readonly userId?: string | undefined;
  /**
   * A name for where feedback goes, if two clients of one origin use different servers. Unsent
   * feedback for one destination is never sent to another.
   * @default `submit.destination`, which `createProxySubmit` sets to its endpoint
   */
  readonly destination?: string | undefined;
  /**
   * Keeps unsent feedback for 7 days, such as `localStorage`. With `userId`, feedback of a user who does
   * not return stays until that user's next visit.
   * @default none, in memory only
   */
  readonly storage?: JournalStorage | null;
  /** Called once if storage is blocked or full. The client continues in memory. */
  readonly onStorageProblem?: (cause: unknown) => void;
  /**
   * Removes what must not be stored or sent, such as addresses, from comments and custom reasons.
   * Called with each text before a draft is stored and before feedback is submitted; the field shows
   * what the user typed. It also gets the reasons that you offer, and must return them unchanged. It
   * must not make a text longer than the upstream's limit, or a reason empty or equal to another. If
   * it throws, the text is neither stored nor sent, the feedback is refused with `redaction_failed`,
   * and `onError` is called. Metadata is not passed to it.
   *
   * @default no change
   * @example
   * const redact = (text: string) => text.replaceAll(/\S+@\S+/g, '[mail]');
   */
  readonly redact?: ((text: string) => string) | undefined;
  /** Distinguishes this page's stamps; 1 to 32 characters of `0-9a-z`. @default random */
  readonly clientId?: string;
}

export interface FeedbackClient {
  /**
   * Loads the engine and sends unsent feedback. `subscribe`, `retry` and a press call it, too, and
   * so does `purge` before the engine has loaded.
   */
  start(): void;
  /**
   * Sends what is unsent, then stops listening to the page and other tabs. `start`, `subscribe`,
   * `retry` and a press resume. If you pass `userId` and no response has confirmed that user yet, the
   * client sends nothing until then, because another user may be signed in by now.
   */
  stop(): void;
  /** The state of a message: the same object until it changes. */
  getSnapshot(message: RatedMessage): FeedbackSnapshot;
  /**
   * Reads saved feedback, and calls the listener when the snapshot changes. Returns a function that
   * removes the listener.
   */
  subscribe(message: RatedMessage, listener: () => void): () => void;
  /**
   * Rates the message, or revokes with `null`. Keeps the comment as the draft, unless there is a draft
   * already. A revocation also keeps the reasons.
   */
  rate(message: RatedMessage, rating: Rating | null, metadata?: FeedbackMetadata): void;
  /**
   * Submits rating, reasons and comment together, unchecked: call `feedbackProblems` first.
   * Replaces the draft; without `draft`, clears it. Returns `false` if your `redact` throws: nothing is
   * sent.
   */
  submit(message: RatedMessage, feedback: Feedback, draft?: FeedbackDraft | null): boolean;
  /** Stores the content of the form, or with `null` clears it. */
  setDraft(message: RatedMessage, draft: FeedbackDraft | null): void;
  /** Shows feedback from the host's own data until the proxy or the user provides newer feedback. */
  seed(message: RatedMessage, feedback: Feedback): void;
  /** Retries now instead of after the delay. A `Retry-After` of up to 5 minutes still applies. */
  retry(message: RatedMessage): void;
  /**
   * Sends held submissions. Call it after the user has signed in. After a change of users, the page
   * shows the new user's feedback and keeps the previous user's unsent feedback until that user is back.
   */
  resume(): void;
  /**
   * Deletes this user's unsent feedback, here at once and in other tabs as soon as the engine has
   * loaded, which this call starts. Open pages also forget the saved feedback that they show, until
   * they read it again. Call it on sign-out on a shared device.
   */
  purge(): void;
  /**
   * The proxy's time in milliseconds since 1970, to compare `undoUntil` with: the device's clock may
   * be wrong. It is the device's own time until a response has carried the proxy's.
   */
  getTime(): number;
  /** The upstream's capabilities. `null` until the proxy, or the option `capabilities`, provides them. */
  getCapabilities(): Capabilities | null;
  subscribeToCapabilities(listener: () => void): () => void;
  /**
   * Ends the client, its timers and its requests. Unsent feedback stays in storage, for the next
   * client of the same user.
   *
   * @param next the client created once the user is known. It takes over the ratings that the user gave
   * on this page, with their drafts, if all of these are true:
   * - The engine's code loads.
   * - This client has no `userId`.
   * - Both clients have the same `destination`.
   * - No other user is known to have used the page.
   */
  close(next?: FeedbackClient): void;
}
