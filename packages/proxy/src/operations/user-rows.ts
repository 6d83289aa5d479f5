import type { Feedback, MessageRef } from '@message-feedback/core';
import type { FeedbackRow, FeedbackStore } from '../stores/feedback-store.ts';

/** Reads the feedback of one user, without replaced submissions. */
export async function exportUser(
  store: FeedbackStore,
  { userId }: ExportUserOptions,
): Promise<readonly ExportedFeedback[]> {
  const exported: ExportedFeedback[] = [];
  for await (const page of pagesOfUser(store, userId)) exported.push(...page.map(toExported));
  return exported;
}

export interface ExportUserOptions {
  readonly userId: string;
}

/** What the proxy stores about one user and one message. */
export interface ExportedFeedback {
  readonly messageId: string;
  /** The message's ids at the upstream. */
  readonly message: MessageRef;
  /**
   * - `delivered`: the upstream has this feedback.
   * - `undelivered`: it will be sent.
   * - `dead_letter`: it is no longer sent.
   * - `not_sent`: the user revoked the rating before the upstream got it.
   */
  readonly state: 'delivered' | 'undelivered' | 'dead_letter' | 'not_sent';
  readonly feedback: Feedback;
  /** The last feedback that the upstream has accepted; `null` if it never did. */
  readonly delivered: Feedback | null;
  /** When the store got this feedback, in milliseconds since 1970 on the store's clock. */
  readonly submittedAt: number;
}

/** All rows of one user. A row may be removed before the next page is read. */
export async function* pagesOfUser(
  store: FeedbackStore,
  userId: string,
): AsyncGenerator<readonly FeedbackRow[]> {
  let after: string | undefined;
  for (;;) {
    const page = await store.rowsOfUser(userId, { limit: PAGE, ...(after !== undefined && { after }) });
    if (page.length > 0) yield page;
    after = page.at(-1)?.message.messageId;
    if (page.length < PAGE) return;
  }
}

/** The ids of a row's message, without anything that allows rating it. */
export function messageIds({ message }: FeedbackRow): { messageId: string; message: MessageRef } {
  const { callbackIds: _, token: __, ...ids } = message;
  return { messageId: ids.messageId, message: ids };
}

/** One statement of the store: small enough for a short lock, large enough for a few round trips. */
const PAGE = 100;

function toExported(row: FeedbackRow): ExportedFeedback {
  const { submission, delivered, changedAt } = row;
  return {
    ...messageIds(row),
    state: stateOf(row),
    feedback: submission.feedback,
    delivered: delivered?.feedback ?? null,
    submittedAt: changedAt,
  };
}

function stateOf({ submission, delivered, dueAt, deadLetterCause }: FeedbackRow): ExportedFeedback['state'] {
  if (delivered?.stamp === submission.stamp) return 'delivered';
  if (deadLetterCause !== null) return 'dead_letter';
  return dueAt === null ? 'not_sent' : 'undelivered';
}
