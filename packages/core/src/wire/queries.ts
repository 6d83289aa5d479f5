import { LIMITS } from '../feedback/limits.ts';
import type { MessageRef } from '../feedback/types.ts';

/**
 * The queries that ask about these messages, as few as fit into an address. A sealed reference goes beside the id: the id finds
 * what was said even when the reference has expired, the reference tells which ratings the message takes.
 */
export function toQueries(messages: readonly MessageRef[]): string[] {
  const queries: string[] = [];
  for (const { messageId, token } of messages) {
    const part = new URLSearchParams(token ? { messageId, message: token } : { messageId }).toString();
    const query = queries.at(-1);
    if (query === undefined || query.length + part.length >= LIMITS.queryCharacters) queries.push(part);
    else queries[queries.length - 1] = `${query}&${part}`;
  }
  return queries;
}
