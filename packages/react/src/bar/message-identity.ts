import type { RatedMessage } from '@message-feedback/core';

/** Whether two references have the same ids. Hosts write `message={{ messageId }}` inline. */
export function isSameReference(a: RatedMessage | null, b: RatedMessage | null): boolean {
  return a === b || (a !== null && b !== null && IDS.every((id) => (a as Ids)[id] === (b as Ids)[id]));
}

/** Whether two references name the same message; one of them may have more ids than the other. */
export function isSameMessage({ messageId, pendingId }: RatedMessage, next: RatedMessage): boolean {
  return pendingId === undefined ? messageId === next.messageId : pendingId === next.pendingId;
}

const IDS = ['messageId', 'pendingId', 'conversationId', 'responseId', 'token'] as const;

type Ids = Readonly<Partial<Record<(typeof IDS)[number], string | undefined>>>;
