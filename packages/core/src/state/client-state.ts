import { type FeedbackDraft, isEmptyDraft } from '../feedback/draft.ts';
import type { Capabilities } from '../feedback/limits.ts';
import type { Feedback, RatedMessage } from '../feedback/types.ts';
import { nextStamp, proxyTime, type StampClock } from '../wire/stamp.ts';
import { createEntry, type FeedbackEntry, messageKey, pendingKey, snapshotOf } from './entry.ts';
import { DRAFT, type Journal } from './journal.ts';
import { type HostException, type Redaction, redacted } from './redacted.ts';
import {
  EMPTY_REGISTER,
  type FeedbackRegister,
  isUnsent,
  type StampedFeedback,
  withSubmission,
} from './register.ts';

/** The state that a client and its engine share. */
export interface ClientState extends Redaction {
  readonly clock: StampClock;
  /**
   * Stamps feedback that the user submits now. The engine replaces it: then the stamp is larger than
   * those of the user's other tabs, and the metadata is complete.
   */
  stampPress: (entry: FeedbackEntry, feedback: Feedback) => StampedFeedback;
  readonly journal: Journal;
  /** Keyed by message id, or by pending id until the message id is known. */
  readonly entries: Map<string, FeedbackEntry>;
  /**
   * For each pending id, the messages that took the feedback given under it. A host may use one
   * pending id for many answers, so later feedback under it belongs to another message.
   */
  readonly bindings: Map<string, Set<string>>;
  /**
   * Keyed like `entries`. Arrays, because a page can have 10,000 messages, nearly all with one
   * listener.
   */
  readonly listeners: Map<string, readonly (() => void)[]>;
  /** The references of the mounted bars, preferred to those in the journal, which may have expired. */
  readonly references: Map<string, RatedMessage>;
  /** `null` until the proxy, or the option `capabilities`, provides them. */
  capabilities: Capabilities | null;
  readonly capabilitiesListeners: Set<() => void>;
  /** Whether loading the engine has failed more than once, so unsent feedback counts as delayed. */
  isEngineLate?: boolean;
  /** Why the engine could not be loaded at first. The engine reports it. */
  loadFailure?: unknown;
  /** The `owner` of the last purge. If that was before the engine loaded, the engine tells other tabs. */
  purged?: string;
  /** Replaced by the engine, which keeps the text if the entry has a later submission. */
  takeSubmitted: typeof setSubmission;
  /** Replaced by the engine, which shows no feedback while `isHidden`. */
  takeSnapshot: typeof snapshotOf;
  /** Whether another user is signed in, so that the page shows no feedback. */
  isHidden?: boolean;
  /** Called by the engine whenever the feedback of any message may change. Set by `watchFeedback`. */
  onChange?: () => void;
  /** The listeners of `watchFeedback`. */
  watchers?: Set<() => void>;
  /**
   * Exceptions that the host's functions threw before the engine had loaded. The engine reports them.
   */
  readonly early: readonly HostException[];
}

export function createClientState(
  clock: StampClock,
  journal: Journal,
  redact: Redaction['redact'],
): ClientState {
  const early: HostException[] = [];
  return {
    redact,
    early,
    report: (...exception) => early.push(exception),
    clock,
    stampPress: (_entry, feedback) => ({ feedback, stamp: nextStamp(clock), pressedAt: clock.now() }),
    journal,
    entries: new Map(),
    bindings: new Map(),
    listeners: new Map(),
    references: new Map(),
    capabilities: null,
    capabilitiesListeners: new Set(),
    takeSubmitted: setSubmission,
    takeSnapshot: snapshotOf,
  };
}

/** The entry of a message, created if there is none. */
export function entryOf({ entries, references }: ClientState, message: RatedMessage): FeedbackEntry {
  const key = messageKey(message);
  const entry = entries.get(key) ?? createEntry(references.get(key) ?? message);
  entries.set(key, entry);
  return entry;
}

export function findEntry(state: ClientState, message: RatedMessage): FeedbackEntry | undefined {
  return pendingEntry(state, message) ?? state.entries.get(messageKey(message));
}

/** The feedback given under a message's `pendingId`, until the message takes it. */
function pendingEntry({ entries, bindings }: ClientState, message: RatedMessage): FeedbackEntry | undefined {
  const { messageId, pendingId } = message;
  if (!messageId || !pendingId || bindings.get(pendingId)?.has(messageId)) return;
  return entries.get(pendingKey(pendingId));
}

/**
 * Makes feedback given under a `pendingId` the feedback of the message whose id is now known.
 * Returns whether there was any. Happens once for each message and pending id: afterwards, the
 * pending id belongs to another answer.
 */
export function bindPendingId(state: ClientState, entry: FeedbackEntry, message: RatedMessage): boolean {
  const { messageId, pendingId } = message;
  if (!messageId || !pendingId) return false;
  const pending = pendingEntry(state, message);
  state.bindings.set(pendingId, (state.bindings.get(pendingId) ?? new Set()).add(messageId));
  if (pending === undefined) return false;
  setDraft(state, entry, entry.draft ?? pending.draft, pending.draftAfter);
  const { submission } = pending.register;
  if (submission !== null) state.takeSubmitted(state, entry, submission);
  forgetEntry(state, pending);
  publish(state, entry);
  return true;
}

/** Forgets one entry, in memory and in the journal. */
export function forgetEntry(state: ClientState, entry: FeedbackEntry): void {
  entry.delivery?.close();
  setDraft(state, entry, null);
  entry.register = EMPTY_REGISTER;
  writeSubmission(state.journal, entry);
  state.entries.delete(messageKey(entry.message));
  publish(state, entry);
}

/** Adds a submission to a message's register, writes the journal and notifies the listeners. */
export function setSubmission(state: ClientState, entry: FeedbackEntry, submission: StampedFeedback): void {
  setRegister(state, entry, withSubmission(entry.register, submission));
}

/** Replaces a message's register, writes the journal and notifies the listeners. */
export function setRegister(state: ClientState, entry: FeedbackEntry, register: FeedbackRegister): void {
  if (register === entry.register) return;
  entry.register = register;
  writeSubmission(state.journal, entry);
  entry.delivery?.refresh();
  publish(state, entry);
}

/** Stores a draft without notifying the listeners. */
export function setDraft(
  state: ClientState,
  entry: FeedbackEntry,
  draft: FeedbackDraft | null,
  after: string | undefined = entry.register.submission?.stamp,
): void {
  entry.draftAfter = after;
  if (entry.draft === draft) return;
  entry.draft = draft;
  writeDraft(state, entry);
}

/** Takes a new snapshot and notifies the message's listeners. */
export function publish(state: ClientState, entry: FeedbackEntry): void {
  const { listeners, isEngineLate } = state;
  entry.snapshot = state.takeSnapshot(entry, isEngineLate);
  for (const listener of listeners.get(messageKey(entry.message)) ?? []) callListener(state, listener);
}

export function callListener({ report }: ClientState, listener: () => void): void {
  try {
    listener();
  } catch (cause) {
    report('A listener', cause);
  }
}

/** Adds a listener to a message. Returns a function that removes it. */
export function addListener(
  { listeners, references }: ClientState,
  message: RatedMessage,
  listener: () => void,
): () => void {
  const key = messageKey(message);
  listeners.set(key, [...(listeners.get(key) ?? []), listener]);
  references.set(key, message);
  return () => {
    const others = listeners.get(key)?.filter((each) => each !== listener) ?? [];
    if (others.length > 0) listeners.set(key, others);
    else {
      listeners.delete(key);
      references.delete(key);
    }
  };
}

/** Forgets every entry of this user, in memory and in the journal. */
export function forgetFeedback(state: ClientState): void {
  state.journal.purge();
  for (const entry of state.entries.values()) forgetEntry(state, entry);
}

/**
 * Writes the unsent submission of a message to the journal, or removes its record. Writes the new record
 * before it removes the old one, so a crash in between leaves both.
 */
function writeSubmission(journal: Journal, entry: FeedbackEntry): void {
  const { register, message, journaled } = entry;
  const submission = isUnsent(register) ? register.submission : null;
  const stamp = submission?.stamp ?? null;
  if (stamp === journaled) return;
  const key = messageKey(message);
  const write = () => stamp === null || journal.write(stamp, key, { message, ...submission });
  const written = write();
  if (journaled !== null) journal.remove(journaled, key);
  // Removing the old record may have made room in full storage.
  if (!written) write();
  entry.journaled = stamp;
}

/** Writes the draft of a message to the journal, or removes its record. */
export function writeDraft(state: ClientState, entry: FeedbackEntry): void {
  const { journal, clock } = state;
  const { message, draft, draftAfter: after } = entry;
  const key = messageKey(message);
  if (draft === null || isEmptyDraft(draft)) {
    journal.remove(DRAFT, key);
    return;
  }
  const stored = redacted(state, draft);
  // If the draft cannot be redacted, the one stored before remains.
  if (stored) journal.write(DRAFT, key, { message, draft: stored, after, at: proxyTime(clock) });
}
