import { FeedbackError, type Rating, type RestrictedMessage } from '@message-feedback/core';
import type { FeedbackAdapter, UpstreamMessage } from '../adapters/feedback-adapter.ts';
import { withTimeLimit } from '../time-limit.ts';

/**
 * Returns the message with its callback ids. Throws `message_not_found` if the host does not know
 * the message and `not_ratable` if the message does not accept this rating.
 */
export async function admitRating(
  rating: Rating,
  message: UpstreamMessage,
  userId: string,
  options: LookUpOptions,
): Promise<UpstreamMessage> {
  const known = await lookUpMessage(message, userId, options);
  const ratings = options.adapter.ratingsOf?.(known) ?? null;
  if (ratings !== null && !ratings.includes(rating)) throw notRatable();
  return known;
}

/**
 * Returns the messages that accept only one rating, or none. Leaves out messages whose ratings are
 * unknown and those whose lookup takes too long: one time limit covers all lookups.
 */
export async function readRestrictedMessages(
  messages: readonly UpstreamMessage[],
  userId: string,
  options: LookUpOptions,
): Promise<RestrictedMessage[]> {
  const { adapter, timings } = options;
  if (adapter.ratingsOf === undefined) return [];
  const waiting = [...messages];
  const restricted: RestrictedMessage[] = [];
  let timeIsUp = false;

  async function lookUpNext(): Promise<void> {
    for (let message = waiting.shift(); message !== undefined; message = waiting.shift()) {
      const known = await lookUpMessage(message, userId, options).catch(() => null);
      if (timeIsUp) return;
      const ratings: readonly Rating[] | null = known === null ? [] : (adapter.ratingsOf?.(known) ?? null);
      if (ratings !== null && ratings.length < 2) restricted.push({ messageId: message.messageId, ratings });
    }
  }

  const lookUpAll = () => Promise.all(Array.from({ length: CONCURRENT_LOOKUPS }, lookUpNext));
  await withTimeLimit(timings.lookUpMs, lookUpAll).catch(() => {
    timeIsUp = true;
  });
  return restricted;
}

/** A reload asks about many messages, and the host may send a request to the upstream for each. */
const CONCURRENT_LOOKUPS = 8;

export interface LookUpOptions {
  readonly adapter: FeedbackAdapter;
  readonly timings: { readonly lookUpMs: number };
}

/**
 * Adds the callback ids from the host. If the host's function fails or takes too long, returns the
 * message unchanged: the delivery asks again.
 */
async function lookUpMessage(
  message: UpstreamMessage,
  userId: string,
  { adapter: { resolveMessage }, timings }: LookUpOptions,
): Promise<UpstreamMessage> {
  if (resolveMessage === undefined || message.callbackIds !== undefined) return message;
  const callbackIds = await withTimeLimit(timings.lookUpMs, () => resolveMessage({ userId, message })).catch(
    () => undefined,
  );
  if (callbackIds === null) throw messageNotFound();
  return callbackIds === undefined ? message : { ...message, callbackIds };
}

/** The same error for a message that does not exist and for another user's message. */
export function messageNotFound(): FeedbackError {
  return new FeedbackError(
    'message_not_found',
    'This user has no such message, so nothing was stored. It may have been deleted, or belong to another account.',
  );
}

export function notRatable(): FeedbackError {
  return new FeedbackError(
    'not_ratable',
    'The message does not accept this rating, so nothing was stored. Offer only the ratings that a read with its reference returns.',
  );
}
