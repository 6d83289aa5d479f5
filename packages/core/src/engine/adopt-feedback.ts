import type { Capabilities } from '../feedback/limits.ts';
import type { LoadedFeedback, RatedMessage } from '../feedback/types.ts';
import { bindPendingId, type ClientState, callListener, entryOf, publish } from '../state/client-state.ts';
import { type FeedbackEntry, pendingKey } from '../state/entry.ts';
import { isUnsent } from '../state/register.ts';
import { parseStamp } from '../wire/stamp.ts';
import { applyEvent } from './apply-event.ts';
import type { FeedbackEvent } from './engine-options.ts';
import { isSamePress } from './press-order.ts';
import { followRestamp, isCarried, recordCarried } from './restamp.ts';
import { withPossibleStamp } from './stamp-clock.ts';

/** Applies another tab's event to its message. */
export function adoptNote(state: ClientState, message: RatedMessage, event: FeedbackEvent): FeedbackEntry {
  const entry = otherTabsEntry(state, message, event.type === 'submitted' ? event.stamp : '');
  if (event.type === 'submitted') {
    // Writing the journal's record drops the other tab's mark `carried`, so it is set again.
    const carried = isCarried(state, entry, event.stamp);
    applyEvent(state, entry, { type: 'submitted', ...withPossibleStamp(state.clock, { ...event, carried }) });
    if (carried) recordCarried(state, entry, event.stamp);
  } else if (event.type === 'restamped') followRestamp(state, entry, event);
  else applyEvent(state, entry, event);
  return entry;
}

/**
 * The entry of a message of which another tab knows the id, and the submission with this stamp. An
 * answer that streams in this tab under the same pending id may be another one, and keeps what the user
 * has given here.
 */
export function otherTabsEntry(state: ClientState, message: RatedMessage, stamp: string): FeedbackEntry {
  const pending = state.entries.get(pendingKey(message.pendingId ?? ''));
  const entry = entryOf(state, message);
  const pressed = pending?.register.submission?.stamp;
  const isOtherTabs = pressed && parseStamp(pressed)?.clientId !== state.clock.clientId;
  if (!pending || isOtherTabs || (pressed && isSamePress(pressed, stamp)))
    bindPendingId(state, entry, message);
  return entry;
}

/** Adopts what a read returned. */
export function adoptLoaded(
  state: ClientState,
  { items, restricted = [], capabilities }: LoadedFeedback,
): void {
  for (const { messageId, ...confirmed } of items) {
    const entry = entryOf(state, { messageId });
    const { register } = entry;
    // Only the response to a submission settles it: until then, the upstream may still refuse it. A read
    // that began before a refusal may return what was refused.
    const isUnanswered = isUnsent(register) && register.submission?.stamp === confirmed.stamp;
    if (!isUnanswered && register.refusal?.stamp !== confirmed.stamp)
      applyEvent(state, entry, { type: 'confirmed', confirmed });
  }
  for (const { messageId, ratings } of restricted) {
    const entry = entryOf(state, { messageId });
    entry.ratings = ratings;
    publish(state, entry);
  }
  if (capabilities) setCapabilities(state, capabilities);
}

/** Stores what the upstream can do, and notifies the forms if that has changed. */
export function setCapabilities(state: ClientState, capabilities: Capabilities): void {
  if (JSON.stringify(capabilities) === JSON.stringify(state.capabilities)) return;
  state.capabilities = capabilities;
  for (const listener of state.capabilitiesListeners) callListener(state, listener);
}
