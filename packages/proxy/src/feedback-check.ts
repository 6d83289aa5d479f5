import { type Feedback, FeedbackError, type Rating } from '@message-feedback/core';
import type { FeedbackAdapter, UpstreamMessage } from './adapters/feedback-adapter.ts';

/** Throws `invalid_submission` for what is within the limits and the adapter cannot send all the same. */
export function checkFeedback(feedback: Feedback, adapter: FeedbackAdapter): void {
  const problems = adapter.problems?.(feedback) ?? [];
  const [first] = problems;
  if (first === undefined) return;
  throw new FeedbackError(
    'invalid_submission',
    `The submission was refused and nothing was stored: ${first.field}: ${first.message}`,
    { problems },
  );
}

/** Throws `not_ratable` for a rating that the message is known not to take. */
export function checkRatable(
  rating: Rating | null,
  message: UpstreamMessage,
  adapter: FeedbackAdapter,
): void {
  const ratings = adapter.ratingsOf?.(message) ?? null;
  if (rating === null || ratings === null || ratings.includes(rating)) return;
  throw notRatable();
}

export function notRatable(): FeedbackError {
  return new FeedbackError(
    'not_ratable',
    'The message does not take this rating, so nothing was stored. Offer the ratings that it takes, which a read tells.',
  );
}
