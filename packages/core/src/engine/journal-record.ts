import { DRAFT, type Journal, type JournalEntry } from '../state/journal.ts';
import { parseStamp } from '../wire/stamp.ts';
import type { TabNote } from './tabs.ts';

/** How long unsent feedback and drafts are kept. After seven days Safari deletes what scripts have stored, too. */
export const JOURNAL_MAX_AGE_MS = 604_800_000;

/** One entry of the journal as it is found there. */
export interface JournalRecord extends JournalEntry {
  /** Its stamp, or `draft`. */
  readonly entryId: string;
  readonly messageKey: string;
  /** When it was made, in milliseconds since 1970. */
  readonly at: number;
}

/** All entries of this user. Removes entries that cannot be parsed. */
export function readJournal(journal: Journal): readonly JournalRecord[] {
  return journal.keys().flatMap((key) => {
    const value = journal.attempt((storage) => storage.getItem(key));
    if (value === null) return [];
    const record = parseRecord(journal.prefix, key, value);
    if (record === null) journal.attempt((storage) => storage.removeItem(key));
    return record ?? [];
  });
}

/** Reads one entry; `null` for what is none of this user's or damaged. */
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
      typeof (messageId ?? pendingId) === 'string' &&
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

/** What another tab's writing tells: that something was submitted there. `null` for drafts and what is none of this user's. */
export function recordToNote(prefix: string, key: string, value: string): TabNote | null {
  const record = parseRecord(prefix, key, value);
  if (record?.feedback === undefined) return null;
  const { message, feedback, entryId } = record;
  return { message, event: { type: 'submitted', feedback, stamp: entryId } };
}
