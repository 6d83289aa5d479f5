import { createHmac, timingSafeEqual } from 'node:crypto';
import type { MessageRow, Side } from './moveworks-state.ts';

/** The ratings that a message offers: only final answers of the assistant offer any. */
export function offeredSides({ actor, kind, sides }: MessageRow): readonly Side[] {
  if (actor !== 'ASSISTANT' || kind !== 'MESSAGE' || sides === 'none') return [];
  return sides === 'both' ? ['helpful', 'unhelpful'] : [sides];
}

/**
 * A callback id: opaque to its reader, bound to one message and one rating, and long. Like the
 * vendor's it looks like JSON in base64url, which no client should read.
 *
 * @param serial - tells the callback ids of one read of the message from those of another.
 */
export function mintCallbackId(
  action: Side,
  { id, response_id }: MessageRow,
  serial: number,
  secret: string,
) {
  const signed = [action, id, response_id, serial].join();
  const signature = createHmac('sha512', secret).update(signed).digest('base64url');
  const payload = { action, context: { message_id: id, response_id, serial }, signature };
  return Buffer.from(JSON.stringify(payload)).toString('base64url');
}

/**
 * The rating that a callback id of the message stands for; undefined for any other text. All that are
 * valid are minted again, so that not even the padding may differ.
 *
 * @param oldest - the serial of the first read whose callback ids are valid.
 */
export const sideOf = (callbackId: string, message: MessageRow, oldest: number, secret: string) =>
  offeredSides(message).find((side) => {
    for (let serial = oldest; serial <= message.serial; serial += 1) {
      if (equalText(callbackId, mintCallbackId(side, message, serial, secret))) return true;
    }
    return false;
  });

/** Compares two secrets in a time that says nothing about them. */
export function equalText(given: string, expected: string): boolean {
  const [left, right] = [Buffer.from(given), Buffer.from(expected)];
  return left.length === right.length && timingSafeEqual(left, right);
}
