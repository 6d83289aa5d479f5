import { LIMITS } from '../feedback/limits.ts';
import type { MessageRef } from '../feedback/types.ts';

/**
 * The bodies of POST requests that read messages with sealed references, as few as the proxy's limit
 * allows. A URL ends up in the logs of servers and gateways, so a reference never stands in one. The
 * id finds the feedback even if the reference has expired; the reference determines the ratings that
 * the message accepts.
 */
export function toReadBodies(messages: readonly MessageRef[]): string[] {
  const bodies: string[] = [];
  let parts: string[] = [];
  let characters = ENVELOPE.length;

  for (const { messageId, token } of messages) {
    const part = JSON.stringify({ messageId, token });
    // Three bytes hold every UTF-16 unit, and ids and references are almost always ASCII.
    const size = isAscii(part) ? part.length : 3 * part.length;
    if (parts.length > 0 && (characters + size + 1 > LIMITS.requestBytes || isFull(parts))) {
      bodies.push(toBody(parts));
      parts = [];
      characters = ENVELOPE.length;
    }
    parts.push(part);
    characters += size + 1;
  }
  if (parts.length > 0) bodies.push(toBody(parts));
  return bodies;
}

const ENVELOPE = '{"messages":[]}';

function toBody(parts: readonly string[]): string {
  return `{"messages":[${parts.join(',')}]}`;
}

function isFull(parts: readonly string[]): boolean {
  return parts.length >= LIMITS.messagesPerRead;
}

function isAscii(text: string): boolean {
  return /^[\x20-\x7e]*$/.test(text);
}
