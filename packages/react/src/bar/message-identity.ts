import type { RatedMessage } from '@message-feedback/core';

/** Whether two references have the same ids. Hosts write `message={{ messageId }}` inline. */
export function isSameReference(a: RatedMessage | null, b: RatedMessage | null): boolean {
  return IDS.every((id) => (a as Ids | null)?.[id] === (b as Ids | null)?.[id]);
}

/**
 * Whether the next reference names the same message, perhaps with more ids. A message that has its
 * id keeps it, so the same `pendingId` with another id, or none, belongs to another answer.
 */
export function isSameMessage({ messageId, pendingId }: RatedMessage, next: RatedMessage): boolean {
  return messageId ? messageId === next.messageId : pendingId === next.pendingId;
}

const IDS = ['messageId', 'pendingId', 'conversationId', 'responseId', 'token'] as const;

type Ids = Readonly<Partial<Record<(typeof IDS)[number], string | undefined>>>;
