import { isEmptyDraft } from '../feedback/draft.ts';
import { type FeedbackEntry, messageKey } from './entry.ts';
import { DRAFT, type Journal } from './journal.ts';
import { isUnsent, shownFeedback } from './register.ts';

/** Makes the journal hold what is unsent of a message. The new entry first, then the old one goes: a crash in between leaves both. */
export function writeSubmission(journal: Journal, entry: FeedbackEntry): void {
  const { register, message, journaled } = entry;
  const stamp = isUnsent(register) ? (register.submission?.stamp ?? null) : null;
  if (stamp === journaled) return;
  const key = messageKey(message);
  const feedback = shownFeedback(register);
  const written = stamp === null || journal.write(stamp, key, { message, feedback });
  if (journaled !== null) journal.remove(journaled, key);
  // Full storage has room again for what replaces something.
  if (!written) journal.write(stamp, key, { message, feedback });
  entry.journaled = stamp;
}

/** Makes the journal hold what is being written on a message. */
export function writeDraft(journal: Journal, { message, draft }: FeedbackEntry, at: number): void {
  const key = messageKey(message);
  if (draft === null || isEmptyDraft(draft)) journal.remove(DRAFT, key);
  else journal.write(DRAFT, key, { message, draft, at });
}
