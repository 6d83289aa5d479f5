import type { MessageRef } from '@message-feedback/core';
import type { DeadBecause, FeedbackRow, FeedbackStore, RowKey } from './stores/feedback-store.ts';

/** Reads a page of what was given up, without what the user said. */
export async function readDeadLetters(
  store: FeedbackStore,
  { limit = 100, after }: DeadLetterQuery = {},
): Promise<readonly DeadLetter[]> {
  return (await store.deadLetters({ limit, ...(after && { after }) })).flatMap(toDeadLetter);
}

export interface DeadLetterQuery {
  /**
   * How many at most.
   * @default 100
   */
  readonly limit?: number;
  /** The last one of the page before. */
  readonly after?: RowKey;
}

/** Feedback that was accepted and that the upstream does not have. What the user said is in the store alone. */
export interface DeadLetter extends RowKey {
  /** The ids that the upstream knows the message by. */
  readonly message: MessageRef;
  readonly because: DeadBecause;
  /** The stamp of its submission. */
  readonly stamp: string;
  readonly attempts: number;
  /** When the first of the attempts failed, in milliseconds since 1970; `null` when there was one alone. */
  readonly failingSince: number | null;
}

function toDeadLetter({ userId, message, submission, ...row }: FeedbackRow): DeadLetter[] {
  const { deadBecause, attempts, failingSince } = row;
  if (deadBecause === null) return [];
  const { callbackIds: _, token: __, ...ids } = message;
  const { messageId } = ids;
  return [
    {
      userId,
      messageId,
      message: ids,
      because: deadBecause,
      stamp: submission.stamp,
      attempts,
      failingSince,
    },
  ];
}
