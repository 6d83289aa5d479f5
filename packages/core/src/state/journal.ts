import type { FeedbackDraft } from '../feedback/draft.ts';
import type { Feedback, RatedMessage } from '../feedback/types.ts';

/** The part of `localStorage` that the journal uses. An error counts as broken storage. */
export interface JournalStorage {
  readonly length: number;
  key(index: number): string | null;
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}

/** An unsent submission or a draft, stored so that it survives a reload. */
export interface JournalEntry {
  readonly message: RatedMessage;
  readonly feedback?: Feedback;
  readonly draft?: FeedbackDraft;
  /** When a draft was written, in milliseconds since 1970. A submission has its stamp instead. */
  readonly at?: number;
}

/** Replaces the stamp in the key of a draft. */
export const DRAFT = 'draft';

/**
 * Stores unsent feedback. The stamp is part of the key, so an entry is written once and never
 * changed, and no tab can overwrite or remove an entry that it has not seen.
 */
export function createJournal({ storage, userId, onProblem }: JournalOptions): Journal {
  const prefix = `message-feedback:${userHash(userId)}:`;
  let problemReported = false;

  function withStorage<Value>(call: (storage: JournalStorage) => Value): Value | null {
    if (storage === null) return null;
    try {
      return call(storage);
    } catch (cause) {
      // Storage is blocked or full. The client continues in memory.
      if (!problemReported) onProblem(cause);
      problemReported = true;
      return null;
    }
  }

  function keys(): readonly string[] {
    const all = withStorage((storage) =>
      Array.from({ length: storage.length }, (_, index) => storage.key(index) ?? ''),
    );
    return all?.filter((key) => key.startsWith(prefix)) ?? [];
  }

  return {
    prefix,
    withStorage,
    write: (entryId, messageKey, entry) =>
      withStorage((storage) =>
        storage.setItem(`${prefix}${entryId}:${messageKey}`, JSON.stringify(entry)),
      ) !== null,
    remove: (entryId, messageKey) =>
      void withStorage((storage) => storage.removeItem(`${prefix}${entryId}:${messageKey}`)),
    keys,
    purge() {
      for (const key of keys()) withStorage((storage) => storage.removeItem(key));
    },
  };
}

export interface JournalOptions {
  /** `null` stores nothing. */
  readonly storage: JournalStorage | null;
  /** The user whose entries are read and written. Entries of other users are left alone. */
  readonly userId: string;
  /** Called once if storage does not work. */
  readonly onProblem: (cause: unknown) => void;
}

export interface Journal {
  /** The start of every key of this user. */
  readonly prefix: string;
  /** Runs `call` with the storage. Returns `null` if there is none or it fails. */
  withStorage<Value>(call: (storage: JournalStorage) => Value): Value | null;
  /** Writes an entry under a stamp or `DRAFT`. Returns whether it is stored. */
  write(entryId: string, messageKey: string, entry: JournalEntry): boolean;
  remove(entryId: string, messageKey: string): void;
  /** All keys of this user. */
  keys(): readonly string[];
  /** Removes all entries of this user. */
  purge(): void;
}

/** Hides the user id: two 32-bit FNV-1a hashes, of the id and of the id reversed. */
function userHash(userId: string): string {
  const characters = [...userId];
  return fnv1a(characters) + fnv1a(characters.reverse());
}

function fnv1a(characters: readonly string[]): string {
  let hash = 0x811c9dc5;
  for (const character of characters) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  return (hash >>> 0).toString(36).padStart(7, '0');
}
