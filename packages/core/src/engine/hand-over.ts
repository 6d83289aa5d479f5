import type { FeedbackDraft } from '../feedback/draft.ts';
import type { Feedback, RatedMessage } from '../feedback/types.ts';
import { type ClientState, findEntry, forgetEntry } from '../state/client-state.ts';
import { isUnsent, type StampedFeedback } from '../state/register.ts';
import { hasOtherKey, lastTagOf, setOwner, userTagOf } from './page-user.ts';

/** The client created once the user is known. */
export interface Successor {
  readonly state: ClientState;
  submit(message: RatedMessage, feedback: Feedback, draft: FeedbackDraft | null): boolean;
  setDraft(message: RatedMessage, draft: FeedbackDraft): void;
}

/**
 * Once the host knows the user, passes the feedback given earlier on this page to that user's client.
 * Leaves out feedback of earlier pages, which may be another user's. Does nothing if the destinations
 * differ, or if the page is known to belong to another user.
 */
export function handOver(state: ClientState, successor: Successor): void {
  if (!assignOwner(state, successor.state)) return;
  for (const entry of [...state.entries.values()]) {
    const { register, draft, message } = entry;
    const { submission } = register;
    if (!isMadeBy(state, submission)) continue;
    // The user may have pressed and typed since, while this client's engine was loading.
    const later = findEntry(successor.state, message);
    const latestDraft = later?.draft ?? draft;
    if (!isUnsent(register) || isMadeBy(successor.state, later?.register.submission)) {
      if (latestDraft !== null) successor.setDraft(message, latestDraft);
    } else if (!successor.submit(message, submission.feedback, latestDraft)) continue;
    forgetEntry(state, entry);
  }
}

/** Whether the client of this page has made the submission. */
function isMadeBy(
  { clock }: ClientState,
  submission: StampedFeedback | null | undefined,
): submission is StampedFeedback {
  return submission?.stamp.endsWith(`-${clock.clientId}`) === true;
}

function assignOwner({ journal, isHidden }: ClientState, successor: ClientState): boolean {
  if (journal.userId !== '') return false;
  if (journal.destination !== successor.journal.destination || isHidden) return false;
  const userTag = userTagOf(journal);
  if (userTag === null) return true;
  const successorTag = userTagOf(successor.journal) ?? lastTagOf(successor.journal);
  // If another user turns out to be signed in, the proxy refuses the feedback.
  if (successorTag === null) setOwner(successor, userTag);
  return successorTag === null || successorTag === userTag || hasOtherKey(successorTag, userTag);
}
