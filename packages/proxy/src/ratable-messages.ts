import type { RatableMessage, Rating } from '@message-feedback/core';
import type { UpstreamMessage } from './adapters/feedback-adapter.ts';
import { type LookUpOptions, lookUpMessage } from './message-lookup.ts';

/**
 * The messages among these that take one rating only, or none. Messages of which nothing is known are left out, and so are
 * those that the host has not looked up when the time is over.
 */
export async function readRatable(
  messages: readonly UpstreamMessage[],
  userId: string,
  options: LookUpOptions,
): Promise<RatableMessage[]> {
  const { adapter } = options;
  if (adapter.ratingsOf === undefined) return [];
  const waiting = [...messages];
  const ratable: RatableMessage[] = [];

  async function lookUpNext(): Promise<void> {
    for (let message = waiting.shift(); message !== undefined; message = waiting.shift()) {
      const known = await lookUpMessage(message, userId, options).catch(() => null);
      const ratings: readonly Rating[] | null = known === null ? [] : (adapter.ratingsOf?.(known) ?? null);
      if (ratings !== null && ratings.length < 2) ratable.push({ messageId: message.messageId, ratings });
    }
  }

  await Promise.all(Array.from({ length: CONCURRENT_LOOKUPS }, lookUpNext));
  return ratable;
}

/** A reload asks about many messages, and the host may ask the upstream about each. */
const CONCURRENT_LOOKUPS = 8;
