import type { Capabilities } from '../feedback/capabilities.ts';
import { feedbackOf } from '../feedback/draft.ts';
import {
  type Feedback,
  type FeedbackSubmission,
  type LoadFeedback,
  type MessageRef,
  NO_FEEDBACK,
  type RatedMessage,
  type SubmitFeedback,
} from '../feedback/types.ts';
import { type FeedbackEntry, messageKey } from '../state/entry.ts';
import type { Journal } from '../state/journal.ts';
import { isUnsent, type RegisterEvent } from '../state/register.ts';
import type { FeedbackError } from '../wire/feedback-error.ts';
import type { StampClock } from '../wire/stamp.ts';
import { JOURNAL_MAX_AGE_MS, readJournal } from './journal-record.ts';
import { createLoadQueue } from './load-queue.ts';
import { createMessageDelivery, type MessageDelivery, type RunAttempt } from './message-delivery.ts';
import { observeStamp } from './stamp-clock.ts';
import {
  NO_CHANNEL,
  NO_EVENTS,
  NO_LOCKS,
  type PageEvents,
  type TabChannel,
  type TabLocks,
  type TabNote,
} from './tabs.ts';
import { type SetTimer, setTimeoutTimer } from './timer.ts';

export { recordToNote } from './journal-record.ts';

/**
 * What goes on between the bars of this page, the proxy, the journal and the user's other tabs. A tab that learns of something
 * unsent sends it: the tab in which it was said may be gone.
 */
export const createEngine: CreateEngine = (
  { clock, journal, entries, entryOf, dispatch, publish, forget, setCapabilities },
  {
    submit,
    load = submit.load,
    run = (_submission, call) => call(),
    onError = () => {},
    onExpired = () => {},
    now = Date.now,
    random = Math.random,
    setTimer = setTimeoutTimer,
    channel = NO_CHANNEL,
    locks = NO_LOCKS,
    page = NO_EVENTS,
  },
) => {
  let stopListening: (() => void) | null = null;

  const loadQueue =
    load &&
    createLoadQueue({
      load,
      random,
      setTimer,
      onError: (error) => onError(error, null),
      onLoaded(loaded) {
        for (const item of loaded.items) {
          observeStamp(clock, item.stamp);
          const { messageId, ...confirmed } = item;
          dispatch(entryOf({ messageId }), { type: 'confirmed', confirmed });
        }
        for (const { messageId, ratings } of loaded.ratable ?? []) {
          const entry = entryOf({ messageId });
          entry.ratings = ratings;
          publish(entry);
        }
        if (loaded.capabilities) setCapabilities(loaded.capabilities);
      },
    });

  function deliveryOf(entry: FeedbackEntry): MessageDelivery {
    entry.delivery ??= createMessageDelivery({
      name: `${journal.prefix}${messageKey(entry.message)}`,
      submit,
      run,
      clock,
      locks,
      now,
      random,
      setTimer,
      read: () => entry,
      isOffline: page.isOffline ?? (() => false),
      dispatch(event) {
        dispatch(entry, event);
        broadcast(entry, event);
      },
      onChange: () => publish(entry),
      onError,
    });
    return entry.delivery;
  }

  function broadcast({ message }: FeedbackEntry, event: RegisterEvent): void {
    channel.post({ message, event });
  }

  function receive(note: TabNote): void {
    if (note !== 'purged') apply(note);
    else forget();
  }

  function apply({ message, event }: Exclude<TabNote, 'purged'>): void {
    const entry = entryOf(message);
    observeStamp(clock, event.type === 'confirmed' ? event.confirmed.stamp : event.stamp);
    dispatch(entry, event);
    if (isUnsent(entry.register)) deliveryOf(entry).submittedElsewhere();
  }

  /** Takes up what was written down by this page before a reload, or by tabs that may be gone. */
  function recover(): void {
    for (const record of readJournal(journal)) {
      const { entryId, message, feedback, draft, at } = record;
      const entry = entryOf(message);
      const key = messageKey(entry.message);
      // It was said before the message had its id.
      const renamed = key !== record.messageKey;
      const expired = at < now() - JOURNAL_MAX_AGE_MS;
      if (expired) {
        journal.remove(entryId, record.messageKey);
        onExpired({ message, feedback: feedback ?? (draft ? feedbackOf(draft) : NO_FEEDBACK) });
      } else if (feedback !== undefined) {
        observeStamp(clock, entryId);
        dispatch(entry, { type: 'submitted', feedback, stamp: entryId });
        // What is known by now may be newer, and stands under a stamp of its own.
        if (renamed || entry.journaled !== entryId) journal.remove(entryId, record.messageKey);
        if (isUnsent(entry.register)) deliveryOf(entry).submittedElsewhere();
      } else if (draft !== undefined) {
        if (renamed) journal.remove(entryId, record.messageKey);
        if (entry.draft !== null) continue;
        entry.draft = draft;
        if (renamed) journal.write(entryId, key, { message: entry.message, draft, at });
        publish(entry);
      }
    }
  }

  function unsent(): readonly FeedbackEntry[] {
    return [...new Set(entries.values())].filter(({ register }) => isUnsent(register));
  }

  function submitted(entry: FeedbackEntry): void {
    const { submission } = entry.register;
    if (submission !== null) broadcast(entry, { type: 'submitted', ...submission });
    deliveryOf(entry).submitted();
  }

  /** Not to wait for the next retry: what kept it from arriving may be over. */
  function wake(): void {
    recover();
    loadQueue?.wake();
    for (const entry of unsent()) deliveryOf(entry).wake();
  }

  // What was said before this code was there.
  for (const entry of unsent()) submitted(entry);

  return {
    start() {
      if (stopListening !== null) return;
      const stopReceiving = channel.listen(receive);
      const stopWatching = page.listen({
        wake,
        offline() {
          for (const entry of unsent()) deliveryOf(entry).offline();
        },
        leave() {
          for (const entry of unsent()) deliveryOf(entry).flush();
        },
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
    ask: (message) => loadQueue?.ask(message),
    submitted,
    resume() {
      loadQueue?.wake();
      for (const entry of unsent()) deliveryOf(entry).resume();
    },
    purged: () => channel.post('purged'),
    close() {
      stopListening?.();
      loadQueue?.close();
      for (const { delivery } of entries.values()) delivery?.close();
    },
  };
};

export type CreateEngine = (client: EngineContext, options: EngineOptions) => Engine;

/** Gives the function that makes the engine, at once or later. A rejection is taken for a transient error. */
export type LoadEngine = () => CreateEngine | Promise<CreateEngine>;

/** What the engine knows of the client. */
export interface EngineContext {
  readonly clock: StampClock;
  readonly journal: Journal;
  readonly entries: ReadonlyMap<string, FeedbackEntry>;
  entryOf(message: RatedMessage): FeedbackEntry;
  dispatch(entry: FeedbackEntry, event: RegisterEvent): void;
  publish(entry: FeedbackEntry): void;
  forget(): void;
  setCapabilities(capabilities: Capabilities): void;
}

export interface EngineOptions {
  readonly submit: SubmitFeedback;
  /** @default submit.load */
  readonly load?: LoadFeedback | undefined;
  /** Runs each attempt to submit, for caches that want to see them. @default calls it */
  readonly run?: RunAttempt;
  /** Sees every failed attempt, `null` for one to read; nothing needs to be done about it. */
  readonly onError?: ((error: FeedbackError, submission: FeedbackSubmission | null) => void) | undefined;
  /** Gets what could not be sent for seven days and is given up now. */
  readonly onExpired?: ((expired: ExpiredFeedback) => void) | undefined;
  /** @default Date.now */
  readonly now?: () => number;
  /** @default Math.random */
  readonly random?: () => number;
  /** @default setTimeout */
  readonly setTimer?: SetTimer;
  /** @default there are no other tabs */
  readonly channel?: TabChannel;
  /** @default there are no other tabs */
  readonly locks?: TabLocks;
  /** @default no events */
  readonly page?: PageEvents;
}

export interface ExpiredFeedback {
  readonly message: RatedMessage;
  /** What was to be sent, or was being written. */
  readonly feedback: Feedback;
}

export interface Engine {
  /** Takes up what is left to send, and listens. */
  start(): void;
  /** Listens no more; what is on its way goes on. */
  stop(): void;
  /** Reads what was saved before. */
  ask(message: MessageRef): void;
  /** There is a new submission. */
  submitted(entry: FeedbackEntry): void;
  resume(): void;
  /** Everything was forgotten here, and is to be in the other tabs. */
  purged(): void;
  close(): void;
}
