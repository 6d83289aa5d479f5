import type { FeedbackRow } from '../stores/feedback-store.ts';

/** What tells this row from all others. */
export function rowKey({ userId, message }: FeedbackRow): string {
  return JSON.stringify([userId, message.messageId]);
}
