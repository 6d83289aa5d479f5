import type { MessageRef } from '@message-feedback/core';
import type { DeadLetterCause, FeedbackRow, FeedbackStore, RowKey } from '../stores/feedback-store.ts';
import { messageIds } from './user-rows.ts';

/** Reads a page of dead letters, without the feedback itself. */
export async function readDeadLetters(
  store: FeedbackStore,
  { limit = 100, after }: DeadLetterQuery = {},
): Promise<readonly DeadLetter[]> {
  return (await store.deadLetters({ limit, ...(after && { after }) })).flatMap(toDeadLetter);
}

export interface DeadLetterQuery {
  /**
   * The largest number of dead letters to return.
   * @default 100
   */
  readonly limit?: number;
  /** The last dead letter of the previous page. */
  readonly after?: RowKey;
}

/**
 * Accepted feedback that the proxy no longer sends. With the cause `in_doubt`, the upstream may have
 * it; otherwise only the store contains the user's text.
 */
export interface DeadLetter extends RowKey {
  /** The message's ids at the upstream. */
  readonly message: MessageRef;
  readonly cause: DeadLetterCause;
  /** The stamp of its submission. */
  readonly stamp: string;
  readonly attempts: number;
  /**
   * When the row began to fail, in milliseconds since 1970. Time in which the upstream was down for
   * all, or rejected the credentials, does not count. `null` if there was no failure before the last
   * attempt.
   */
  readonly failingSince: number | null;
  /** When its submission was accepted, in milliseconds since 1970 by the store's clock. */
  readonly changedAt: number;
}

function toDeadLetter(row: FeedbackRow): DeadLetter[] {
  const { userId, submission, deadLetterCause: cause, attempts, failingSince, changedAt } = row;
  if (cause === null) return [];
  return [{ userId, ...messageIds(row), cause, stamp: submission.stamp, attempts, failingSince, changedAt }];
}
