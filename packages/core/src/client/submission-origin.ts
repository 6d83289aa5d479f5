import type { Successor } from '../engine/hand-over.ts';
import type { RatedMessage } from '../feedback/types.ts';
import { findEntry } from '../state/client-state.ts';
import type { FeedbackClient } from './feedback-client.ts';

/**
 * Whether the user gave the shown feedback on this page, and not on another page, tab or device. A
 * function instead of a method of the client, because most pages never ask.
 */
export function isSubmittedHere(client: FeedbackClient, message: RatedMessage): boolean {
  const { state } = client as FeedbackClient & Successor;
  const stamp = findEntry(state, message)?.register.submission?.stamp;
  return stamp?.endsWith(`-${state.clock.clientId}`) === true;
}
