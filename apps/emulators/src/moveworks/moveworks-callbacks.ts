import { createHmac, timingSafeEqual } from 'node:crypto';
import type { MessageRow, Side } from './moveworks-state.ts';

/** The ratings that a message accepts. Only final answers of the assistant accept any. */
export function offeredSides({ actor, kind, sides }: MessageRow): readonly Side[] {
  if (actor !== 'ASSISTANT' || kind !== 'MESSAGE' || sides === 'none') return [];
  return sides === 'both' ? ['helpful', 'unhelpful'] : [sides];
}

/**
 * A callback id for one message and one rating. Like the vendor's, it is long and is JSON in
 * base64url, which clients must treat as opaque.
 *
 * @param serial - the number of the read that returns this id.
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
 * The rating of a callback id of this message; undefined for any other text. Compares it with every
 * valid id, so that even a different padding is invalid.
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

/** Compares two secrets in constant time. */
export function equalText(given: string, expected: string): boolean {
  const [left, right] = [Buffer.from(given), Buffer.from(expected)];
  return left.length === right.length && timingSafeEqual(left, right);
}
