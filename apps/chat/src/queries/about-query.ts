import { queryOptions } from '@tanstack/react-query';
import { chatClient } from '../api/chat-client.ts';

export const aboutQuery = queryOptions({
  queryKey: ['about'],
  queryFn: ({ signal }) => chatClient.about(signal),
  // It changes only when the server restarts.
  staleTime: Number.POSITIVE_INFINITY,
});
