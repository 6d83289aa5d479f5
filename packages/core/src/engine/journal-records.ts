import { usableMetadata } from '../feedback/metadata.ts';
import type { FeedbackEntry } from '../state/entry.ts';
import { ASSUMED_PREFIX, DRAFT, type Journal, type RecordContent } from '../state/journal.ts';
import { parseStamp } from '../wire/stamp.ts';
import type { TabNote } from './engine-options.ts';

/** A record of the journal, with the parts of its key. */
export interface JournalRecord extends RecordContent {
  readonly message: FeedbackEntry['message'];
  readonly key: string;
  /** Whose it is: see `journal.owner`. Empty in journal format 1. */
  readonly owner: string;
  /** A stamp or `DRAFT`. */
  readonly recordId: string;
  readonly messageKey: string;
  /** When it was written, in milliseconds since 1970 on the proxy's clock as it was known then. */
  readonly at: number;
  readonly isFirstFormat: boolean;
  /** In a record of journal format 1: the tag of the last user known before another one signed in. */
  readonly lastTag?: string;
}

/**
 * All records of this destination and user id, whatever their user tag, and those of journal format
 * 1. Drafts come first.
 */
export function readJournal(journal: Journal): readonly JournalRecord[] {
  const firstPrefix = firstPrefixOf(journal);
  const records = [...keysOf(journal), ...keysOf(journal, firstPrefix)].flatMap((key) => {
    const value = journal.withStorage((storage) => storage.getItem(key));
    if (value === null) return [];
    const isFirstFormat = key.startsWith(firstPrefix);
    const prefix = isFirstFormat ? firstPrefix : journal.prefix;
    const record = parseRecord(prefix, key, value, isFirstFormat);
    // Other JSON may be from a newer version, and belongs to the tabs that run it.
    if (record === null && partsOf(prefix, key, isFirstFormat) !== null && !isObject(value))
      removeKey(journal, key);
    return record ?? [];
  });
  return records.sort((a, b) => Number(b.recordId === DRAFT) - Number(a.recordId === DRAFT));
}

/** All keys that start with this text. */
export function keysOf(journal: Journal, start: string = journal.prefix): readonly string[] {
  const all = journal.withStorage((storage) =>
    Array.from({ length: storage.length }, (_, index) => storage.key(index) ?? ''),
  );
  return all?.filter((key) => key.startsWith(start)) ?? [];
}

export function removeKey(journal: Journal, key: string): void {
  journal.withStorage((storage) => storage.removeItem(key));
}

/** Removes records that were written before any user was known. They could belong to any user. */
export function removeUnassigned(journal: Journal): void {
  for (const start of [firstPrefixOf(journal), `${journal.prefix + ASSUMED_PREFIX}:`])
    for (const key of keysOf(journal, start)) removeKey(journal, key);
}

/** The key of a record of the page's user. */
export function recordKey({ prefix, owner }: Journal, recordId: string, messageKey: string): string {
  return `${prefix + owner}:${recordId}:${messageKey}`;
}

/**
 * The start of the keys of journal format 1, which knew no destinations and no user tags. Browsers
 * may still have such records of earlier versions.
 */
export function firstPrefixOf({ userId }: Journal): string {
  const characters = [...userId];
  return `message-feedback:${fnv1a(characters)}${fnv1a(characters.reverse())}:`;
}

function fnv1a(characters: readonly string[]): string {
  let hash = 0x811c9dc5;
  for (const character of characters) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  return (hash >>> 0).toString(36).padStart(7, '0');
}

/** Parses one record. Returns `null` for damaged, unknown and unrelated ones. */
export function parseRecord(
  prefix: string,
  key: string,
  value: string,
  isFirstFormat = false,
): JournalRecord | null {
  const parts = partsOf(prefix, key, isFirstFormat);
  if (parts === null) return null;
  const { recordId } = parts;
  try {
    const stored = JSON.parse(value);
    const at = recordId === DRAFT ? stored.at : parseStamp(recordId)?.ms;
    const content = recordId === DRAFT ? stored.draft : stored.feedback;
    const { messageId, pendingId } = stored.message;
    const isValid =
      typeof at === 'number' &&
      typeof (messageId || pendingId) === 'string' &&
      (content.rating === null
        ? recordId !== DRAFT
        : content.rating === 'like' || content.rating === 'dislike') &&
      Array.isArray(content.reasons) &&
      content.reasons.every((reason: unknown) => typeof reason === 'string') &&
      typeof content.comment === 'string' &&
      (content.customReason === undefined || typeof content.customReason === 'string');
    // Metadata may break its limits if it was written before the engine had loaded, or is damaged.
    // The rating still counts.
    content.metadata = usableMetadata(content.metadata);
    return isValid ? { ...stored, ...parts, key, at, isFirstFormat } : null;
  } catch {
    return null;
  }
}

/** The parts of a key, or `null` if it is not the key of a record. */
function partsOf(
  prefix: string,
  key: string,
  isFirstFormat: boolean,
): Pick<JournalRecord, 'owner' | 'recordId' | 'messageKey'> | null {
  if (!key.startsWith(prefix)) return null;
  const rest = (isFirstFormat ? ':' : '') + key.slice(prefix.length);
  const match = /^([^:]*):([^:]+):(.*)$/s.exec(rest);
  if (match === null) return null;
  const [, owner = '', recordId = '', messageKey = ''] = match;
  return { owner, recordId, messageKey };
}

function isObject(value: string): boolean {
  try {
    const parsed: unknown = JSON.parse(value);
    return typeof parsed === 'object' && parsed !== null;
  } catch {
    return false;
  }
}

/**
 * The note for a journal record that another tab wrote, from its `storage` event. Returns `null` for
 * a draft and for a record of another destination or user id.
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
  const { owner, message, feedback, recordId, pressedAt, after, replaced } = record;
  const event = { type: 'submitted', feedback, stamp: recordId, pressedAt, after, replaced } as const;
  return { scope: prefix + owner, message, event };
}
