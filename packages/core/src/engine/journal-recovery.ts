import { feedbackOf } from '../feedback/draft.ts';
import { NO_FEEDBACK } from '../feedback/types.ts';
import { bindPendingId, type ClientState, dispatch, entryOf, publish } from '../state/client-state.ts';
import { type FeedbackEntry, messageKey } from '../state/entry.ts';
import { DRAFT, type Journal, type JournalEntry } from '../state/journal.ts';
import { shownFeedback } from '../state/register.ts';
import { parseStamp } from '../wire/stamp.ts';
import type { ExpiredFeedback, TabNote } from './engine-options.ts';
import { observeStamp } from './stamp-clock.ts';

/** How long unsent feedback and drafts are kept: 7 days. Safari deletes storage then anyway. */
export const JOURNAL_MAX_AGE_MS = 604_800_000;

/** An entry of the journal, with the parts of its key. */
export interface JournalRecord extends JournalEntry {
  readonly message: FeedbackEntry['message'];
  /** A stamp or `DRAFT`. */
  readonly entryId: string;
  readonly messageKey: string;
  /** When it was written, in milliseconds since 1970. */
  readonly at: number;
}

/** Restores feedback that this page wrote before a reload, or another tab that may be closed. */
export function recoverJournal(
  state: ClientState,
  { isFirst, onRecovered, onExpired }: RecoveryOptions,
): void {
  const { clock, journal } = state;
  for (const record of readJournal(journal)) {
    const { entryId, feedback, draft, at } = record;
    const { notFor, ...message } = record.message;
    if (at < clock.now() - JOURNAL_MAX_AGE_MS) {
      journal.remove(entryId, record.messageKey);
      onExpired({ message, feedback: feedback ?? (draft ? feedbackOf(draft) : NO_FEEDBACK) });
      continue;
    }
    const entry = recoveredEntry(state, record.message, isFirst);
    if (entry === null) continue;
    // Written under a pending id, and the message has its id by now.
    const renamed = messageKey(entry.message) !== record.messageKey;
    if (feedback !== undefined) {
      observeStamp(clock, entryId);
      dispatch(state, entry, { type: 'submitted', feedback, stamp: entryId });
      // A newer submission has an entry of its own.
      if (renamed || entry.journaled !== entryId) journal.remove(entryId, record.messageKey);
      onRecovered(entry);
    } else if (draft !== undefined) {
      if (renamed) journal.remove(entryId, record.messageKey);
      if (entry.draft !== null) continue;
      entry.draft = draft;
      if (renamed) journal.write(entryId, messageKey(entry.message), { message: entry.message, draft, at });
      publish(state, entry);
    }
  }
}

export interface RecoveryOptions {
  /** Whether the page has just started. */
  readonly isFirst: boolean;
  readonly onRecovered: (entry: FeedbackEntry) => void;
  readonly onExpired: (expired: ExpiredFeedback) => void;
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

/** All entries of this user. Removes entries that cannot be parsed. */
export function readJournal(journal: Journal): readonly JournalRecord[] {
  return journal.keys().flatMap((key) => {
    const value = journal.withStorage((storage) => storage.getItem(key));
    if (value === null) return [];
    const record = parseRecord(journal.prefix, key, value);
    if (record === null) journal.withStorage((storage) => storage.removeItem(key));
    return record ?? [];
  });
}

/** Parses one entry. Returns `null` if it is damaged or belongs to another user. */
export function parseRecord(prefix: string, key: string, value: string): JournalRecord | null {
  if (!key.startsWith(prefix)) return null;
  const [, entryId = '', messageKey = ''] = /^([^:]+):(.*)$/s.exec(key.slice(prefix.length)) ?? [];
  try {
    const entry = JSON.parse(value);
    const at = entryId === DRAFT ? entry.at : parseStamp(entryId)?.ms;
    const content = entryId === DRAFT ? entry.draft : entry.feedback;
    const { messageId, pendingId } = entry.message;
    const isValid =
      typeof at === 'number' &&
      typeof (messageId || pendingId) === 'string' &&
      (content.rating === null
        ? entryId !== DRAFT
        : content.rating === 'like' || content.rating === 'dislike') &&
      Array.isArray(content.reasons) &&
      content.reasons.every((reason: unknown) => typeof reason === 'string') &&
      typeof content.comment === 'string' &&
      (content.ownReason === undefined || typeof content.ownReason === 'string');
    return isValid ? { ...entry, entryId, messageKey, at } : null;
  } catch {
    return null;
  }
}

/**
 * The note for a journal entry that another tab wrote, from its `storage` event. Returns `null` for
 * a draft and for an entry of another user.
 *
 * @param prefix `journal.prefix` of the state that the engine was created with
 * @example
 * window.addEventListener('storage', ({ key, newValue }) => {
 *   const note = key && newValue ? recordToNote(prefix, key, newValue) : null;
 *   if (note) listener(note);
 * });
 */
export function recordToNote(prefix: string, key: string, value: string): TabNote | null {
  const record = parseRecord(prefix, key, value);
  if (record?.feedback === undefined) return null;
  const { message, feedback, entryId } = record;
  return { message, event: { type: 'submitted', feedback, stamp: entryId } };
}
