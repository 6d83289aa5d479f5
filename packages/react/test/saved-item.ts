import type { Feedback, FeedbackItem } from '@message-feedback/core';

/** Feedback that the server has for `message-1`. */
export function savedItem(feedback: Feedback): FeedbackItem {
  return {
    messageId: 'message-1',
    feedback,
    stamp: '001700000000000-00000-z',
    undoUntil: null,
    final: false,
  };
}
