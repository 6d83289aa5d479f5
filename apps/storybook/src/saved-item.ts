import type { FeedbackItem } from '@message-feedback/core';

/** The server's feedback for the message of a story. */
export function savedItem({
  messageId = 'message-1',
  undoUntil = null,
  final = false,
  ...said
}: Partial<FeedbackItem['feedback'] & Omit<FeedbackItem, 'feedback' | 'stamp'>>): FeedbackItem {
  return {
    messageId,
    feedback: { rating: null, reasons: [], comment: '', ...said },
    stamp: '001700000000000-00000-story',
    undoUntil,
    final,
  };
}
