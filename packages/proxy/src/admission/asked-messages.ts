import { FeedbackError, LIMITS } from '@message-feedback/core';
import type { FeedbackAdapter, UpstreamMessage } from '../adapters/feedback-adapter.ts';
import type { OpenMessageRef } from '../sealing/sealed-message-ref.ts';
import { matchId } from './submission.ts';

/**
 * Reads the messages of a GET request: `messageId=…` by id, `message=…` by sealed reference, each
 * up to `LIMITS.messagesPerRead` times. A read returns only the user's own feedback, so an id needs
 * no reference. Ignores expired references, so that old pages still work, and ids that cannot be of
 * this upstream: a chat makes them up for an answer that has none yet. Throws `invalid_message`.
 */
export async function readAskedMessages(
  url: string,
  userId: string,
  { adapter, openMessageRef }: AskedOptions,
): Promise<AskedMessages> {
  const { searchParams } = new URL(url);
  const ids = searchParams.getAll('messageId');
  const tokens = searchParams.getAll('message');
  checkCount(Math.max(ids.length, tokens.length));

  const spellings = new Map<string, string>();
  for (const spelling of ids) {
    const id = matchId(spelling, adapter.ids.messageId);
    if (id !== null) spellings.set(id, spelling);
  }
  const sealed: UpstreamMessage[] = [];
  for (const message of await Promise.all(tokens.map((token) => openMessageRef?.(token, userId) ?? null))) {
    const id = message === null ? null : matchId(message.messageId, adapter.ids.messageId);
    if (message === null || id === null) continue;
    const spelling = spellings.get(id) ?? message.messageId;
    spellings.set(id, spelling);
    sealed.push({ ...message, messageId: spelling });
  }
  return { spellings, sealed };
}

export interface AskedMessages {
  /** The browser's spelling of each message id, by the upstream's spelling. */
  readonly spellings: ReadonlyMap<string, string>;
  /** The messages with a valid reference, in the browser's spelling. */
  readonly sealed: readonly UpstreamMessage[];
}

interface AskedOptions {
  readonly adapter: FeedbackAdapter;
  readonly openMessageRef: OpenMessageRef | null;
}

function checkCount(count: number): void {
  if (count > 0 && count <= LIMITS.messagesPerRead) return;
  throw new FeedbackError(
    'invalid_message',
    `The query names ${count} messages, so nothing was read. Name 1 to ${LIMITS.messagesPerRead}, as in "?messageId=…&messageId=…".`,
  );
}
