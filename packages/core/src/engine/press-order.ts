import type { StampedFeedback } from '../state/register.ts';
import { formatStamp, parseStamp, type Stamp } from '../wire/stamp.ts';

// A submission ranks above every submission of the same message that the user replaced with it, even
// if another tab later corrects their stamps by its own clock.

/** What a press replaces: the submission that the user sees, and all that this submission had replaced. */
export function replacedByPress(shown: StampedFeedback | null): StampedFeedback['replaced'] {
  const seen = parseStamp(shown?.stamp ?? '');
  return seen ? { ...shown?.replaced, [seen.clientId]: seen.counter } : undefined;
}

/** Whether `submission` has replaced the one with this stamp, directly or through others. */
export function hasReplaced(submission: StampedFeedback | null, stamp: string): boolean {
  const other = parseStamp(stamp);
  const own = parseStamp(submission?.stamp ?? '');
  if (own === null || other === null) return false;
  // A page counts its presses, so a press that was seen stands for all earlier ones of its page.
  if (other.clientId === own.clientId) return other.counter < own.counter;
  return other.counter <= (submission?.replaced?.[other.clientId] ?? -1);
}

/** Whether two stamps are of one press: a corrected stamp differs in nothing but its time. */
export function isSamePress(one: string, other: string): boolean {
  return one.slice(TIME_LENGTH) === other.slice(TIME_LENGTH);
}

const TIME_LENGTH = 15;

/** Raises the submission's stamp above `stamp`, the stamp of a submission that it has replaced. */
export function raisedAbove(submission: StampedFeedback, stamp: string): StampedFeedback {
  if (submission.stamp > stamp) return submission;
  const seen = parseStamp(stamp) as Stamp;
  const made = parseStamp(submission.stamp) as Stamp;
  return { ...submission, stamp: formatStamp({ ...made, ms: seen.ms + 1 }), after: stamp };
}
