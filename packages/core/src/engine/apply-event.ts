import { draftOf } from '../feedback/draft.ts';
import type { Feedback } from '../feedback/types.ts';
import { type ClientState, setDraft, setRegister, writeDraft } from '../state/client-state.ts';
import type { FeedbackEntry } from '../state/entry.ts';
import { type FeedbackRegister, isUnsent } from '../state/register.ts';
import type { FeedbackEvent } from './engine-options.ts';
import { hasReplaced, isSamePress } from './press-order.ts';
import { reduceMessage } from './reduce-message.ts';
import { observeStamp } from './stamp-clock.ts';

/** Applies an event to a message. The text of feedback that has lost becomes the message's draft. */
export function applyEvent(state: ClientState, entry: FeedbackEntry, event: FeedbackEvent): void {
  const before = entry.register;
  if (event.type === 'submitted') observeStamp(state.clock, event.stamp);
  const register = reduceMessage(before, event);
  keepDraftOrder(state, entry, register.submission?.stamp);
  const lost = lostFeedback(before, register, event);
  if (lost !== null) keepLostText(state, entry, lost, before.submission?.stamp ?? '');
  for (const each of [register.submission, register.confirmed]) observeStamp(state.clock, each?.stamp ?? '');
  if (register.confirmed !== null && register.confirmed.stamp > entry.atProxy)
    entry.atProxy = register.confirmed.stamp;
  setRegister(state, entry, register);
}

/** Keeps the order of a submission and its draft when the submission's stamp is corrected. */
function keepDraftOrder(state: ClientState, entry: FeedbackEntry, stamp = ''): void {
  const was = entry.register.submission?.stamp ?? '';
  if (entry.draft === null || stamp === was || !isSamePress(stamp, was)) return;
  entry.draftAfter = (entry.draftAfter ?? '') < was ? undefined : stamp;
  writeDraft(state, entry);
}

/** Turns lost text into the draft, unless the user has written another draft since. */
export function keepLostText(
  state: ClientState,
  entry: FeedbackEntry,
  feedback: Feedback,
  stamp: string,
): void {
  const text = draftOf(feedback);
  if (text !== null && (entry.draft === null || (entry.draftAfter ?? '') < stamp))
    setDraft(state, entry, text, stamp);
}

/**
 * The feedback that has lost, so that its text is kept: refused, or unsent and beaten by feedback of
 * another device or tab.
 */
function lostFeedback(
  before: FeedbackRegister,
  { refusal, submission }: FeedbackRegister,
  { type }: FeedbackEvent,
): Feedback | null {
  if (refusal !== null && refusal !== before.refusal) return refusal.feedback;
  if (!isUnsent(before) || before.submission === null) return null;
  const { feedback, stamp } = before.submission;
  // The user saw it and replaced it, so its text need not be kept.
  if (type === 'submitted' && hasReplaced(submission, stamp)) return null;
  return submission && isSameText(feedback, submission.feedback) ? null : feedback;
}

/** Whether two submissions have the same text, rating and reasons, as a draft keeps them. */
export function isSameText(one: Feedback, other: Feedback): boolean {
  return JSON.stringify(draftOf(one)) === JSON.stringify(draftOf(other));
}
