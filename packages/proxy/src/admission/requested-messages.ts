import { FeedbackError, LIMITS } from '@message-feedback/core';
import type { FeedbackAdapter, UpstreamMessage } from '../adapters/feedback-adapter.ts';
import type { OpenMessageRef } from '../sealing/sealed-message-ref.ts';
import { matchId } from './submission.ts';

/**
 * The read of a GET request, `messageId=…` up to `LIMITS.messagesPerRead` times. A URL ends up in
 * the logs of servers and gateways, so a sealed reference in it is ignored.
 */
export function readInQuery(url: string): RequestedRead {
  const { searchParams } = new URL(url);
  const messages = searchParams.getAll('messageId').map((messageId) => ({ messageId }));
  return { messages, userTag: searchParams.get('userTag') };
}

/** The read of a POST request; `null` for the body of a submission. */
export function readInBody(body: unknown): RequestedRead | null {
  if (typeof body !== 'object' || body === null || !('messages' in body)) return null;
  const { messages, userTag = null } = body as { readonly messages: unknown; readonly userTag?: unknown };
  const isTag = userTag === null || typeof userTag === 'string';
  if (isTag && Array.isArray(messages) && messages.every(isMessageToRead)) return { messages, userTag };
  throw new FeedbackError(
    'invalid_message',
    '"messages" is not a list of messages, or "userTag" is not text, so nothing was read. Send { "messages": [{ "messageId", "token" }], "userTag" }.',
  );
}

/** What a request asks for. */
export interface RequestedRead {
  readonly messages: readonly MessageToRead[];
  /** The user tag of the user whose feedback is meant; `null` before the page knows it. */
  readonly userTag: string | null;
}

/** A message to read: its id, and its sealed reference if there is one. */
interface MessageToRead {
  readonly messageId: string;
  readonly token?: string;
}

function isMessageToRead(value: unknown): value is MessageToRead {
  if (typeof value !== 'object' || value === null) return false;
  const { messageId, token } = value as Partial<Record<keyof MessageToRead, unknown>>;
  return typeof messageId === 'string' && (token === undefined || typeof token === 'string');
}

/**
 * Checks the messages of a read. A read returns only the user's own feedback, so an id needs no
 * reference. Ignores expired references, so that old pages still work, and skips ids that this
 * upstream cannot have: a chat makes up an id for an answer that has none yet. Throws
 * `invalid_message`.
 */
export async function readRequestedMessages(
  messages: readonly MessageToRead[],
  userId: string,
  { adapter, openMessageRef }: RequestedMessagesOptions,
): Promise<RequestedMessages> {
  const ids = messages.map(({ messageId }) => messageId);
  const tokens = messages.flatMap(({ token }) => token ?? []);
  checkCount(ids.length);

  const browserIds = new Map<string, string>();
  const skipped: string[] = [];
  for (const browserId of ids) {
    const id = matchId(browserId, adapter.ids.messageId);
    if (id === null) skipped.push(browserId);
    else browserIds.set(id, browserId);
  }
  const sealed: UpstreamMessage[] = [];
  for (const message of await Promise.all(tokens.map((token) => openMessageRef?.(token, userId) ?? null))) {
    if (message === null || message === 'expired') continue;
    const id = matchId(message.messageId, adapter.ids.messageId);
    if (id === null) continue;
    const browserId = browserIds.get(id) ?? message.messageId;
    browserIds.set(id, browserId);
    sealed.push({ ...message, messageId: browserId });
  }
  return { browserIds, skipped, sealed };
}

export interface RequestedMessages {
  /** Each message id as the browser sent it, by its normalized id. */
  readonly browserIds: ReadonlyMap<string, string>;
  /** The ids that this upstream cannot have, as the browser sent them. */
  readonly skipped: readonly string[];
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
    `The request contains ${count} message ids, so nothing was read. Pass 1 to ${LIMITS.messagesPerRead}, as in "?messageId=…&messageId=…".`,
  );
}
