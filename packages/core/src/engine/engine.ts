import { DEFAULT_CAPABILITIES } from '../feedback/limits.ts';
import type { RatedMessage } from '../feedback/types.ts';
import type { ClientState } from '../state/client-state.ts';
import { type FeedbackEntry, type MessageDelivery, messageKey } from '../state/entry.ts';
import { isUnsent } from '../state/register.ts';
import { adoptLoaded, adoptNote, setCapabilities } from './adopt-feedback.ts';
import { applyEvent } from './apply-event.ts';
import { completeMetadata } from './complete-metadata.ts';
import { type EngineOptions, engineSettings, type FeedbackEvent, type TabNote } from './engine-options.ts';
import { createExceptionReport, guardSettings, lateLoadError } from './guarded-settings.ts';
import { handOver, type Successor } from './hand-over.ts';
import { removeUnassigned } from './journal-records.ts';
import { excludeBoundMessages, recoverJournal, takeSubmitted } from './journal-recovery.ts';
import { createListening } from './listening.ts';
import { createLoadQueue } from './load-queue.ts';
import { createMessageDelivery, type MessageDeliveryOptions } from './message-delivery.ts';
import { createPageUser, loadAs, unsentEntries, userTagOf } from './page-user.ts';
import { createProxyClock, timeBeforePresses } from './proxy-clock.ts';
import { createRedactReport } from './redact-report.ts';
import { restampUncarried } from './restamp.ts';

export { recordToNote } from './journal-records.ts';

/**
 * Connects a client's state to the proxy, the journal and the user's other tabs. A tab that learns
 * of unsent feedback sends it, because the tab of the press may be closed.
 *
 * @example
 * // The engine is bundled with the client instead of being loaded later.
 * const client = createFeedbackClient({ submit, loadEngine: () => createEngine });
 */
export const createEngine: CreateEngine = (state, options) => {
  const reportException = createExceptionReport();
  const settings = guardSettings(engineSettings(options), reportException);
  const { load, channel, page, onError, onExpired } = settings;
  const reportRedact = createRedactReport(state, onError);
  state.report = (name, cause, unredacted, entry) =>
    unredacted ? reportRedact(cause, unredacted, entry) : reportException(name, cause);
  for (const exception of state.early) state.report(...exception);
  state.takeSubmitted = takeSubmitted;
  if (options.capabilities) setCapabilities(state, { ...DEFAULT_CAPABILITIES, ...options.capabilities });
  state.clock.startedAt ??= timeBeforePresses(state);
  state.isEngineLate = false;
  if (state.loadFailure !== undefined) onError(lateLoadError(state.loadFailure), null);
  /** Messages whose feedback in journal format 1 has no destination, so it waits for a mounted bar. */
  let waitingForBar: ReadonlySet<string> = new Set();
  let probes = 0;
  let closed = false;

  const listening = createListening(
    () => [
      channel.listen(receive),
      page.listen({
        wake,
        offline: () => forEachUnsent((delivery) => delivery.offline()),
        leave: () => forEachUnsent((delivery) => delivery.flush()),
      }),
    ],
    isAllSent,
  );

  const pageUser = createPageUser(state, {
    onBound() {
      // Other tabs ignore notes without their user tag.
      for (const entry of unsentEntries(state)) announce(entry);
      recover(true);
    },
    onReplaced() {
      // The clock may have been corrected while this user's feedback was put aside.
      restampUncarried(state, dispatchToAllTabs);
      loadQueue?.readAgain(state.references.values());
      for (const entry of unsentEntries(state)) submitted(entry);
      recover(false);
    },
  });
  let recovered = false;
  /** Set while records of the journal wait for the proxy's time. `isFirst` as in `RecoveryOptions`. */
  let waitingForTime: { readonly isFirst: boolean } | null = null;

  const proxyClock = createProxyClock(state, {
    onCorrected: (negligibleMs) => restampUncarried(state, dispatchToAllTabs, negligibleMs),
    onResponse() {
      if (waitingForTime) recover(waitingForTime.isFirst);
    },
  });

  /** Whether another user may be signed in since the stop: no response has confirmed the `userId`. */
  const mayHaveNextUser = () =>
    closed || (listening.stopped && state.journal.userId !== '' && userTagOf(state.journal) === null);

  const loadQueue =
    load &&
    createLoadQueue({
      ...settings,
      load: loadAs(pageUser, (messages, context) => proxyClock.watch(() => load(messages, context))),
      // Once stopped, it reads only for the sake of what is unsent, whose first attempt waits for a read.
      isPaused: () => mayHaveNextUser() || (listening.stopped && isAllSent()),
      onError: (error) => onError(error, null),
      onLoaded(loaded) {
        adoptLoaded(state, loaded);
        // The proxy may have stored a submission that the user has since replaced, so send the newer one.
        for (const entry of unsentEntries(state)) submittedElsewhere(entry);
        resumeHeld();
        listening.endIfDone();
      },
    });

  const deliveryOptions: MessageDeliveryOptions = {
    ...settings,
    submit: (submission, context) => proxyClock.watch(() => settings.submit(submission, context)),
    state,
    readSharedClock: proxyClock.readShared,
    writeSharedClock: proxyClock.writeShared,
    negligibleMs: () => proxyClock.negligibleMs,
    pageUser,
    mayHaveNextUser,
    afterFirstRead: async () => loadQueue?.afterFirstRead(),
    onSignedIn: resumeHeld,
    dispatchToAllTabs,
  };

  function isAllSent(): boolean {
    return unsentEntries(state).length === 0;
  }

  function dispatchToAllTabs(entry: FeedbackEntry, events: readonly FeedbackEvent[]): void {
    for (const event of events) {
      applyEvent(state, entry, event);
      broadcast(entry, event);
      readIfRefused(entry, event);
    }
    listening.endIfDone();
  }

  /** The server may have older feedback, of which this page does not know. */
  function readIfRefused({ message }: FeedbackEntry, { type }: FeedbackEvent): void {
    if (type === 'refused') loadQueue?.requestAgain(message);
  }

  function broadcast({ message }: FeedbackEntry, event: FeedbackEvent): void {
    // In another tab, the same pending id may be another answer's.
    if (message.messageId) channel.post({ scope: scopeOf(state), message, event });
  }

  function deliveryOf(entry: FeedbackEntry): MessageDelivery {
    entry.delivery ??= createMessageDelivery(entry, deliveryOptions);
    return entry.delivery;
  }

  function forEachUnsent(call: (delivery: MessageDelivery) => void): void {
    for (const entry of unsentEntries(state)) call(deliveryOf(entry));
  }

  function announce(entry: FeedbackEntry): void {
    const { submission } = entry.register;
    if (submission !== null) broadcast(entry, { type: 'submitted', ...submission });
  }

  function submitted(entry: FeedbackEntry): void {
    if (!isUnsent(entry.register)) return;
    // A streamed answer may have got its id only now: request its read, which the first submission awaits.
    if (entry.message.pendingId) readUnlessKnown(entry.message);
    excludeBoundMessages(state, entry);
    announce(entry);
    deliveryOf(entry).submitted();
  }

  function submittedElsewhere(entry: FeedbackEntry): void {
    if (isUnsent(entry.register)) deliveryOf(entry).submittedElsewhere();
  }

  function receive(note: TabNote): void {
    if (note.event === 'purged') {
      const { prefix } = state.journal;
      if (note.scope.startsWith(prefix)) pageUser.purged(note.scope.slice(prefix.length));
    } else if (note.scope === scopeOf(state) && note.message.messageId) {
      proxyClock.readShared();
      const entry = adoptNote(state, note.message, note.event);
      readIfRefused(entry, note.event);
      submittedElsewhere(entry);
    }
    listening.endIfDone();
  }

  function recover(isFirst: boolean): void {
    const isFirstTry = isFirst || waitingForTime?.isFirst === true;
    waitingForTime = null;
    waitingForBar = recoverJournal(state, {
      isFirst: isFirstTry,
      // Without reads, the device's clock may stay the only source of time.
      isTimeKnown: loadQueue === undefined || proxyClock.hasResponse,
      onRecovered: submittedElsewhere,
      onExpired,
      onAgeUnknown(message) {
        waitingForTime = { isFirst: isFirstTry };
        if (message !== null) loadQueue?.request(message);
      },
    });
  }

  function readUnlessKnown(message: RatedMessage): void {
    if (settings.isKnown(message)) loadQueue?.trust(message);
    else loadQueue?.request(message);
  }

  function heldDeliveries(): readonly MessageDelivery[] {
    const deliveries = unsentEntries(state).map(deliveryOf);
    return deliveries.filter((delivery) => delivery.state === 'held');
  }

  function resumeHeld(): void {
    for (const delivery of heldDeliveries()) delivery.resume();
  }

  /** Retries at once, because the reason for a failure may be gone. */
  function wake(): void {
    if (!listening.stopped) {
      recover(!recovered);
      recovered = true;
      loadQueue?.wake();
      loadQueue?.refresh(state.references.values());
    }
    forEachUnsent((delivery) => delivery.wake());
    // Held submissions take turns: one is sent to find out whether the user has signed in elsewhere.
    const held = heldDeliveries();
    if (!held.some((delivery) => delivery.isBusy)) held[probes++ % held.length]?.tryHeld();
    listening.endIfDone();
  }

  function purged(): void {
    const { journal } = state;
    state.onChange?.();
    // It may be this user's.
    removeUnassigned(journal);
    channel.post({ scope: journal.prefix + state.purged, event: 'purged' });
  }

  const complete = completeMetadata(state, settings);
  if (state.purged !== undefined) purged();
  // Messages mounted and feedback submitted before the engine was loaded. The first submission
  // waits for the first read.
  for (const message of state.references.values()) readUnlessKnown(message);
  for (const entry of unsentEntries(state)) {
    complete(entry);
    submitted(entry);
  }
  state.onChange?.();

  return {
    start() {
      if (listening.start()) wake();
    },
    stop: listening.stop,
    requestSaved(message) {
      readUnlessKnown(message);
      if (waitingForBar.has(messageKey(message))) recover(false);
      state.entries.get(messageKey(message))?.delivery?.referenceChanged();
    },
    submitted,
    resume() {
      pageUser.reopen();
      if (userTagOf(state.journal) === null) loadQueue?.wake();
      else loadQueue?.readAgain(state.references.values());
      forEachUnsent((delivery) => delivery.resume());
    },
    purged,
    close(successor) {
      closed = true;
      listening.close();
      loadQueue?.close();
      proxyClock.close();
      for (const { delivery } of state.entries.values()) delivery?.close();
      if (successor) handOver(state, successor);
    },
  };
};

/** The scope of notes to other tabs. */
function scopeOf({ journal }: ClientState): string {
  return journal.prefix + journal.owner;
}

export type CreateEngine = (state: ClientState, options: EngineOptions) => Engine;

/** Returns `createEngine`, at once or later. A rejection is a transient error. */
export type LoadEngine = () => CreateEngine | Promise<CreateEngine>;

export interface Engine {
  /** Sends unsent feedback, and listens to the page and to other tabs. */
  start(): void;
  /**
   * Stops once nothing is unsent. Until then it listens and retries, unless the host has named a user
   * whose user tag is unknown: then only requests in flight continue.
   */
  stop(): void;
  /** Reads a message's saved feedback, if its id is known. A fresh reference ends the wait for one. */
  requestSaved(message: RatedMessage): void;
  /** Sends the entry's new submission, and reports it to the other tabs. */
  submitted(entry: FeedbackEntry): void;
  /** Sends held submissions, because the user signed in. */
  resume(): void;
  /** Tells the other tabs to forget the feedback of the owner in `state.purged`. */
  purged(): void;
  /** Ends the engine. The successor takes over what the user did on this page. */
  close(successor?: Successor): void;
}
