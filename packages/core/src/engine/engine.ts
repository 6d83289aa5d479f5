import type { LoadedFeedback, RatedMessage } from '../feedback/types.ts';
import {
  bindPendingId,
  type ClientState,
  dispatch,
  entryOf,
  forgetFeedback,
  publish,
  setCapabilities,
} from '../state/client-state.ts';
import type { FeedbackEntry, MessageDelivery } from '../state/entry.ts';
import { isUnsent, type RegisterEvent } from '../state/register.ts';
import { type EngineOptions, engineSettings, type TabNote } from './engine-options.ts';
import { excludeNamed, recoverJournal } from './journal-recovery.ts';
import { createLoadQueue } from './load-queue.ts';
import { createMessageDelivery, type MessageDeliveryOptions } from './message-delivery.ts';
import { observeStamp } from './stamp-clock.ts';

export { recordToNote } from './journal-recovery.ts';

/**
 * Connects a client's state to the proxy, the journal and the user's other tabs. A tab that learns
 * of unsent feedback sends it, because the tab of the press may be closed.
 *
 * @example
 * // The engine is bundled with the client instead of being loaded later.
 * const client = createFeedbackClient({ submit, loadEngine: () => createEngine });
 */
export const createEngine: CreateEngine = (state, options) => {
  const settings = engineSettings(options);
  const { load, channel, page, onError, onExpired } = settings;
  let stopListening: (() => void) | null = null;
  let recovered = false;

  const loadQueue =
    load &&
    createLoadQueue({
      ...settings,
      load,
      onError: (error) => onError(error, null),
      onLoaded: (loaded) => adoptLoaded(state, loaded),
    });

  const deliveryOptions: MessageDeliveryOptions = {
    ...settings,
    state,
    dispatchToAllTabs(entry, events) {
      for (const event of events) {
        dispatch(state, entry, event);
        broadcast(entry, event);
      }
    },
  };

  function broadcast({ message }: FeedbackEntry, event: RegisterEvent): void {
    // In another tab, the same pending id may be another answer's.
    if (message.messageId) channel.post({ message, event });
  }

  function deliveryOf(entry: FeedbackEntry): MessageDelivery {
    entry.delivery ??= createMessageDelivery(entry, deliveryOptions);
    return entry.delivery;
  }

  function forEachUnsent(call: (delivery: MessageDelivery) => void): void {
    for (const entry of unsentEntries(state)) call(deliveryOf(entry));
  }

  function submitted(entry: FeedbackEntry): void {
    const { submission } = entry.register;
    if (submission === null || !isUnsent(entry.register)) return;
    excludeNamed(state, entry);
    broadcast(entry, { type: 'submitted', ...submission });
    deliveryOf(entry).submitted();
  }

  function submittedElsewhere(entry: FeedbackEntry): void {
    if (isUnsent(entry.register)) deliveryOf(entry).submittedElsewhere();
  }

  function receive(note: TabNote): void {
    if (note === 'purged') forgetFeedback(state);
    else if (note.message.messageId) submittedElsewhere(adoptNote(state, note));
  }

  /** Retries at once, because the reason for a failure may be gone. */
  function wake(): void {
    recoverJournal(state, { isFirst: !recovered, onRecovered: submittedElsewhere, onExpired });
    recovered = true;
    loadQueue?.wake();
    forEachUnsent((delivery) => delivery.wake());
  }

  // Submitted and mounted before the engine was loaded.
  for (const entry of unsentEntries(state)) submitted(entry);
  for (const message of state.references.values()) loadQueue?.request(message);

  return {
    start() {
      if (stopListening !== null) return;
      const stopReceiving = channel.listen(receive);
      const stopWatching = page.listen({
        wake,
        offline: () => forEachUnsent((delivery) => delivery.offline()),
        leave: () => forEachUnsent((delivery) => delivery.flush()),
      });
      stopListening = () => {
        stopReceiving();
        stopWatching();
      };
      wake();
    },
    stop() {
      stopListening?.();
      stopListening = null;
    },
    requestSaved: (message) => loadQueue?.request(message),
    submitted,
    resume() {
      loadQueue?.wake();
      forEachUnsent((delivery) => delivery.resume());
    },
    purged: () => channel.post('purged'),
    close() {
      stopListening?.();
      loadQueue?.close();
      for (const { delivery } of state.entries.values()) delivery?.close();
    },
  };
};

function unsentEntries({ entries }: ClientState): readonly FeedbackEntry[] {
  return [...entries.values()].filter(({ register }) => isUnsent(register));
}

/** Applies another tab's event to its message. */
function adoptNote(state: ClientState, { message, event }: Exclude<TabNote, 'purged'>): FeedbackEntry {
  const entry = entryOf(state, message);
  bindPendingId(state, entry, message);
  observeStamp(state.clock, event.type === 'confirmed' ? event.confirmed.stamp : event.stamp);
  dispatch(state, entry, event);
  return entry;
}

/** Adopts what a read returned. */
function adoptLoaded(state: ClientState, { items, restricted = [], capabilities }: LoadedFeedback): void {
  for (const { messageId, ...confirmed } of items) {
    observeStamp(state.clock, confirmed.stamp);
    dispatch(state, entryOf(state, { messageId }), { type: 'confirmed', confirmed });
  }
  for (const { messageId, ratings } of restricted) {
    const entry = entryOf(state, { messageId });
    entry.ratings = ratings;
    publish(state, entry);
  }
  if (capabilities) setCapabilities(state, capabilities);
}

export type CreateEngine = (state: ClientState, options: EngineOptions) => Engine;

/** Returns `createEngine`, at once or later. A rejection is a transient error. */
export type LoadEngine = () => CreateEngine | Promise<CreateEngine>;

export interface Engine {
  /** Sends unsent feedback, and listens to the page and to other tabs. */
  start(): void;
  /** Stops listening. Requests in flight continue. */
  stop(): void;
  /** Reads a message's saved feedback, if its id is known. */
  requestSaved(message: RatedMessage): void;
  /** Sends the entry's new submission, and reports it to the other tabs. */
  submitted(entry: FeedbackEntry): void;
  /** Sends held submissions, because the user signed in. */
  resume(): void;
  /** Tells the other tabs that all feedback was forgotten here. */
  purged(): void;
  close(): void;
}
