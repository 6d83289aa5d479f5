import type { CreateEngine, Engine } from '../engine/engine.ts';
import type { DeliveryState } from '../engine/message-delivery.ts';
import { RETRY } from '../engine/retry-delay.ts';
import { setTimeoutTimer } from '../engine/timer.ts';
import type { Capabilities } from '../feedback/capabilities.ts';
import { draftAfterRating, draftOf, type FeedbackDraft } from '../feedback/draft.ts';
import { normalizeFeedback } from '../feedback/normalized-feedback.ts';
import {
  type ConfirmedFeedback,
  type Feedback,
  type MessageRef,
  NO_FEEDBACK,
  type RatedMessage,
  type Rating,
} from '../feedback/types.ts';
import {
  createEntry,
  EMPTY_SNAPSHOT,
  type FeedbackEntry,
  type FeedbackSnapshot,
  messageKey,
  pendingKey,
} from '../state/entry.ts';
import { createJournal, DRAFT } from '../state/journal.ts';
import { writeDraft, writeSubmission } from '../state/journal-writer.ts';
import {
  type FeedbackRegister,
  isUnsent,
  type RegisterEvent,
  reduceFeedback,
  shownFeedback,
} from '../state/register.ts';
import { createStampClock, nextStamp } from '../wire/stamp.ts';
import type { FeedbackClientOptions } from './feedback-client-options.ts';

// Over 300 lines: these functions share the entries, the listeners and the state of the engine.

/**
 * What every bar of a page says and shows: one register per message. Framework-free; a message that nobody touches costs
 * one entry in a map. Whatever has to do with time and others (delivering, retrying, other tabs, reading back) is done by the
 * engine, whose code is fetched apart: a press is shown and written down before it is there.
 */
export function createFeedbackClient({
  loadEngine = async () => (await import('../engine/engine.ts')).createEngine,
  userId = '',
  storage = null,
  onStorageProblem = () => {},
  clientId = randomClientId(),
  now = Date.now,
  setTimer = setTimeoutTimer,
  ...options
}: FeedbackClientOptions): FeedbackClient {
  const clock = createStampClock({ clientId, now });
  const journal = createJournal({ storage, userId, onProblem: onStorageProblem });
  const entries = new Map<string, FeedbackEntry>();
  // Arrays, as nearly every message has one listener and there may be ten thousand messages.
  const listeners = new Map<string, readonly (() => void)[]>();
  /** What the bars on this page call their messages; newer than what the journal says, as sealed references run out. */
  const named = new Map<string, RatedMessage>();
  const capabilitiesListeners = new Set<() => void>();
  let capabilities: Capabilities | null = null;
  const asked: MessageRef[] = [];
  let engine: Engine | null = null;
  let state: 'idle' | 'started' | 'stopped' | 'closed' = 'idle';
  let loading = false;
  let failures = 0;

  function start(): void {
    if (state === 'closed') return;
    state = 'started';
    if (engine !== null) engine.start();
    else if (!loading) load();
  }

  function load(): void {
    loading = true;
    const loaded = loadEngine();
    if (typeof loaded === 'function') attach(loaded);
    else loaded.then(attach, loadLater);
  }

  function loadLater(): void {
    loading = false;
    failures++;
    for (const entry of entries.values()) publish(entry);
    setTimer(start, Math.min(RETRY.longestMs, RETRY.firstMs * 2 ** failures));
  }

  function attach(createEngine: CreateEngine): void {
    if (state === 'closed') return;
    failures = 0;
    engine = createEngine(
      { clock, journal, entries, entryOf, dispatch, publish, forget, setCapabilities },
      { ...options, now, setTimer },
    );
    for (const message of asked.splice(0)) engine.ask(message);
    if (state === 'started') engine.start();
  }

  function setCapabilities(next: Capabilities): void {
    if (JSON.stringify(next) === JSON.stringify(capabilities)) return;
    capabilities = next;
    for (const listener of capabilitiesListeners) listener();
  }

  function entryOf(message: RatedMessage): FeedbackEntry {
    const key = messageKey(message);
    const entry = entries.get(key) ?? createEntry(named.get(key) ?? message);
    entries.set(key, entry);
    return entry;
  }

  /** The entry with the newest reference: ids that upstreams need may come later than the message's own. */
  function entryNamedBy(message: RatedMessage): FeedbackEntry {
    const entry = entryOf(message);
    if (message.messageId === undefined) return entry;
    entry.message = message;
    if (message.pendingId !== undefined) bind(entry, pendingKey(message.pendingId));
    return entry;
  }

  /** What was said while the message had no id yet is now said of the message. */
  function bind(entry: FeedbackEntry, pending: string): void {
    const before = entries.get(pending);
    if (before === entry) return;
    entries.set(pending, entry);
    entry.keys = [...entry.keys, pending];
    if (before === undefined) return;
    before.delivery?.close();
    entry.draft ??= before.draft;
    writeDraft(journal, entry, now());
    const { submission } = before.register;
    if (submission === null) publish(entry);
    else dispatch(entry, { type: 'submitted', ...submission });
    for (const entryId of [DRAFT, before.journaled]) if (entryId !== null) journal.remove(entryId, pending);
    if (isUnsent(entry.register)) engine?.submitted(entry);
  }

  function dispatch(entry: FeedbackEntry, event: RegisterEvent): void {
    const before = entry.register;
    entry.register = reduceFeedback(before, event);
    if (entry.register === before) return;
    writeSubmission(journal, entry);
    entry.delivery?.follow();
    const { refusal } = entry.register;
    if (refusal !== null && refusal !== before.refusal && entry.draft === null) {
      entry.draft = draftOf(refusal.feedback);
      writeDraft(journal, entry, now());
    }
    publish(entry);
  }

  function publish(entry: FeedbackEntry): void {
    const { register, draft, ratings, delivery } = entry;
    entry.snapshot = {
      feedback: shownFeedback(register),
      confirmed: register.confirmed,
      refusal: register.refusal,
      draft,
      ratings,
      delivery: delivery?.state ?? stateWithoutEngine(register),
    };
    for (const key of entry.keys) for (const listener of listeners.get(key) ?? []) listener();
  }

  function stateWithoutEngine(register: FeedbackRegister): DeliveryState {
    if (!isUnsent(register)) return 'settled';
    return failures > 1 ? 'delayed' : 'sending';
  }

  function submitEntry(entry: FeedbackEntry, feedback: Feedback, draft: FeedbackDraft | null): void {
    setDraft(entry, draft);
    dispatch(entry, { type: 'submitted', feedback: normalizeFeedback(feedback), stamp: nextStamp(clock) });
    if (engine === null) start();
    else engine.submitted(entry);
  }

  function setDraft(entry: FeedbackEntry, draft: FeedbackDraft | null): void {
    if (entry.draft === draft) return;
    entry.draft = draft;
    writeDraft(journal, entry, now());
  }

  function forget(): void {
    journal.purge();
    for (const entry of entries.values()) entry.delivery?.close();
    entries.clear();
    for (const each of listeners.values()) for (const listener of each) listener();
  }

  function findEntry(message: RatedMessage): FeedbackEntry | undefined {
    const { pendingId } = message;
    return (
      (pendingId === undefined ? undefined : entries.get(pendingKey(pendingId))) ??
      entries.get(messageKey(message))
    );
  }

  return {
    start,

    stop() {
      if (state === 'started') state = 'stopped';
      engine?.stop();
    },

    getSnapshot: (message) => findEntry(message)?.snapshot ?? EMPTY_SNAPSHOT,

    subscribe(message, listener) {
      const key = messageKey(message);
      listeners.set(key, [...(listeners.get(key) ?? []), listener]);
      named.set(key, message);
      if (entries.has(key) || message.pendingId !== undefined) entryNamedBy(message);
      if (message.messageId !== undefined) {
        if (engine === null) asked.push(message);
        else engine.ask(message);
      }
      start();
      return () => {
        const others = listeners.get(key)?.filter((each) => each !== listener) ?? [];
        if (others.length > 0) listeners.set(key, others);
        else {
          listeners.delete(key);
          named.delete(key);
        }
      };
    },

    rate(message, rating) {
      const entry = entryNamedBy(message);
      const shown = shownFeedback(entry.register);
      if (rating === shown.rating) return;
      submitEntry(
        entry,
        rating === null ? NO_FEEDBACK : { ...NO_FEEDBACK, rating },
        draftAfterRating(rating, entry.draft, shown),
      );
    },

    submit(message, feedback, draft = null) {
      submitEntry(entryNamedBy(message), feedback, draft);
    },

    setDraft(message, draft) {
      const entry = entryNamedBy(message);
      setDraft(entry, draft);
      publish(entry);
    },

    seed(message, feedback) {
      // The empty stamp is older than every other, so whatever the proxy or the user says wins.
      dispatch(entryNamedBy(message), { type: 'confirmed', confirmed: { ...NOTHING_CONFIRMED, feedback } });
    },

    retry(message) {
      findEntry(message)?.delivery?.retry();
      start();
    },

    resume: () => engine?.resume(),

    purge() {
      forget();
      engine?.purged();
    },

    getCapabilities: () => capabilities,

    subscribeToCapabilities(listener) {
      capabilitiesListeners.add(listener);
      return () => capabilitiesListeners.delete(listener);
    },

    close() {
      state = 'closed';
      engine?.close();
    },
  };
}

export interface FeedbackClient {
  /** Looks for what is left to send and begins to deliver. Comes by itself with the first bar and the first press. */
  start(): void;
  /** Listens to the page and other tabs no more. What is on its way goes on, and `start` takes up the rest. */
  stop(): void;
  /** What is known now; the same object until something changes. */
  getSnapshot(message: RatedMessage): FeedbackSnapshot;
  /** Calls the listener when the snapshot changes, and reads what was saved before. */
  subscribe(message: RatedMessage, listener: () => void): () => void;
  /** Rates, switches, or with `null` takes the rating back. Words said so far become the draft. */
  rate(message: RatedMessage, rating: Rating | null): void;
  /** Sends a whole feedback; check it with `feedbackProblems` before. The draft is done with, but for what is given on. */
  submit(message: RatedMessage, feedback: Feedback, draft?: FeedbackDraft | null): void;
  /** Keeps what is being written. */
  setDraft(message: RatedMessage, draft: FeedbackDraft | null): void;
  /** What the host knows from its own data, shown until something newer is known. */
  seed(message: RatedMessage, feedback: Feedback): void;
  /** Tries again now, for a user who does not want to wait. */
  retry(message: RatedMessage): void;
  /** Sends what was held because nobody was signed in. */
  resume(): void;
  /** Forgets what this user has not sent, here and in their other tabs: for signing out on a shared machine. */
  purge(): void;
  /** What the upstream can do; `null` until the proxy has said so. */
  getCapabilities(): Capabilities | null;
  subscribeToCapabilities(listener: () => void): () => void;
  /** Stops every timer and request. What has not been sent stays in the journal. */
  close(): void;
}

const NOTHING_CONFIRMED: ConfirmedFeedback = {
  feedback: NO_FEEDBACK,
  stamp: '',
  undoUntil: null,
  final: false,
};

function randomClientId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => (byte % 36).toString(36)).join('');
}
