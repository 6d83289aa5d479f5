import { type FeedbackDraft, feedbackOf } from '../feedback/draft.ts';
import { NO_FEEDBACK, type RatedMessage } from '../feedback/types.ts';
import { type ClientState, entryOf, publish, setRegister, setSubmission } from '../state/client-state.ts';
import { type FeedbackEntry, messageKey } from '../state/entry.ts';
import { ASSUMED_PREFIX, type Journal } from '../state/journal.ts';
import type { StampedFeedback } from '../state/register.ts';
import { parseStamp, proxyTime } from '../wire/stamp.ts';
import { otherTabsEntry } from './adopt-feedback.ts';
import { applyEvent, isSameText, keepLostText } from './apply-event.ts';
import type { ExpiredFeedback } from './engine-options.ts';
import { type JournalRecord, readJournal, removeKey } from './journal-records.ts';
import { hasOtherKey, userTagOf } from './page-user.ts';
import { hasReplaced } from './press-order.ts';
import { withoutSubmission } from './reduce-message.ts';
import { recordCarried } from './restamp.ts';
import { isPossibleTime, JOURNAL_MAX_AGE_MS, withPossibleStamp } from './stamp-clock.ts';

/**
 * Restores feedback that this page wrote before a reload, or another tab, perhaps closed by now. Also
 * drops other users' expired feedback, and calls `onExpired` without its text.
 * With a `userId`, other users' records are not read: they wait for their user. Returns the keys of the
 * messages whose feedback waits until one of their bars is mounted.
 */
export function recoverJournal(state: ClientState, options: RecoveryOptions): ReadonlySet<string> {
  const { clock, journal, references } = state;
  const waiting = new Set<string>();
  for (const record of readJournal(journal)) {
    const { feedback, draft, at } = record;
    const { notFor: _, ...message } = record.message;
    const isOfThisUser = isOfPageUser(journal, record);
    const isOld = at < proxyTime(clock) - JOURNAL_MAX_AGE_MS;
    const isWrong = !isPossibleTime(clock, at);
    const isMisdated = isOld && isOfThisUser === true && wasMadeWithoutProxyTime(record) && clock.heard > 0;
    // By the last response's time, the record is not old: the device's clock may have been changed since.
    const wasRecent = clock.heard > 0 && at >= clock.heard - JOURNAL_MAX_AGE_MS;
    if ((isOld && wasRecent) || ((isOld || isWrong) && !options.isTimeKnown)) {
      options.onAgeUnknown(isOfThisUser ? message : null);
    } else if (isOld && !isWrong && !isMisdated && isOfThisUser !== null) {
      const entry = state.entries.get(record.messageKey);
      const open = entry?.journaled === record.recordId ? entry : undefined;
      // It may be sent just now, and a form still has the draft.
      if (open?.delivery?.isBusy || (isOfThisUser && draft && entry?.draft)) continue;
      if (open) setRegister(state, open, withoutSubmission(open.register));
      removeKey(journal, record.key);
      const content = isOfThisUser && (feedback ?? (draft && feedbackOf(draft)));
      options.onExpired({ message, feedback: content || NO_FEEDBACK });
    } else if (isOfThisUser) {
      // A record of journal format 1 does not name its destination. A mounted bar does.
      if (record.isFirstFormat && journal.destination && !references.has(record.messageKey))
        waiting.add(record.messageKey);
      else recover(state, { ...record, isMisdated }, options);
    }
  }
  return waiting;
}

export interface RecoveryOptions {
  /** Whether the page has just started, or its user has just become known. */
  readonly isFirst: boolean;
  /** Whether the proxy's time is certain enough to judge the age of a record. */
  readonly isTimeKnown: boolean;
  readonly onRecovered: (entry: FeedbackEntry) => void;
  readonly onExpired: (expired: ExpiredFeedback) => void;
  /**
   * A record's time is too old or too new to be believed, so the record waits until the proxy's time is
   * known. `null` if it may be another user's.
   */
  readonly onAgeUnknown: (message: RatedMessage | null) => void;
}

/** Whether a submission was made before its page knew the proxy's time, so it may only look old. */
function wasMadeWithoutProxyTime({ feedback, after, carried, isFirstFormat }: JournalRecord): boolean {
  return feedback !== undefined && !after && !carried && !isFirstFormat;
}

function recover(
  state: ClientState,
  record: JournalRecord & { readonly isMisdated: boolean },
  { isFirst, onRecovered }: RecoveryOptions,
): void {
  const { clock, journal } = state;
  const { key, recordId, feedback, draft } = record;
  const entry = recoveredEntry(state, record, isFirst || record.isFirstFormat);
  if (entry === null) return;
  // The record moves if it was written under a pending id whose message has its id by now, before the user
  // was known, or in journal format 1.
  const moved = messageKey(entry.message) !== record.messageKey || record.owner !== journal.owner;
  if (feedback !== undefined) {
    const submission = withPossibleStamp(clock, { ...record, feedback, stamp: recordId });
    const isCarried = record.carried && submission.stamp === recordId;
    if (isCarried && recordId > entry.atProxy) entry.atProxy = recordId;
    applyEvent(state, entry, { type: 'submitted', ...submission });
    if (isCarried) recordCarried(state, entry, recordId);
    keepIfBeaten(state, entry, submission);
    // A newer submission has a record of its own.
    if (moved || entry.journaled !== recordId) removeKey(journal, key);
    onRecovered(entry);
  } else if (draft !== undefined) {
    if (moved) removeKey(journal, key);
    if (entry.draft === null) recoverDraft(state, entry, { ...record, draft }, moved);
  }
}

function recoverDraft(
  state: ClientState,
  entry: FeedbackEntry,
  { recordId, draft, after, at }: JournalRecord & { readonly draft: FeedbackDraft },
  moved: boolean,
): void {
  const { clock, journal } = state;
  const { message } = entry;
  entry.draft = draft;
  entry.draftAfter = after;
  const isWrong = !isPossibleTime(clock, at);
  const writtenAt = isWrong ? proxyTime(clock) : at;
  if (moved || isWrong)
    journal.write(recordId, messageKey(message), { message, draft, after, at: writtenAt });
  publish(state, entry);
}

/** Gives a message a submission that was made under its pending id. */
export function takeSubmitted(state: ClientState, entry: FeedbackEntry, submission: StampedFeedback): void {
  setSubmission(state, entry, submission);
  // The host's own feedback has no stamp, and its text stays with the host.
  if (submission.stamp) keepIfBeaten(state, entry, submission);
}

/** Keeps the text of a recovered submission that has lost to a later one of a page that did not show it. */
function keepIfBeaten(state: ClientState, entry: FeedbackEntry, { feedback, stamp }: StampedFeedback): void {
  const { confirmed, submission } = entry.register;
  const winner = [confirmed, submission].find((each) => each !== null && each.stamp > stamp);
  // A crash may leave a record that its own page has replaced.
  if (!winner || hasReplaced(submission, stamp) || isOfSamePage(winner.stamp, stamp)) return;
  if (isSameText(feedback, winner.feedback)) return;
  keepLostText(state, entry, feedback, stamp);
  publish(state, entry);
}

function isOfSamePage(one: string, other: string): boolean {
  return parseStamp(one)?.clientId === parseStamp(other)?.clientId;
}

/** Whether a record belongs to the user of this page. `null` while the page does not know its user. */
function isOfPageUser(journal: Journal, { owner, isFirstFormat, lastTag }: JournalRecord): boolean | null {
  const userTag = userTagOf(journal);
  // No user was ever known, or the server has no user tags.
  if (journal.owner === ASSUMED_PREFIX) return owner.startsWith(ASSUMED_PREFIX) || isFirstFormat;
  if (userTag === null) return null;
  if (isFirstFormat) return (lastTag ?? userTag) === userTag;
  if ([userTag, ASSUMED_PREFIX, ASSUMED_PREFIX + userTag].includes(owner)) return true;
  // The proxy has a new key. The host vouches for the user.
  return journal.userId !== '' && !owner.startsWith(ASSUMED_PREFIX) && hasOtherKey(owner, userTag);
}

/**
 * The entry for a journal record. `null` if feedback under a pending id cannot be assigned to one answer:
 * another tab may still wait for the answer's id, or several messages came with the pending id.
 */
function recoveredEntry(
  state: ClientState,
  { message, recordId }: JournalRecord,
  isFirst: boolean,
): FeedbackEntry | null {
  if (message.messageId) return otherTabsEntry(state, message, recordId);
  if (!isFirst) return null;
  if (state.entries.has(messageKey(message))) return entryOf(state, message);
  const { pendingId = '', notFor = [] } = message;
  const bound = state.bindings.get(pendingId) ?? new Set();
  const [messageId, ...others] = [...bound].filter((id) => !notFor.includes(id));
  if (others.length > 0) return null;
  if (messageId !== undefined) return entryOf(state, { messageId });
  state.bindings.set(pendingId, new Set([...bound, ...notFor]));
  return entryOf(state, message);
}

/**
 * Marks feedback under a reused pending id as belonging to none of the id's earlier messages, also in the
 * journal, to survive a reload.
 */
export function excludeBoundMessages({ journal, bindings }: ClientState, entry: FeedbackEntry): void {
  const { message, register, journaled } = entry;
  const { messageId, pendingId } = message;
  if (messageId || !pendingId || !bindings.has(pendingId)) return;
  entry.message = { pendingId, notFor: [...(bindings.get(pendingId) ?? [])] };
  if (journaled !== null) {
    journal.write(journaled, messageKey(message), { message: entry.message, ...register.submission });
  }
}
