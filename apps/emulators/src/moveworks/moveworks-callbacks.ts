import { createHmac, timingSafeEqual } from 'node:crypto';
import * as v from 'valibot';
import type { Side } from './moveworks-state.ts';

/**
 * A callback id: opaque to its reader, bound to one message and one rating, and long. Like the vendor's it looks
 * like JSON in base64url, which no client should read.
 */
export function mintCallbackId({ side, messageId, responseId, serial }: Callback, secret: string): string {
  const signed = [side, messageId, responseId, serial].join();
  const payload = {
    action: side,
    context: { message_id: messageId, response_id: responseId, serial },
    signature: createHmac('sha512', secret).update(signed).digest('base64url'),
  };
  return Buffer.from(JSON.stringify(payload)).toString('base64url');
}

/** @returns undefined when the text is no callback id that was minted here. */
export function readCallbackId(callbackId: string, secret: string): Callback | undefined {
  const payload = v.safeParse(payloadSchema, Buffer.from(callbackId, 'base64url').toString());
  if (!payload.success) return undefined;
  const { action, context } = payload.output;
  const callback = {
    side: action,
    messageId: context.message_id,
    responseId: context.response_id,
    serial: context.serial,
  };
  // Minted again, so that not even its padding may differ.
  const expected = Buffer.from(mintCallbackId(callback, secret));
  const given = Buffer.from(callbackId);
  return given.length === expected.length && timingSafeEqual(given, expected) ? callback : undefined;
}

interface Callback {
  readonly side: Side;
  readonly messageId: string;
  readonly responseId: string;
  /** Tells the callback ids of one read of the message from those of another. */
  readonly serial: number;
}

const payloadSchema = v.pipe(
  v.string(),
  v.parseJson(),
  v.object({
    action: v.picklist(['helpful', 'unhelpful']),
    context: v.object({ message_id: v.string(), response_id: v.string(), serial: v.number() }),
  }),
);
