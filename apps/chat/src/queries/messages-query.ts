import { infiniteQueryOptions } from '@tanstack/react-query';
import { chatClient } from '../api/chat-client.ts';

/**
 * How often to poll for an answer that another page, or this one before a reload, has requested.
 */
const ANSWERING_MS = 1_000;

/**
 * The messages of one conversation: the first page has the latest ones, each further page earlier
 * ones.
 */
export function messagesQuery(conversationId: string) {
  return infiniteQueryOptions({
    queryKey: ['messages', conversationId],
    queryFn: ({ pageParam, signal }) => chatClient.listMessages(conversationId, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.cursor,
    refetchInterval: ({ state }) => {
      const latest = state.data?.pages[0]?.items.at(-1);
      return latest?.role === 'assistant' && latest.state === 'answering' ? ANSWERING_MS : false;
    },
  });
}
