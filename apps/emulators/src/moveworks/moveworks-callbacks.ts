import { createHmac, timingSafeEqual } from 'node:crypto';
import * as v from 'valibot';
import type { Side } from './moveworks-state.ts';

/**
 * A callback id: opaque to its reader, bound to one message and one rating, and long. Like the
 * vendor's it looks like JSON in base64url, which no client should read.
 */
export function mintCallbackId({ action, context }: Callback, secret: string): string {
  const { message_id, response_id, serial } = context;
  const signed = [action, message_id, response_id, serial].join();
  const signature = createHmac('sha512', secret).update(signed).digest('base64url');
  const payload = { action, context: { message_id, response_id, serial }, signature };
  return Buffer.from(JSON.stringify(payload)).toString('base64url');
}

/** @returns undefined when the text is no callback id that was minted here. */
export function readCallbackId(callbackId: string, secret: string): Callback | undefined {
  const payload = v.safeParse(payloadSchema, Buffer.from(callbackId, 'base64url').toString());
  if (!payload.success) return undefined;
  // Minted again, so that not even its padding may differ.
  return equalText(callbackId, mintCallbackId(payload.output, secret)) ? payload.output : undefined;
}

/** Compares two secrets in a time that says nothing about them. */
export function equalText(given: string, expected: string): boolean {
  const [left, right] = [Buffer.from(given), Buffer.from(expected)];
  return left.length === right.length && timingSafeEqual(left, right);
}

interface Callback {
  readonly action: Side;
  /** `serial` tells the callback ids of one read of the message from those of another. */
  readonly context: { readonly message_id: string; readonly response_id: string; readonly serial: number };
}

const payloadSchema = v.pipe(
  v.string(),
  v.parseJson(),
  v.object({
    action: v.picklist(['helpful', 'unhelpful']),
    context: v.object({ message_id: v.string(), response_id: v.string(), serial: v.number() }),
  }),
);
