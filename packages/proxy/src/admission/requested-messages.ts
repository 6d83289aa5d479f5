import { FeedbackError, LIMITS } from '@message-feedback/core';
import type { FeedbackAdapter, UpstreamMessage } from '../adapters/feedback-adapter.ts';
import type { OpenMessageRef } from '../sealing/sealed-message-ref.ts';
import { matchId } from './submission.ts';

/**
 * Reads the messages of a GET request: `messageId=…` by id, `message=…` by sealed reference, each
 * up to `LIMITS.messagesPerRead` times. A read returns only the user's own feedback, so an id needs
 * no reference. Ignores expired references, so that old pages still work, and ids that this upstream
 * cannot have: a chat makes up an id for an answer that has none yet. Throws `invalid_message`.
 */
export async function readRequestedMessages(
  url: string,
  userId: string,
  { adapter, openMessageRef }: RequestedMessagesOptions,
): Promise<RequestedMessages> {
  const { searchParams } = new URL(url);
  const ids = searchParams.getAll('messageId');
  const tokens = searchParams.getAll('message');
  checkCount(Math.max(ids.length, tokens.length));

  const browserIds = new Map<string, string>();
  for (const browserId of ids) {
    const id = matchId(browserId, adapter.ids.messageId);
    if (id !== null) browserIds.set(id, browserId);
  }
  const sealed: UpstreamMessage[] = [];
  for (const message of await Promise.all(tokens.map((token) => openMessageRef?.(token, userId) ?? null))) {
    const id = message === null ? null : matchId(message.messageId, adapter.ids.messageId);
    if (message === null || id === null) continue;
    const browserId = browserIds.get(id) ?? message.messageId;
    browserIds.set(id, browserId);
    sealed.push({ ...message, messageId: browserId });
  }
  return { browserIds, sealed };
}

export interface RequestedMessages {
  /** Each message id as the browser sent it, by its normalized id. */
  readonly browserIds: ReadonlyMap<string, string>;
  /** The messages with a valid reference, with their ids as the browser sent them. */
  readonly sealed: readonly UpstreamMessage[];
}

interface RequestedMessagesOptions {
  readonly adapter: FeedbackAdapter;
  readonly openMessageRef: OpenMessageRef | null;
}

function checkCount(count: number): void {
  if (count > 0 && count <= LIMITS.messagesPerRead) return;
  throw new FeedbackError(
    'invalid_message',
    `The query contains ${count} message ids, so nothing was read. Pass 1 to ${LIMITS.messagesPerRead}, as in "?messageId=…&messageId=…".`,
  );
}
