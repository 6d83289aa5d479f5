import { infiniteQueryOptions } from '@tanstack/react-query';
import { chatClient } from '../api/chat-client.ts';

export const conversationsQuery = infiniteQueryOptions({
  queryKey: ['conversations'],
  queryFn: ({ pageParam, signal }) => chatClient.listConversations(pageParam, signal),
  initialPageParam: null as string | null,
  getNextPageParam: (page) => page.cursor,
});
