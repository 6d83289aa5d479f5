import { queryOptions } from '@tanstack/react-query';
import { chatClient } from '../api/chat-client.ts';

export const introductionQuery = queryOptions({
  queryKey: ['introduction'],
  queryFn: ({ signal }) => chatClient.introduction(signal),
  staleTime: Number.POSITIVE_INFINITY,
});
