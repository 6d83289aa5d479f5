import { FeedbackError, LIMITS } from '@message-feedback/core';
import type { MessageIdRules } from './adapters/feedback-adapter.ts';
import { checkMessageId } from './check-message.ts';

/**
 * The messages that a read asks about, as `?messageId=…&messageId=…`: their ids in the upstream's spelling, each with the
 * spelling that was asked for. Throws a `FeedbackError` with code `invalid_message`.
 */
export function readMessageIds(url: string, rules: MessageIdRules): ReadonlyMap<string, string> {
  const asked = new URL(url).searchParams.getAll('messageId');
  if (asked.length === 0 || asked.length > LIMITS.messagesPerRead) {
    throw new FeedbackError(
      'invalid_message',
      `The query names ${asked.length} messages, so nothing was read. Name 1 to ${LIMITS.messagesPerRead}, as in "?messageId=…&messageId=…".`,
    );
  }
  return new Map(asked.map((id) => [checkMessageId(id, rules), id]));
}
