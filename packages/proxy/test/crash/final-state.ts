import type { Feedback } from '@message-feedback/core';
import type { FeedbackStore } from '../../src/index.ts';
import type { Json } from '../emulated/emulated-upstream.ts';
import type { RatingUser } from './rating-user.ts';

/**
 * Every difference between a user, the store and Dify. The store must hold, and Dify must have, the
 * newest confirmed submission or one that was sent later. A test expects an empty list.
 */
export async function differences(
  users: readonly RatingUser[],
  store: FeedbackStore,
  dify: Json,
): Promise<string[]> {
  const atDify = new Map<string, Json>(
    dify.feedbacks.map((feedback: Json) => [feedback.messageId, feedback]),
  );
  const found: string[] = [];
  for (const { userId, sent, confirmed } of users) {
    const rows = await store.get(userId, [...sent.keys()]);
    const rowOf = new Map(rows.map((row) => [row.message.messageId, row]));
    for (const [messageId, newest] of confirmed) {
      const row = rowOf.get(messageId);
      const { stamp = 'nothing', feedback = null } = row?.submission ?? {};
      const submitted = sent.get(messageId)?.get(stamp);
      const delivered = row?.delivered?.stamp ?? 'nothing';
      if (stamp === 'nothing' || stamp < newest)
        found.push(`${messageId}: ${newest} was confirmed, the store has ${stamp}`);
      else if (JSON.stringify(submitted) !== JSON.stringify(feedback))
        found.push(`${messageId}: the store has feedback that was never submitted with ${stamp}`);
      else if (delivered !== stamp)
        found.push(`${messageId}: the store has ${stamp}, delivered is ${delivered}`);
      else if (spelled(feedback) !== atDifyOf(atDify.get(messageId)))
        found.push(`${messageId}: Dify has ${atDifyOf(atDify.get(messageId))}, not ${spelled(feedback)}`);
    }
  }
  return found;
}

function spelled(feedback: Feedback | null): string {
  return feedback === null || feedback.rating === null ? 'nothing' : `${feedback.rating} ${feedback.comment}`;
}

function atDifyOf(feedback: Json | undefined): string {
  return feedback === undefined ? 'nothing' : `${feedback.rating} ${feedback.content ?? ''}`;
}
