import type { QueryClient } from '@tanstack/react-query';
import type { LiveAnswer } from '../live/live-answer.ts';
import { messagesOf } from '../live/merged-messages.ts';
import { conversationsQuery } from './conversations-query.ts';
import { messagesQuery } from './messages-query.ts';

/**
 * Adds a complete answer to the saved messages, and refetches the data that may have changed with
 * it.
 */
export async function keepAnswer(queryClient: QueryClient, answer: LiveAnswer): Promise<void> {
  const { conversationId, messageId, state } = answer;
  if (conversationId === null || messageId === null) return;
  const { queryKey } = messagesQuery(conversationId);
  if (state === 'finished') {
    queryClient.setQueryData(queryKey, (data) => {
      const [latest, ...earlier] = data?.pages ?? [{ items: [], cursor: null }];
      if (!latest || latest.items.some(({ id }) => id === messageId)) return data;
      const items = [...latest.items, ...messagesOf(answer)];
      return { pages: [{ ...latest, items }, ...earlier], pageParams: data?.pageParams ?? [null] };
    });
  }
  // Some upstreams send more messages for one question than this page has received.
  await queryClient.invalidateQueries({ queryKey });
  await queryClient.invalidateQueries(conversationsQuery);
}
