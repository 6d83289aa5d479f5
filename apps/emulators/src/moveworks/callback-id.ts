import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Side } from './state/feedbacks.ts';

/**
 * A callback id: opaque to whoever gets it, bound to one message and one rating, and long. Like the vendor's it looks
 * like JSON in base64url, which nobody should read.
 */
export function mintCallbackId(content: CallbackContent, secret: string): string {
  const { side, messageId, responseId, serial } = content;
  const payload = {
    action: side,
    context: { message_id: messageId, response_id: responseId, serial },
    signature: signatureOf(content, secret),
  };
  return Buffer.from(JSON.stringify(payload)).toString('base64url');
}

/** @returns undefined when the text is no callback id that was minted here. */
export function readCallbackId(callbackId: string, secret: string): CallbackContent | undefined {
  const payload = parse(callbackId);
  const { message_id: messageId, response_id: responseId, serial } = payload?.context ?? {};
  const side = payload?.action;
  if (side !== 'helpful' && side !== 'unhelpful') return undefined;
  if (typeof messageId !== 'string' || typeof responseId !== 'string') return undefined;
  const content = { side, messageId, responseId, serial: Number(serial) } as const;
  // Minted anew, so that not even its padding may differ.
  const expected = Buffer.from(mintCallbackId(content, secret));
  const given = Buffer.from(callbackId);
  return given.length === expected.length && timingSafeEqual(given, expected) ? content : undefined;
}

export interface CallbackContent {
  readonly side: Side;
  readonly messageId: string;
  readonly responseId: string;
  /** Counts the times that callback ids of the message were minted anew. */
  readonly serial: number;
}

const signatureOf = ({ side, messageId, responseId, serial }: CallbackContent, secret: string) =>
  createHmac('sha512', secret).update([side, messageId, responseId, serial].join()).digest('base64url');

function parse(callbackId: string): UnknownPayload | undefined {
  try {
    const payload: unknown = JSON.parse(Buffer.from(callbackId, 'base64url').toString());
    return typeof payload === 'object' && payload !== null ? payload : undefined;
  } catch {
    return undefined;
  }
}

interface UnknownPayload {
  readonly action?: unknown;
  readonly context?: { message_id?: unknown; response_id?: unknown; serial?: unknown };
}
