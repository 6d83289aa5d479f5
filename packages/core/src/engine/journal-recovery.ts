import { feedbackOf } from '../feedback/draft.ts';
import { NO_FEEDBACK } from '../feedback/types.ts';
import { bindPendingId, type ClientState, dispatch, entryOf, publish } from '../state/client-state.ts';
import { type FeedbackEntry, messageKey } from '../state/entry.ts';
import { type Journal, UNKNOWN } from '../state/journal.ts';
import { shownFeedback } from '../state/register.ts';
import type { ExpiredFeedback } from './engine-options.ts';
import { type JournalRecord, readJournal, removeKey } from './journal-records.ts';
import { hasOtherKey, userTagOf } from './page-user.ts';
import { observeStamp } from './stamp-clock.ts';

/** How long unsent feedback and drafts are kept: 7 days. Safari deletes storage then anyway. */
export const JOURNAL_MAX_AGE_MS = 604_800_000;

/**
 * Restores feedback that this page wrote before a reload, or another tab that may be closed.
 * Expires old feedback of every user, because a user may never return. Returns the keys of the
 * messages whose feedback waits until one of their bars is mounted.
 */
export function recoverJournal(state: ClientState, options: RecoveryOptions): ReadonlySet<string> {
  const { clock, journal, references } = state;
  const waiting = new Set<string>();
  for (const record of readJournal(journal)) {
    const { feedback, draft, at } = record;
    if (at < clock.now() - JOURNAL_MAX_AGE_MS) {
      const { notFor: _, ...message } = record.message;
      removeKey(journal, record.key);
      options.onExpired({ message, feedback: feedback ?? (draft ? feedbackOf(draft) : NO_FEEDBACK) });
    } else if (isOfPageUser(journal, record)) {
      // An entry of the first format does not name its destination. A mounted bar does.
      if (record.isFirstFormat && journal.destination && !references.has(record.messageKey))
        waiting.add(record.messageKey);
      else recover(state, record, options);
    }
  }
  return waiting;
}

export interface RecoveryOptions {
  /** Whether the page has just started, or its user has just become known. */
  readonly isFirst: boolean;
  readonly onRecovered: (entry: FeedbackEntry) => void;
  readonly onExpired: (expired: ExpiredFeedback) => void;
}

function recover(
  state: ClientState,
  { key, entryId, feedback, draft, at, ...record }: JournalRecord,
  { isFirst, onRecovered }: RecoveryOptions,
): void {
  const { clock, journal } = state;
  const entry = recoveredEntry(state, record.message, isFirst || record.isFirstFormat);
  if (entry === null) return;
  // Written under a pending id, and the message has its id by now; before the user was known; or in
  // the first format.
  const moved = messageKey(entry.message) !== record.messageKey || record.owner !== journal.owner;
  if (feedback !== undefined) {
    observeStamp(clock, entryId);
    dispatch(state, entry, { type: 'submitted', feedback, stamp: entryId });
    // A newer submission has an entry of its own.
    if (moved || entry.journaled !== entryId) removeKey(journal, key);
    onRecovered(entry);
  } else if (draft !== undefined) {
    if (moved) removeKey(journal, key);
    if (entry.draft !== null) return;
    entry.draft = draft;
    if (moved) journal.write(entryId, messageKey(entry.message), { message: entry.message, draft, at });
    publish(state, entry);
  }
}

/** Whether an entry belongs to the user of this page, as far as the page knows its user. */
function isOfPageUser(journal: Journal, { owner, isFirstFormat, lastTag }: JournalRecord): boolean {
  const userTag = userTagOf(journal);
  // No user was ever known, or the server has no user tags.
  if (journal.owner === UNKNOWN) return owner.startsWith(UNKNOWN) || isFirstFormat;
  if (isFirstFormat) return userTag !== null && (lastTag ?? userTag) === userTag;
  if (userTag === null) return false;
  if ([userTag, UNKNOWN, UNKNOWN + userTag].includes(owner)) return true;
  // The proxy has a new key. The host vouches for the user.
  return journal.userId !== '' && !owner.startsWith(UNKNOWN) && hasOtherKey(owner, userTag);
}

/**
 * The entry for a journal record. `null` for feedback under a pending id that cannot be assigned to
 * one answer: another tab may still wait for its id, or several messages came with it.
 */
function recoveredEntry(
  state: ClientState,
  message: JournalRecord['message'],
  isFirst: boolean,
): FeedbackEntry | null {
  if (message.messageId) {
    const entry = entryOf(state, message);
    bindPendingId(state, entry, message);
    return entry;
  }
  if (state.entries.has(messageKey(message))) return entryOf(state, message);
  if (!isFirst) return null;
  const { pendingId = '', notFor = [] } = message;
  const named = state.named.get(pendingId) ?? new Set();
  const [messageId, ...others] = [...named].filter((id) => !notFor.includes(id));
  if (others.length > 0) return null;
  if (messageId !== undefined) return entryOf(state, { messageId });
  state.named.set(pendingId, new Set([...named, ...notFor]));
  return entryOf(state, message);
}

/** Keeps feedback under a pending id from messages that came with it before, also after a reload. */
export function excludeNamed({ journal, named }: ClientState, entry: FeedbackEntry): void {
  const { message, register, journaled } = entry;
  const { messageId, pendingId } = message;
  if (messageId || !pendingId || !named.has(pendingId)) return;
  entry.message = { pendingId, notFor: [...(named.get(pendingId) ?? [])] };
  if (journaled !== null) {
    journal.write(journaled, messageKey(message), {
      message: entry.message,
      feedback: shownFeedback(register),
    });
  }
}
