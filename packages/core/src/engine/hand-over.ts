import type { FeedbackDraft } from '../feedback/draft.ts';
import type { Feedback, RatedMessage } from '../feedback/types.ts';
import { type ClientState, forgetEntry } from '../state/client-state.ts';
import { snapshotOf } from '../state/entry.ts';
import { isUnsent } from '../state/register.ts';
import { assumeUser, hasOtherKey, lastTagOf, userTagOf } from './page-user.ts';

/** The client of a user who is known by now. */
export interface Heir {
  readonly state: ClientState;
  submit(message: RatedMessage, feedback: Feedback, draft: FeedbackDraft | null): void;
  setDraft(message: RatedMessage, draft: FeedbackDraft): void;
}

/**
 * Hands what the user did on this page, before the host knew who the user is, to that user's client.
 * Feedback of earlier pages stays: it may be another user's. So does all feedback of another
 * destination, and of a user who is known to be another one.
 */
export function handOver(state: ClientState, heir: Heir): void {
  if (!mayInherit(state, heir.state)) return;
  for (const entry of [...state.entries.values()]) {
    const { register, draft, message } = entry;
    const { submission } = register;
    if (!submission?.stamp.endsWith(`-${state.clock.clientId}`)) continue;
    if (isUnsent(register)) heir.submit(message, submission.feedback, draft);
    else if (draft !== null) heir.setDraft(message, draft);
    forgetEntry(state, entry);
  }
}

function mayInherit({ journal, takeSnapshot }: ClientState, heir: ClientState): boolean {
  if (journal.userId !== '') return false;
  // The page is hidden: another user is signed in.
  if (journal.destination !== heir.journal.destination || takeSnapshot !== snapshotOf) return false;
  const userTag = userTagOf(journal);
  if (userTag === null) return true;
  const heirTag = userTagOf(heir.journal) ?? lastTagOf(heir.journal);
  // The proxy refuses the feedback if its first response to the heir names another user.
  if (heirTag === null) assumeUser(heir, userTag);
  return heirTag === null || heirTag === userTag || hasOtherKey(heirTag, userTag);
}
