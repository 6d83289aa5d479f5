import { DRAFT, type Journal, type JournalEntry } from './journal.ts';
import { parseStamp } from './stamp.ts';
import type { TabNote } from './tabs.ts';

/** One entry of the journal as it is found there. */
export interface JournalRecord extends JournalEntry {
  /** Its stamp, or `draft`. */
  readonly slot: string;
  readonly messageKey: string;
  /** When it was made, in milliseconds since 1970. */
  readonly at: number;
}

/** Everything of this person. What cannot be read is removed, as nobody will ever be able to. */
export function readJournal(journal: Journal): readonly JournalRecord[] {
  return journal.keys().flatMap((key) => {
    const value = journal.attempt((storage) => storage.getItem(key));
    if (value === null) return [];
    const record = parseRecord(journal.prefix, key, value);
    if (record === null) journal.attempt((storage) => storage.removeItem(key));
    return record ?? [];
  });
}

/** Reads one entry; `null` for what is none of this person's or damaged. */
export function parseRecord(prefix: string, key: string, value: string): JournalRecord | null {
  if (!key.startsWith(prefix)) return null;
  const [, slot = '', messageKey = ''] = /^([^:]+):(.*)$/s.exec(key.slice(prefix.length)) ?? [];
  try {
    const entry = JSON.parse(value);
    const at = slot === DRAFT ? entry.at : parseStamp(slot)?.ms;
    const said = slot === DRAFT ? entry.draft : entry.feedback;
    const { messageId, pendingId } = entry.message;
    const whole =
      typeof at === 'number' &&
      typeof (messageId ?? pendingId) === 'string' &&
      (said.rating === null ? slot !== DRAFT : said.rating === 'like' || said.rating === 'dislike') &&
      Array.isArray(said.reasons) &&
      said.reasons.every((reason: unknown) => typeof reason === 'string') &&
      typeof said.comment === 'string' &&
      (said.ownReason === undefined || typeof said.ownReason === 'string');
    return whole ? { ...entry, slot, messageKey, at } : null;
  } catch {
    return null;
  }
}

/** What another tab's writing tells: that something was wished there. `null` for drafts and what is none of this person's. */
export function recordToNote(prefix: string, key: string, value: string): TabNote | null {
  const record = parseRecord(prefix, key, value);
  if (record?.feedback === undefined) return null;
  const { message, feedback, slot } = record;
  return { message, event: { type: 'wished', feedback, stamp: slot } };
}
