import type { FeedbackDraft } from '../feedback/draft.ts';
import type { RatedMessage } from '../feedback/types.ts';
import type { StampedFeedback } from './register.ts';

/** The part of `localStorage` that the journal uses. If a call throws, the storage counts as broken. */
export interface JournalStorage {
  readonly length: number;
  key(index: number): string | null;
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}

/** An unsent submission or a draft, stored so that it survives a reload. */
export interface RecordContent extends Partial<StampedFeedback> {
  readonly message: RatedMessage;
  /**
   * Whether the submission is carried: sent after the proxy's time became known. The proxy may have stored
   * it, so its stamp changes only if the proxy refuses it.
   */
  readonly carried?: boolean;
  readonly draft?: FeedbackDraft;
  /**
   * With a draft: the stamp of the submission that the page showed when the draft was written. With a
   * submission: as in `StampedFeedback`.
   */
  readonly after?: string | undefined;
  /** When a draft was written, in milliseconds since 1970. A submission has its stamp instead. */
  readonly at?: number;
}

/** Replaces the stamp in the key of a draft. */
export const DRAFT = 'draft';

/**
 * Stores unsent feedback for one destination. A key consists of the format's version, a hash of
 * destination and user id, the owner, a stamp or `DRAFT`, and the message. Because of the stamp, no
 * tab can overwrite or remove a submission that it has not seen, except by a purge; a submission is
 * written again only with marks such as `carried`. The tabs share one draft per message, the one
 * written last. A tab with older code does not see the keys of a newer version.
 */
export function createJournal({ storage, userId, destination, onProblem }: JournalOptions): Journal {
  const prefix = `message-feedback/2:${hash([destination, userId].join('\n'))}:`;
  let problemReported = false;

  function withStorage<Value>(call: (storage: JournalStorage) => Value): Value | null {
    try {
      return storage && call(storage);
    } catch (cause) {
      // Storage is blocked or full. The client continues in memory.
      if (!problemReported) onProblem?.(cause);
      problemReported = true;
      return null;
    }
  }

  const keyOf = (recordId: string, messageKey: string) =>
    `${prefix + journal.owner}:${recordId}:${messageKey}`;

  const journal: Journal = {
    prefix,
    userId,
    destination,
    owner: ASSUMED_PREFIX + (withStorage((localStore) => localStore.getItem(prefix + LAST_TAG_KEY)) ?? ''),
    withStorage,
    write: (recordId, messageKey, content) =>
      withStorage((localStore) =>
        localStore.setItem(keyOf(recordId, messageKey), JSON.stringify(content)),
      ) !== null,
    remove: (recordId, messageKey) =>
      void withStorage((localStore) => localStore.removeItem(keyOf(recordId, messageKey))),
    purge() {
      // Without the host's user id, other users' records have the same prefix.
      const tag = userId ? '' : journal.owner.replace(ASSUMED_PREFIX, '');
      withStorage((localStore) => {
        for (let index = localStore.length; index--; ) {
          const key = localStore.key(index);
          if (key?.replace(ASSUMED_PREFIX, '').startsWith(prefix + tag)) localStore.removeItem(key);
        }
      });
    },
  };
  return journal;
}

/**
 * Prefix of `owner` in records that a page writes before its first response. The last user tag known
 * in this browser follows the prefix, if there is one.
 */
export const ASSUMED_PREFIX = '~';

/** The suffix of the key of the last user tag known in this browser. */
export const LAST_TAG_KEY = 'user';

export interface JournalOptions {
  /** `null` stores nothing. */
  readonly storage: JournalStorage | null;
  /** The user whose records are read and written. Records of other users are left alone. */
  readonly userId: string;
  /** Where the feedback goes, if it has a name. Records of other destinations are left alone. */
  readonly destination: string | undefined;
  /** Called once if storage does not work. */
  readonly onProblem?: ((cause: unknown) => void) | undefined;
}

export interface Journal {
  /** The start of every key of this destination and user id. */
  readonly prefix: string;
  readonly destination: string | undefined;
  /** The host's user id; empty if the host has passed none. */
  readonly userId: string;
  /**
   * Whose feedback this page shows and writes: a user tag, or `ASSUMED_PREFIX` and the last user tag known
   * in this browser.
   */
  owner: string;
  /** Runs `call` with the storage. Returns `null` if there is none or it fails. */
  withStorage<Value>(call: (storage: JournalStorage) => Value): Value | null;
  /** Writes a record of the page's user under a stamp or `DRAFT`. Returns whether it is stored. */
  write(recordId: string, messageKey: string, content: RecordContent): boolean;
  remove(recordId: string, messageKey: string): void;
  /** Removes all records of the page's user. */
  purge(): void;
}

/**
 * A 64-bit hash like FNV-1a, but over code points instead of bytes. It keeps names out of storage. It
 * does not hide an id that can be guessed: an attacker can hash the guesses and compare.
 */
export function hash(text: string): string {
  let hash = 0xcbf29ce484222325n;
  for (const character of text) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(character.codePointAt(0) as number)) * 0x100000001b3n);
  }
  return hash.toString(36);
}
