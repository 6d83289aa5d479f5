// Separate from `stamp.ts`, because only the engine needs this code, and the engine loads later.
import { LIMITS } from '../feedback/limits.ts';
import type { StampedFeedback } from '../state/register.ts';
import type { FeedbackError } from '../wire/feedback-error.ts';
import { formatStamp, parseStamp, proxyTime, type Stamp, type StampClock } from '../wire/stamp.ts';

/**
 * A stamp that is wrong by no more than this is kept: no user presses on two devices within this
 * time.
 */
export const NEGLIGIBLE_MS = 1_000;

/** How long unsent feedback and drafts can be sent: 7 days. Safari deletes storage then anyway. */
export const JOURNAL_MAX_AGE_MS = 604_800_000;

/** Makes later stamps larger than one made elsewhere. */
export function observeStamp(clock: StampClock, text: string): void {
  const { clientId, last } = clock;
  const observed = parseStamp(text);
  if (observed !== null && text > formatStamp(last)) clock.last = { ...observed, clientId };
}

/**
 * Whether a submission can be from that time: not in the future, and not before 2023, long before
 * this code existed.
 */
export function isPossibleTime(clock: StampClock, ms: number): boolean {
  return ms >= EARLIEST_MS && ms <= proxyTime(clock) + LIMITS.clockSkewMs;
}

/** Whether the clock agrees with the proxy's, which has refused a submission because of the submission's time. */
export function isRight(clock: StampClock, { serverTime = 0 }: FeedbackError): boolean {
  return Math.abs(proxyTime(clock) - serverTime) <= LIMITS.clockSkewMs;
}

/**
 * The stamp of a submission that is not carried, by the proxy's clock as it is known now. The same
 * stamp if the difference is negligible.
 */
export function correctedStamp(
  clock: StampClock,
  submission: StampedFeedback,
  negligibleMs: number = NEGLIGIBLE_MS,
): string {
  const { stamp, pressedAt, after = '' } = submission;
  const made = parseStamp(stamp) as Stamp;
  const now = proxyTime(clock);
  const ms = pressedAt === undefined ? made.ms : Math.floor(pressedAt + clock.offset);
  const isCredible = (each: number) => isPossibleTime(clock, each) && each > now - JOURNAL_MAX_AGE_MS;
  // An open page rarely waits longer than the journal keeps feedback, so the device's clock must have been
  // changed since. The stamp is then more credible than the time of the press.
  if (!isCredible(ms) && (after ? isPossibleTime(clock, made.ms) : isCredible(made.ms))) return stamp;
  const corrected = { ...made, ms: isCredible(ms) ? Math.min(ms, now) : now };
  if (Math.abs(corrected.ms - made.ms) <= negligibleMs) return stamp;
  const seen = parseStamp(after);
  // The user pressed after seeing that feedback, so the order stays. A stamp from the future is
  // ignored, because no proxy can have accepted it.
  const isBehind = seen !== null && formatStamp(corrected) <= after && isPossibleTime(clock, seen.ms);
  return formatStamp(isBehind ? { ...corrected, ms: seen.ms + 1 } : corrected);
}

/**
 * A submission of another page. It gets another stamp if its own is impossible, or if its page did not
 * know the proxy's time. In the latter case, a carried one keeps its stamp, because the proxy may have it.
 */
export function withPossibleStamp(clock: StampClock, submission: RecoveredFeedback): StampedFeedback {
  const { feedback, stamp, pressedAt, replaced, carried, isMisdated } = submission;
  // Sets `after`, so that later pages keep the time chosen below.
  const after = isMisdated ? stamp : submission.after;
  const kept = { feedback, stamp, pressedAt, after, replaced };
  const isPressTimePossible = !isMisdated && isPossibleTime(clock, (pressedAt ?? 0) + clock.offset);
  const wasMadeWithoutProxyTime = !after && isPressTimePossible && clock.heard > 0;
  const isPossible = !isMisdated && isPossibleTime(clock, parseStamp(stamp)?.ms ?? 0);
  if (isPossible && (carried || !wasMadeWithoutProxyTime)) return kept;
  // Without the time of the press, it counts as older than anything that the user does on this page.
  const dated = { ...kept, pressedAt: isPressTimePossible ? pressedAt : (clock.startedAt ?? clock.now()) };
  return { ...dated, stamp: correctedStamp(clock, dated) };
}

interface RecoveredFeedback extends StampedFeedback {
  readonly carried?: boolean;
  /** Its time looks too old, but the device's clock may have been months behind at the press. */
  readonly isMisdated?: boolean;
}

const EARLIEST_MS = Date.UTC(2023, 0);
