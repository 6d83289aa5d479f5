import type { Capabilities } from '../feedback/limits.ts';
import type {
  ConfirmedFeedback,
  Feedback,
  FeedbackItem,
  FeedbackReceipt,
  LoadedFeedback,
  RestrictedMessage,
} from '../feedback/types.ts';
import { FeedbackError } from './feedback-error.ts';
import { parseStamp } from './stamp.ts';

/**
 * Parses the proxy's response to a submission. Reads only known fields, so an older client
 * understands a newer proxy.
 */
export function parseReceipt(body: unknown): FeedbackReceipt {
  if (!isRecord(body) || !RECEIPT_STATUSES.has(body.status as string)) throw unexpectedResponse();
  return {
    status: body.status as FeedbackReceipt['status'],
    ...parseConfirmed(body),
    ...parseSource(body),
  };
}

/** Parses the proxy's response to a read, and ignores unknown fields too. */
export function parseLoaded(body: unknown): LoadedFeedback {
  if (!isRecord(body) || !Array.isArray(body.items)) throw unexpectedResponse();
  const { capabilities, skipped, restricted } = body;
  return {
    items: body.items.map(parseItem),
    ...(isCapabilities(capabilities) && { capabilities }),
    ...(Array.isArray(skipped) && { skipped }),
    ...(Array.isArray(restricted) && { restricted: restricted.filter(isRestricted) }),
    ...parseSource(body),
  };
}

const RECEIPT_STATUSES: ReadonlySet<string> = new Set(['delivered', 'accepted', 'superseded']);

function parseItem(item: unknown): FeedbackItem {
  if (!isRecord(item) || typeof item.messageId !== 'string') throw unexpectedResponse();
  return { messageId: item.messageId, ...parseConfirmed(item) };
}

function parseConfirmed({ feedback, stamp, undoUntil, final }: Record<string, unknown>): ConfirmedFeedback {
  if (!isFeedback(feedback) || typeof stamp !== 'string' || parseStamp(stamp) === null)
    throw unexpectedResponse();
  return {
    feedback,
    stamp,
    undoUntil: typeof undoUntil === 'string' ? undoUntil : null,
    final: final === true,
  };
}

/** The user and the time of a response. */
function parseSource({ serverTime, userTag }: Record<string, unknown>): ResponseSource {
  return {
    ...(typeof serverTime === 'number' && { serverTime }),
    ...(typeof userTag === 'string' && { userTag }),
  };
}

type ResponseSource = Pick<FeedbackReceipt, 'serverTime' | 'userTag'>;

function isFeedback(value: unknown): value is Feedback {
  return (
    isRecord(value) &&
    (value.rating === null || value.rating === 'like' || value.rating === 'dislike') &&
    Array.isArray(value.reasons) &&
    value.reasons.every((reason) => typeof reason === 'string') &&
    typeof value.comment === 'string'
  );
}

function isRestricted(value: unknown): value is RestrictedMessage {
  return isRecord(value) && typeof value.messageId === 'string' && Array.isArray(value.ratings);
}

function isCapabilities(value: unknown): value is Capabilities {
  return (
    isRecord(value) &&
    typeof value.revoke === 'boolean' &&
    typeof value.holdMs === 'number' &&
    isRecord(value.limits) &&
    Object.values(value.limits).every((limit) => typeof limit === 'number')
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function unexpectedResponse(): FeedbackError {
  return new FeedbackError(
    'unexpected_response',
    'The response is not from the feedback proxy. Check the endpoint.',
  );
}
