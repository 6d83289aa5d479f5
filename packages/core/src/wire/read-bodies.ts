import { LIMITS } from '../feedback/limits.ts';
import type { MessageRef } from '../feedback/types.ts';

/**
 * The bodies of POST requests that read messages with sealed references, or more ids than one URL
 * holds. A URL ends up in the logs of servers and gateways, so a reference never appears in one. The
 * id finds the feedback even if the reference has expired; the reference determines the ratings that
 * the message accepts. With `userTag`, they read the feedback of this user only.
 */
export function toReadBodies(messages: readonly MessageRef[], userTag?: string): string[] {
  const bodies: string[] = [];
  const envelope = toBody([], userTag).length;
  let parts: string[] = [];
  let characters = envelope;

  for (const { messageId, token } of messages) {
    const part = JSON.stringify({ messageId, token });
    // Three bytes hold every UTF-16 unit, and ids and references are almost always ASCII.
    const size = isAscii(part) ? part.length : 3 * part.length;
    if (parts.length > 0 && (characters + size + 1 > LIMITS.requestBytes || isFull(parts))) {
      bodies.push(toBody(parts, userTag));
      parts = [];
      characters = envelope;
    }
    parts.push(part);
    characters += size + 1;
  }
  if (parts.length > 0) bodies.push(toBody(parts, userTag));
  return bodies;
}

function toBody(parts: readonly string[], userTag: string | undefined): string {
  const meantFor = userTag === undefined ? '' : `,"userTag":${JSON.stringify(userTag)}`;
  return `{"messages":[${parts.join(',')}]${meantFor}}`;
}

function isFull(parts: readonly string[]): boolean {
  return parts.length >= LIMITS.messagesPerRead;
}

function isAscii(text: string): boolean {
  return /^[\x20-\x7e]*$/.test(text);
}
