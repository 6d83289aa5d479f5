import type { FeedbackItem } from '@message-feedback/core';

/** What the server holds for the message of a story. */
export function savedItem({
  messageId = 'message-1',
  final = false,
  ...said
}: Partial<FeedbackItem['feedback']> & { messageId?: string; final?: boolean }): FeedbackItem {
  return {
    messageId,
    feedback: { rating: null, reasons: [], comment: '', ...said },
    stamp: '001700000000000-00000-story',
    undoUntil: null,
    final,
  };
}
