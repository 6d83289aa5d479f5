import type { FeedbackDraft } from '../feedback/draft.ts';
import type { Feedback, RatedMessage } from '../feedback/types.ts';

/** The part of `localStorage` that the journal needs. What it throws is taken for storage that does not work. */
export interface JournalStorage {
  readonly length: number;
  key(index: number): string | null;
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}

/** What is written down until the proxy has it, so that it outlives the page. */
export interface JournalEntry {
  readonly message: RatedMessage;
  readonly feedback?: Feedback;
  readonly draft?: FeedbackDraft;
  /** When a draft was written, in milliseconds since 1970; what is submitted says so in its stamp. */
  readonly at?: number;
}

/** Stands in a draft's key where a submission has its stamp. */
export const DRAFT = 'draft';

/**
 * Writes down what has not arrived yet. The stamp is part of the key: an entry is written once and never changed, so of two
 * tabs neither can overwrite or remove what it has not seen.
 */
export function createJournal({ storage, userId, onProblem }: JournalOptions): Journal {
  const prefix = `message-feedback:${userHash(userId)}:`;
  let problemReported = false;

  function attempt<Value>(call: (storage: JournalStorage) => Value): Value | null {
    if (storage === null) return null;
    try {
      return call(storage);
    } catch (cause) {
      // Blocked or full: the page goes on in memory, and says so once.
      if (!problemReported) onProblem(cause);
      problemReported = true;
      return null;
    }
  }

  function keys(): readonly string[] {
    const all = attempt((storage) =>
      Array.from({ length: storage.length }, (_, index) => storage.key(index) ?? ''),
    );
    return all?.filter((key) => key.startsWith(prefix)) ?? [];
  }

  return {
    prefix,
    attempt,
    write: (entryId, messageKey, entry) =>
      attempt((storage) => storage.setItem(`${prefix}${entryId}:${messageKey}`, JSON.stringify(entry))) !==
      null,
    remove: (entryId, messageKey) =>
      void attempt((storage) => storage.removeItem(`${prefix}${entryId}:${messageKey}`)),
    keys,
    purge() {
      for (const key of keys()) attempt((storage) => storage.removeItem(key));
    },
  };
}

export interface JournalOptions {
  /** `null` keeps everything in memory. */
  readonly storage: JournalStorage | null;
  /** Whose feedback it is: entries of other people are neither read nor sent. */
  readonly userId: string;
  /** Called once, when storage turns out not to work. */
  readonly onProblem: (cause: unknown) => void;
}

export interface Journal {
  /** What every key of this user begins with. */
  readonly prefix: string;
  /** Calls with the storage; `null` where there is none or it fails. */
  attempt<Value>(call: (storage: JournalStorage) => Value): Value | null;
  /** Writes under a stamp, or as the message's draft; says whether it stands there. */
  write(entryId: string, messageKey: string, entry: JournalEntry): boolean;
  remove(entryId: string, messageKey: string): void;
  /** Every key of this user. */
  keys(): readonly string[];
  /** Forgets everything of this user. */
  purge(): void;
}

/** A name for a user that does not tell who they are: two 32-bit FNV-1a hashes, of the id read forwards and backwards. */
function userHash(userId: string): string {
  const characters = [...userId];
  return fnv1a(characters) + fnv1a(characters.reverse());
}

function fnv1a(characters: readonly string[]): string {
  let hash = 0x811c9dc5;
  for (const character of characters) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  return (hash >>> 0).toString(36).padStart(7, '0');
}
