import { isEmptyDraft } from '../feedback/draft.ts';
import type { LoadFeedback } from '../feedback/types.ts';
import { type ClientState, callListener, forgetEntry, publish } from '../state/client-state.ts';
import {
  EMPTY_SNAPSHOT,
  type FeedbackEntry,
  type FeedbackSnapshot,
  messageKey,
  snapshotOf,
} from '../state/entry.ts';
import { ASSUMED_PREFIX, DRAFT, type Journal, LAST_TAG_KEY } from '../state/journal.ts';
import { redacted } from '../state/redacted.ts';
import { isUnsent } from '../state/register.ts';
import { FeedbackError } from '../wire/feedback-error.ts';
import { proxyTime } from '../wire/stamp.ts';
import { firstPrefixOf, keysOf, recordKey, removeKey } from './journal-records.ts';
import { isCarried } from './restamp.ts';

/**
 * Knows whose page this is, by the user tags of the responses. The first response decides. If a
 * later one is for another user, the page shows no feedback until its user is back, or until the
 * host reports who is signed in and the next response decides again.
 */
export function createPageUser(state: ClientState, { onBound, onReplaced }: PageUserListeners): PageUser {
  const { journal } = state;
  let requests = 0;
  /** The newest request whose response counted. Responses to older requests change nothing. */
  let newest = 0;
  /** Whether the next response decides whose page this is. */
  let isOpen = true;
  /** Whether the tag that other tabs have learned is that of this page's user. */
  let mayLearn = journal.userId !== '';
  /** Whether this page has its tag from another tab. */
  let hasLearned = false;
  /** Unsent feedback of the page's earlier users, by user tag, for pages without storage. */
  const others = new Map<string, readonly FeedbackEntry[]>();
  const lastTagKey = lastTagKeyOf(journal);
  if (userTagOf(journal) === null) assumeOwner(lastTagOf(journal) ?? assumedTagOf(journal.owner));
  state.takeSnapshot = (entry, isEngineLate) => {
    state.onChange?.();
    return state.isHidden ? hiddenSnapshot(entry) : snapshotOf(entry, isEngineLate);
  };

  /** Whose page this is before the first response, as far as the browser knows. */
  function assumeOwner(lastTag: string): void {
    setOwner(state, (journal.userId && lastTag) || ASSUMED_PREFIX + lastTag);
  }

  /**
   * If the host passed a `userId`, and another tab of that user has learned the user tag since this
   * page was opened, takes that tag. Not after the host has reported a sign-in. Returns whether it did.
   */
  function takeLearnedTag(): boolean {
    const lastTag = mayLearn && userTagOf(journal) === null && lastTagOf(journal);
    if (!lastTag) return false;
    hasLearned = true;
    setOwner(state, lastTag);
    return true;
  }

  function rememberTag(userTag: string): void {
    const lastTag = lastTagOf(journal);
    if (lastTag === userTag) return;
    if (lastTag !== null) assignFirstFormat(journal, lastTag);
    journal.withStorage((storage) => storage.setItem(lastTagKey, userTag));
  }

  /** Attributes the page's feedback so far to this user. */
  function bind(userTag: string): void {
    rememberTag(userTag);
    setOwner(state, userTag);
  }

  /** Switches the page to another user. */
  function replace(userTag: string): void {
    const entries = entriesOf(state);
    for (const entry of entries) {
      entry.delivery?.close();
      entry.delivery = null;
    }
    others.set(
      journal.owner,
      entries.filter(({ register, draft }) => isUnsent(register) || draft !== null),
    );
    journal.owner = userTag;
    state.entries.clear();
    for (const entry of others.get(userTag) ?? []) state.entries.set(messageKey(entry.message), entry);
    others.delete(userTag);
    state.onChange?.();
    for (const each of state.listeners.values()) for (const listener of each) callListener(state, listener);
  }

  function setHidden(isHidden: boolean): void {
    if (isHidden === Boolean(state.isHidden)) return;
    state.isHidden = isHidden;
    for (const entry of entriesOf(state)) publish(state, entry);
  }

  function decide(userTag: string): void {
    const learnsNow = takeLearnedTag();
    const before = userTagOf(journal);
    const isBound = before === null || hasOtherKey(before, userTag) || (learnsNow && before === userTag);
    if (isBound) bind(userTag);
    else if (before !== userTag) {
      // A tag that this page has learned stays for other pages that have yet to learn it.
      if (!hasLearned) rememberTag(userTag);
      replace(userTag);
    }
    isOpen = false;
    setHidden(false);
    if (isBound) onBound();
    else if (before !== userTag) onReplaced();
  }

  return {
    get meantFor() {
      const userTag = userTagOf(journal);
      return isOpen || userTag === null ? {} : { userTag };
    },
    learnTag() {
      if (takeLearnedTag()) onBound();
    },
    begin: () => ++requests,
    observe(userTag, request) {
      if (request < newest) return userTag === undefined || userTag === journal.owner;
      if (userTag === undefined) {
        // The server has no user tags. Feedback that an earlier page left without one may be sent.
        if (userTagOf(journal) !== null || journal.owner === ASSUMED_PREFIX) return true;
        removeKey(journal, lastTagKey);
        assumeOwner('');
        onBound();
        return true;
      }
      newest = request;
      const before = userTagOf(journal);
      if (isOpen || before === null || before === userTag || hasOtherKey(before, userTag)) {
        decide(userTag);
        return true;
      }
      setHidden(true);
      return false;
    },
    reopen() {
      newest = requests + 1;
      isOpen = true;
      mayLearn = false;
    },
    purged(owner) {
      const userTag = assumedTagOf(owner);
      others.delete(userTag);
      const own = assumedTagOf(journal.owner);
      // Without a tag, this page's feedback may be that user's, and nothing else would remove it.
      if (own !== userTag && own !== '' && !(userTag === '' && journal.userId)) return;
      for (const entry of entriesOf(state)) forgetEntry(state, entry);
      state.onChange?.();
    },
  };
}

interface PageUserListeners {
  /** The page's feedback so far belongs to the user of the first response. */
  readonly onBound: () => void;
  /** The page belongs to another user. */
  readonly onReplaced: () => void;
}

export interface PageUser {
  /** The user whose feedback a read is meant for; empty if its response decides that. */
  readonly meantFor: { readonly userTag?: string };
  /**
   * Before a submission: takes the tag that another tab of the host's `userId` has learned. A
   * submission without a tag becomes the feedback of the user who is signed in by now.
   */
  learnTag(): void;
  /** Numbers a request, because responses may arrive in another order. */
  begin(): number;
  /**
   * Takes the user tag of a response. Returns whether the response is for the page's user.
   * `undefined` is a response without a tag.
   */
  observe(userTag: string | undefined, request: number): boolean;
  /** The host reports a sign-in, so the next response decides whose page this is. */
  reopen(): void;
  /** Forgets the feedback of a user who has purged it on another page. `owner` is that page's. */
  purged(owner: string): void;
}

/** Makes `load` read as the page's user, and reject a response for another user. */
export function loadAs(pageUser: PageUser, load: LoadFeedback): LoadFeedback {
  return async (messages, { signal }) => {
    const request = pageUser.begin();
    try {
      const loaded = await load(messages, { signal, ...pageUser.meantFor });
      if (!signal.aborted && pageUser.observe(loaded.userTag, request)) return loaded;
    } catch (error) {
      if (error instanceof FeedbackError && error.userTag && !signal.aborted) {
        pageUser.observe(error.userTag, request);
      }
      throw error;
    }
    throw new FeedbackError('other_user', 'The response is not for the user of this page.');
  };
}

/** Changes whose page this is, and takes the page's records along. */
export function setOwner(state: ClientState, owner: string): void {
  const before = state.journal.owner;
  if (owner === before) return;
  state.journal.owner = owner;
  for (const entry of entriesOf(state)) moveRecords(state, entry, before);
}

/** The last user tag known in this browser for the destination and user id. */
export function lastTagOf(journal: Journal): string | null {
  return journal.withStorage((storage) => storage.getItem(lastTagKeyOf(journal)));
}

function lastTagKeyOf({ prefix }: Journal): string {
  return prefix + LAST_TAG_KEY;
}

/** The user tag of the page's user. `null` while it is unknown. */
export function userTagOf({ owner }: Journal): string | null {
  return owner.startsWith(ASSUMED_PREFIX) ? null : owner;
}

/** The user tag in an owner, even if it is only the last one known in this browser. Empty if there is none. */
function assumedTagOf(owner: string): string {
  return owner.replace(ASSUMED_PREFIX, '');
}

/** Whether the tags come from two keys of the proxy, so that they cannot be compared. */
export function hasOtherKey(one: string, other: string): boolean {
  return one.split('.')[0] !== other.split('.')[0];
}

/** The snapshot while another user is signed in. Shows only that something is held. */
function hiddenSnapshot({ register, ratings }: FeedbackEntry): FeedbackSnapshot {
  return { ...EMPTY_SNAPSHOT, ratings, delivery: isUnsent(register) ? 'held' : 'settled' };
}

export function entriesOf({ entries }: ClientState): readonly FeedbackEntry[] {
  return [...entries.values()];
}

export function unsentEntries(state: ClientState): readonly FeedbackEntry[] {
  return entriesOf(state).filter(({ register }) => isUnsent(register));
}

/** Assigns records of journal format 1, whose keys have no user tag, to the last known user. */
function assignFirstFormat(journal: Journal, lastTag: string): void {
  for (const key of keysOf(journal, firstPrefixOf(journal))) {
    journal.withStorage((storage) => {
      const value = storage.getItem(key) ?? '';
      // Older code ignores the field.
      if (!value.includes('"lastTag"'))
        storage.setItem(key, value.replace(/\}$/, `,"lastTag":${JSON.stringify(lastTag)}}`));
    });
  }
}

/** Moves a message's records to the user of the page. */
function moveRecords(state: ClientState, entry: FeedbackEntry, before: string): void {
  const { journal, clock } = state;
  const { message, register, draftAfter: after, journaled } = entry;
  const beforeJournal = { ...journal, owner: before };
  const move = (recordId: string, content: object) => {
    const key = messageKey(message);
    const written = journal.write(recordId, key, { message, ...content });
    removeKey(journal, recordKey(beforeJournal, recordId, key));
    // Removing the old record may have made room in full storage.
    if (!written) journal.write(recordId, key, { message, ...content });
  };
  if (journaled !== null) {
    const carried = isCarried({ journal: beforeJournal }, entry, journaled);
    move(journaled, { ...register.submission, ...(carried && { carried }) });
  }
  const draft = entry.draft && !isEmptyDraft(entry.draft) && redacted(state, entry.draft);
  if (draft) move(DRAFT, { draft, after, at: proxyTime(clock) });
}
