import { LIMITS } from '@message-feedback/core';
import { messageIdOf, READER } from './seed.ts';
import { httpPost } from './submission.ts';

/** The requests that restore this many messages, as a page that opens a long chat sends them. */
export function readRequests(messages: number): string[] {
  const requests: string[] = [];
  for (let from = 0; from < messages; from += LIMITS.messagesPerRead) {
    const length = Math.min(LIMITS.messagesPerRead, messages - from);
    const ids = Array.from({ length }, (_, index) => ({ messageId: messageIdOf(from + index) }));
    requests.push(httpPost(READER, JSON.stringify({ messages: ids })));
  }
  return requests;
}
