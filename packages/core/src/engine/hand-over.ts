import type { FeedbackDraft } from '../feedback/draft.ts';
import type { Feedback, RatedMessage } from '../feedback/types.ts';
import { type ClientState, forgetEntry } from '../state/client-state.ts';
import { isUnsent } from '../state/register.ts';

/** The client of a user who is known by now. */
export interface Heir {
  submit(message: RatedMessage, feedback: Feedback, draft: FeedbackDraft | null): void;
  setDraft(message: RatedMessage, draft: FeedbackDraft): void;
}

/**
 * Hands what the user did on this page, before the host knew who the user is, to that user's client.
 * Feedback of earlier pages stays: it may be another user's.
 */
export function handOver(state: ClientState, heir: Heir): void {
  for (const entry of [...state.entries.values()]) {
    const { register, draft, message } = entry;
    const { submission } = register;
    if (!submission?.stamp.endsWith(`-${state.clock.clientId}`)) continue;
    if (isUnsent(register)) heir.submit(message, submission.feedback, draft);
    else if (draft !== null) heir.setDraft(message, draft);
    forgetEntry(state, entry);
  }
}
