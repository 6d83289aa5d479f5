import type { ClientState } from '../state/client-state.ts';
import { type FeedbackEntry, messageKey } from '../state/entry.ts';
import { isUnsent } from '../state/register.ts';
import { parseStamp } from '../wire/stamp.ts';
import { applyEvent } from './apply-event.ts';
import type { RestampEvent } from './engine-options.ts';
import { recordKey } from './journal-records.ts';
import { hasReplaced } from './press-order.ts';
import { correctedStamp, isPossibleTime, observeStamp } from './stamp-clock.ts';

/** Corrects the stamps of all submissions that are not carried, as `RecordContent` defines it. */
export function restampUncarried(state: ClientState, apply: ApplyRestamp, negligibleMs?: number): void {
  for (const entry of new Set(state.entries.values())) {
    if (!isCarried(state, entry, entry.register.submission?.stamp))
      apply(entry, restampEvents(state, entry, { negligibleMs }));
  }
  forgetWrongStamps(state);
}

/**
 * The proxy has refused the time of a submission and not stored it. It gets a new stamp, unless it
 * was carried before and its stamp is possible: then the proxy may have it.
 */
export function correctRefused(
  state: ClientState,
  entry: FeedbackEntry,
  { stamp, atProxy, wasCarried, negligibleMs }: RefusedAttempt,
  apply: ApplyRestamp,
): void {
  const { clock } = state;
  const isPossible = isPossibleTime(clock, parseStamp(stamp)?.ms ?? 0);
  if (wasCarried && isPossible) return;
  const newest = entry.register.submission?.stamp;
  if (newest !== stamp && isCarried(state, entry, newest)) return;
  const confirmed = entry.register.confirmed?.stamp ?? '';
  entry.atProxy = isPossible && atProxy > confirmed ? atProxy : confirmed;
  // Meanwhile, the user may have pressed in a tab that has sent a later submission.
  let { after = '' } = entry.register.submission ?? {};
  if (after < entry.atProxy) after = entry.atProxy;
  apply(entry, restampEvents(state, entry, { after, negligibleMs }));
  forgetWrongStamps(state);
}

export interface RefusedAttempt {
  readonly stamp: string;
  /** The entry's `atProxy` before the attempt. */
  readonly atProxy: string;
  /** Whether the submission was carried before the attempt. */
  readonly wasCarried: boolean;
  /** A stamp that differs from the proxy's time by no more than this stays. */
  readonly negligibleMs: number;
}

export type ApplyRestamp = (entry: FeedbackEntry, events: readonly RestampEvent[]) => void;

/**
 * Follows another tab, which has given a submission another stamp. Notes may arrive out of order,
 * so the clock that the tabs share decides, and not the note.
 */
export function followRestamp(state: ClientState, entry: FeedbackEntry, restamped: RestampEvent): void {
  const { submission, confirmed } = entry.register;
  if (hasReplaced(submission, restamped.stamp)) applyEvent(state, entry, restamped);
  else if (!isCarried(state, entry, submission?.stamp)) {
    for (const event of restampEvents(state, entry, {})) applyEvent(state, entry, event);
  } else if (submission?.stamp === restamped.was) {
    // The proxy has refused the stamp of a carried submission.
    entry.atProxy = confirmed?.stamp ?? '';
    applyEvent(state, entry, restamped);
  }
}

/**
 * The event that corrects the stamp of the unsent submission. Empty if there is no such submission,
 * or if its stamp is right.
 */
export function restampEvents(
  { clock }: ClientState,
  { register }: FeedbackEntry,
  {
    after = register.submission?.after,
    negligibleMs,
  }: { readonly after?: string | undefined; readonly negligibleMs?: number | undefined },
): readonly RestampEvent[] {
  if (register.submission === null || !isUnsent(register)) return [];
  const { stamp: was } = register.submission;
  const stamp = correctedStamp(clock, { ...register.submission, after }, negligibleMs);
  return stamp === was ? [] : [{ type: 'restamped', was, stamp }];
}

/** Makes the next stamps follow the corrected clock, but stay above every stamp that may be stored. */
export function forgetWrongStamps({ clock, entries }: ClientState): void {
  clock.last = { ms: 0, counter: 0, clientId: clock.clientId };
  for (const { register } of entries.values()) {
    for (const each of [register.submission, register.confirmed]) observeStamp(clock, each?.stamp ?? '');
  }
}

/** Called before a request with the submission is sent. */
export function beginCarrying(state: ClientState, entry: FeedbackEntry, stamp: string): void {
  // Until the proxy's time is known, the proxy may refuse the stamp, and the client then corrects it.
  if (state.clock.heard > 0 && stamp > entry.atProxy) recordCarried(state, entry, stamp);
}

/** Records in the journal, for other tabs and pages too, that the submission is carried. */
export function recordCarried({ journal }: ClientState, entry: FeedbackEntry, stamp: string): void {
  const { message, register, journaled } = entry;
  if (stamp > entry.atProxy) entry.atProxy = stamp;
  // Another tab may have removed the record, because its submission is confirmed. A marked one is not
  // written again: other tabs would read it and write it with their reference, in turns without end.
  const record = journaled === stamp ? readRecord({ journal }, entry, stamp) : null;
  if (record !== null && !isMarked(record))
    journal.write(stamp, messageKey(message), { message, ...register.submission, carried: true });
}

/** Whether the submission with this stamp is carried, by a request of this tab or of another. */
export function isCarried(state: Pick<ClientState, 'journal'>, entry: FeedbackEntry, stamp = ''): boolean {
  return stamp <= entry.atProxy || isMarked(readRecord(state, entry, stamp) ?? '');
}

function isMarked(record: string): boolean {
  return record.includes('"carried":true');
}

function readRecord(
  { journal }: Pick<ClientState, 'journal'>,
  { message }: FeedbackEntry,
  stamp: string,
): string | null {
  const key = recordKey(journal, stamp, messageKey(message));
  return journal.withStorage((storage) => storage.getItem(key));
}
