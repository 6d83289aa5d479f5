import type { MessageRef } from '@message-feedback/core';
import type { DeadLetterCause, FeedbackRow, FeedbackStore, RowKey } from '../stores/feedback-store.ts';

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

/** Accepted feedback that the upstream does not have. Only the store contains the user's text. */
export interface DeadLetter extends RowKey {
  /** The message's ids at the upstream. */
  readonly message: MessageRef;
  readonly cause: DeadLetterCause;
  /** The stamp of its submission. */
  readonly stamp: string;
  readonly attempts: number;
  /**
   * When the first failed attempt ended, in milliseconds since 1970; `null` after a single attempt.
   */
  readonly failingSince: number | null;
  /** When its submission was accepted, in milliseconds since 1970 by the store's clock. */
  readonly changedAt: number;
}

function toDeadLetter({ userId, message, submission, ...row }: FeedbackRow): DeadLetter[] {
  const { deadLetterCause, attempts, failingSince, changedAt } = row;
  if (deadLetterCause === null) return [];
  const { callbackIds: _, token: __, ...ids } = message;
  const { messageId } = ids;
  return [
    {
      userId,
      messageId,
      message: ids,
      cause: deadLetterCause,
      stamp: submission.stamp,
      attempts,
      failingSince,
      changedAt,
    },
  ];
}
